import { rejectionAt } from '../../common/rejection.ts'
import { slugify, squeeze } from '../../common/text.ts'
import { beyondCap } from '../beyond-cap.ts'
import { rawWords } from '../clean/raw-value.ts'
import type { FetchedDocument, Harvested } from '../connector.ts'
import { noFields } from '../no-fields.ts'
import { keyFromAddress } from '../offer-key.ts'
import { isTotal, noteIn } from '../tables/not-an-offer.ts'
import type { Tally } from '../tally.ts'
import { noItem } from './crawl.ts'
import type { CompiledField, Page } from './fields.ts'
import { itemKey, ruledKey } from './item-key.ts'
import { type Fields, openPage, readFields, rootOf } from './page.ts'
import { sectionsOf } from './sections.ts'
import type { Reading, Selector } from './selector.ts'
import { type Grid, gridOf, withIdem } from './table-grid.ts'

/** What is read on a page of offers, selectors compiled once per harvest and never once per page. */
export interface PagePlan {
  page: CompiledField[]
  items: Selector | null
  /** Level of the headings that name the offers, when no element holds each of them. */
  sections: string | null
  /** Table whose rows are the offers, its columns their fields. */
  table: Selector | null
  empty: Selector | null
  fields: CompiledField[]
  key: Reading | null
  /** Keys read inside an item are prefixed by their page's, because other pages may hold the same. */
  severalPages: boolean
}

/** The offers of one page (one, or one per item), with the fields already read on its list item. */
export function* readPage(
  document: Pick<FetchedDocument, 'text' | 'hash' | 'address'>,
  plan: PagePlan,
  own: Fields,
  tally: Tally,
  asked = document.address,
): Generator<Harvested> {
  const page = openPage(document)
  const root = rootOf(page)
  const shared = { ...own, ...readFields(plan.page, root, page, tally) }
  if (plan.table) {
    yield* readRows(plan.table, root, page, shared, tally)
    return
  }
  if (!plan.items && plan.sections === null) {
    const read = readFields(plan.fields, root, page, tally)
    tally.field('forme de la page', Object.keys(read).length > 0, true)
    if (Object.keys(read).length === 0) {
      yield tally.reject(nothingRead(page.address, keyFromAddress(asked)))
      return
    }
    const fields = { ...shared, ...read }
    const html = page.$('html').get()
    yield* tally.offer({ key: ruledKey(plan.key, html, page) ?? keyFromAddress(asked), address: page.address, fields })
    return
  }
  const items = plan.sections === null ? (plan.items?.all(root) ?? []) : sectionsOf(root, plan.sections)
  if (items.length === 0 && !(plan.empty && plan.empty.all(root).length > 0)) {
    tally.broken(noItem(plan.items?.css ?? plan.sections ?? '', page.address))
    return
  }
  for (const [at, item] of items.entries()) {
    const read = readFields(plan.fields, [item], page, tally)
    const fields = { ...shared, ...read }
    // Never from what the page says once: its items would all have the same.
    const local = itemKey(item, plan.key, read, page, at)
    const anchor = item.attribs.id ? `#${item.attribs.id}` : ''
    const key = plan.severalPages ? `${keyFromAddress(asked)}_${local}` : local
    yield* tally.offer({ key, address: `${page.address}${anchor}`, fields })
  }
}

function* readRows(
  table: Selector,
  root: ReturnType<typeof rootOf>,
  page: Page,
  shared: Fields,
  tally: Tally,
): Generator<Harvested> {
  const grids = table.all(root).map(gridOf)
  for (const [at, { beyond }] of grids.entries())
    if (beyond) yield tally.reject(beyondCap(page.address, { what: `Le tableau n° ${at + 1} de la page`, ...beyond }))
  const rows = grids.flatMap(grid => tableRows(grid, page))
  if (rows.length === 0) {
    tally.broken(noItem(table.css, page.address))
    return
  }
  for (const { key, fields } of rows) {
    tally.gave(Object.keys(fields))
    yield* tally.offer({ key, address: page.address, fields: { ...shared, ...fields } })
  }
}

const nothingRead = (address: string, key: string) =>
  rejectionAt('page-illisible', address, {
    key,
    expected: 'au moins un champ rempli',
    message: 'Aucun des champs attendus n’a été trouvé dans cette page.',
    whose: 'configuration',
  })

/** One row of a table of facts: its key, and its cells under the words of the header. */
interface TableRow {
  key: string
  fields: Fields
}

/** Rows of a table under its first row that names several columns; merged cells are given to each row they cover, a title across the table is none. */
function tableRows(grid: Grid, page: Page): TableRow[] {
  const at = grid.rows.findIndex(isRow)
  const header = grid.rows[at]?.cells.map(({ text }) => squeeze(text)) ?? []
  const rows: TableRow[] = []
  for (const row of withIdem(grid.rows.slice(at + 1))) {
    const name = squeeze(row.cells[0]?.text ?? '')
    if (!isRow(row) || name === '' || name === header[0] || isAside(row)) continue
    const fields = noFields()
    for (const [column, { text }] of row.cells.entries()) {
      const label = header[column]
      const origin = {
        document: page.document,
        address: page.address,
        where: `tableau, ligne ${row.line}, « ${label} »`,
      }
      const value = label ? rawWords(text, origin) : null
      if (label && value) fields[label] = [...(Object.hasOwn(fields, label) ? (fields[label] ?? []) : []), value]
    }
    rows.push({ key: slugify(name).slice(0, 80) || `ligne-${row.line}`, fields })
  }
  return rows
}

/** Sums of the rows above, or a note on them. */
function isAside({ cells }: Grid['rows'][number]): boolean {
  const words = cells.map(({ text }) => squeeze(text))
  return isTotal(words) || noteIn(words) !== null
}

/** Two cells that say two things. */
const isRow = ({ cells }: Grid['rows'][number]): boolean =>
  new Set(cells.map(({ text }) => squeeze(text)).filter(text => text !== '')).size >= 2
