import { z } from 'zod'
import { DoraError, type DoraStructureSummary, unreadableList } from './port.ts'
import { summaryOf } from './structure-wire.ts'
import type { SafeTransport } from './transport.ts'
import { StructureLineWire, StructureListWire } from './wire.ts'

/** A page of the managed list takes 2 to 7 ms an item. */
const PAGE = 500

const BoardWire = z.array(
  z.looseObject({
    slug: z.string().min(1),
    name: z.string(),
    siret: z.string().nullish(),
    department: z.string().nullish(),
    typologyDisplay: z.string().nullish(),
    city: z.string().nullish(),
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
  if (!board.success) throw unreadableList('/structures-admin/', board.error)
  return board.data.map(line => ({
    slug: line.slug,
    name: line.name,
    siret: line.siret || null,
    department: line.department ?? '',
    modificationDate: '',
    typology: line.typologyDisplay || null,
    city: line.city || null,
    orphan: line.isOrphan ?? null,
    obsolete: line.isObsolete ?? null,
  }))
}

async function readManaged(transport: SafeTransport): Promise<DoraStructureSummary[]> {
  const lines = new Map<string, DoraStructureSummary>()
  for (let page = 1; ; page += 1) {
    const query = { managed: 'true', page_size: String(PAGE), ...(page === 1 ? {} : { page: String(page) }) }
    const list = StructureListWire.safeParse(await transport.get('/structures/', query))
    if (!list.success) throw unreadableList('/structures/', list.error)
    const items = Array.isArray(list.data) ? list.data : list.data.results
    for (const line of items) lines.set(line.slug, summaryOf(line))
    if (Array.isArray(list.data) || !list.data.next) return [...lines.values()]
  }
}

/** Structures of France shown at once, of one name. */
const FEW = 20

/** Structures of the whole of DORA under this SIRET, or with these words in their name: its own search looks nowhere else. */
export async function readElsewhere(transport: SafeTransport, words: string): Promise<DoraStructureSummary[]> {
  const figures = words.replace(/[\s.]/g, '')
  if (/^\d{14}$/.test(figures)) {
    const body = await transport.get(`/siret-claimed/${figures}/`)
    if (body === null) return []
    const one = StructureLineWire.safeParse(body)
    if (!one.success) throw unreadableList('/siret-claimed/', one.error)
    return [summaryOf(one.data)]
  }
  const search = words.trim()
  if (search.length < 3 || /^\d/.test(search)) return []
  const list = StructureListWire.safeParse(await transport.get('/structures/', { search, page_size: String(FEW) }))
  if (!list.success) throw unreadableList('/structures/', list.error)
  return (Array.isArray(list.data) ? list.data : list.data.results).map(summaryOf)
}
