import type { Line } from '../line.ts'
import type { NotOffer } from '../proposal.ts'
import { readTableUnits, type TableRead } from '../table-units.ts'
import { titleAbove } from '../title-above.ts'
import type { OnePage } from './one-page.ts'

/** Tables of a page that hold offers, each with the heading that it stands under when there are several. */
export function tablesOf({ lines: { lines, tables } }: OnePage, near?: string): (TableRead & { above: Line[] })[] {
  const read = tables.flatMap(({ grid, at }, rank) => {
    const found = readTableUnits(grid, `tableau ${rank + 1}`, near)
    const heading = lines.slice(0, at).findLast(({ level }) => level > 1)
    if (found === null) return []
    if (heading === undefined) return [{ ...found, above: [] }]
    const place = { block: 30_000 + heading.block, where: 'titre au-dessus du tableau' }
    return [{ ...found, above: [titleAbove(heading.text, { ...place, ...(near !== undefined && { near }) })] }]
  })
  return read.length > 1 ? read : read.map(each => ({ ...each, above: [] }))
}

/** The table that holds the most offers. */
export const largestOf = <T extends TableRead>(tables: readonly T[]): T | undefined =>
  tables.toSorted((a, b) => b.units.length - a.units.length)[0]

/** Said of a table whose columns are not those of the one that is read. */
export const otherTable = ({ header }: TableRead): NotOffer => ({
  words: `tableau « ${header.filter(Boolean).slice(0, 4).join(', ')} »`,
  because: 'ses colonnes ne sont pas celles du tableau qui est lu : une source à part si ses lignes sont des offres',
})
