import { z } from 'zod'
import { DoraError, type DoraStructureSummary } from './port.ts'
import type { SafeTransport } from './transport.ts'
import { StructureListWire } from './wire.ts'

/** A page of the managed list takes 2 to 7 ms an item. */
const PAGE = 500

const BoardWire = z.array(
  z.looseObject({
    slug: z.string().min(1),
    name: z.string(),
    siret: z.string().nullish(),
    department: z.string().nullish(),
    typologyDisplay: z.string().nullish(),
    isOrphan: z.boolean().nullish(),
    isObsolete: z.boolean().nullish(),
  }),
)

/**
 * The structures of a département that this account may write on. The manager's board tells them in one request, with whether the public
 * sees them; for who has no board (403, 404), the managed list page by page. `?department=` on `/structures/` filters nothing.
 * @throws DoraError when DORA does not answer whole
 */
export async function readCensus(transport: SafeTransport, department: string): Promise<DoraStructureSummary[]> {
  const board = await readBoard(transport, department)
  return (board ?? (await readManaged(transport))).filter(line => line.department === department)
}

async function readBoard(transport: SafeTransport, department: string): Promise<DoraStructureSummary[] | null> {
  const body = await transport.get('/structures-admin/', { department }).catch((error: unknown) => {
    if (error instanceof DoraError && (error.status === 403 || error.status === 404)) return null
    throw error
  })
  if (body === null) return null
  const board = BoardWire.safeParse(body)
  if (!board.success) throw unreadable('/structures-admin/', board.error)
  return board.data.map(line => ({
    slug: line.slug,
    name: line.name,
    siret: line.siret || null,
    department: line.department ?? '',
    modificationDate: '',
    typology: line.typologyDisplay || null,
    orphan: line.isOrphan ?? null,
    obsolete: line.isObsolete ?? null,
  }))
}

async function readManaged(transport: SafeTransport): Promise<DoraStructureSummary[]> {
  const lines = new Map<string, DoraStructureSummary>()
  for (let page = 1; ; page += 1) {
    const query = { managed: 'true', page_size: String(PAGE), ...(page === 1 ? {} : { page: String(page) }) }
    const list = StructureListWire.safeParse(await transport.get('/structures/', query))
    if (!list.success) throw unreadable('/structures/', list.error)
    const items = Array.isArray(list.data) ? list.data : list.data.results
    for (const line of items)
      lines.set(line.slug, {
        slug: line.slug,
        name: line.name,
        siret: line.siret || null,
        department: line.department ?? '',
        modificationDate: line.modificationDate,
        typology: line.typologyDisplay || null,
      })
    if (Array.isArray(list.data) || !list.data.next) return [...lines.values()]
  }
}

function unreadable(path: string, cause: Error): DoraError {
  return new DoraError(
    `La liste des structures de DORA n’a pas la forme attendue (${path}).`,
    { kind: 'dora', status: 200, code: 'forme-inattendue' },
    { cause },
  )
}
