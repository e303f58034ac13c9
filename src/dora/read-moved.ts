import type { DoraReader, DoraService, DoraServiceSummary, DoraStructure } from './port.ts'

/** What DORA holds now, with only the services that moved since last time read whole. */
export interface Moved {
  structures: DoraStructure[]
  /** New to us, or with another modification date than the one we knew. */
  moved: DoraService[]
  /** Same date as we knew: not asked for again. */
  unchanged: string[]
  /** Listed, but the account may not read it. */
  unreadable: string[]
  /** Known to us and listed nowhere any more: not «gone» yet, a draft of somebody else is hidden too. */
  unlisted: string[]
}

/**
 * One request for the list, one for each structure, one for each service that moved.
 * @param known modification date by slug, as it was when last read
 */
export async function readMoved(
  reader: DoraReader,
  department: string,
  known: ReadonlyMap<string, string>,
): Promise<Moved> {
  const result: Moved = { structures: [], moved: [], unchanged: [], unreadable: [], unlisted: [] }
  const listed = new Set<string>()
  for (const summary of await reader.listStructures(department)) {
    const structure = await reader.readStructure(summary.slug)
    if (structure === null) continue
    result.structures.push(structure)
    for (const line of [...structure.services, ...structure.archivedServices]) {
      listed.add(line.slug)
      await readLine(line, known, reader, result)
    }
  }
  result.unlisted = [...known.keys()].filter(slug => !listed.has(slug))
  return result
}

async function readLine(
  line: DoraServiceSummary,
  known: ReadonlyMap<string, string>,
  reader: DoraReader,
  result: Moved,
): Promise<void> {
  if (known.get(line.slug) === line.modificationDate) {
    result.unchanged.push(line.slug)
    return
  }
  const service = await reader.readService(line.slug)
  if (service === null) result.unreadable.push(line.slug)
  else result.moved.push(service)
}
