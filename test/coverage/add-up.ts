import type { CheerioAPI } from 'cheerio'
import { getDocumentProxy } from 'unpdf'

export type Row = (string | number | null)[]

/** «15 000 € avec …» → 15000; a cell that begins with no figure adds nothing. */
export function figureOf(cell: string | number | null | undefined): number {
  if (typeof cell === 'number') return cell
  const found = /^[-−]?[\d\s]+(?:,\d+)?/u.exec((cell ?? '').trim())
  return found ? Number(found[0].replace(/\s/gu, '').replace('−', '-').replace(',', '.')) : 0
}

/** Each total printed under a table of a page, beside the sum of its column. */
export function printedTotals($: CheerioAPI): { where: string; printed: number; summed: number }[] {
  return $('table:has(tfoot)')
    .toArray()
    .flatMap(table => {
      const rows = $(table).find('tbody tr').toArray()
      return $(table)
        .find('tfoot tr > *')
        .toArray()
        .flatMap((cell, at) => {
          const total = $(cell).text().trim()
          if (total === '' || total === 'Total') return []
          const summed = rows.reduce((sum, row) => sum + figureOf($(row).children().eq(at).text()), 0)
          const where = `${$(table).find('caption').text()}, ${$(table).find('thead th').eq(at).text()}`
          return [{ where, printed: figureOf(total), summed: cents(summed) }]
        })
    })
}

/** Rows of every table of a page or of a document, as texts. */
export function tableRows($: CheerioAPI): Row[][] {
  return $('table')
    .toArray()
    .map(table =>
      $(table)
        .find('tr')
        .toArray()
        .map(row =>
          $(row)
            .children()
            .toArray()
            // A cell that runs over several columns is as many.
            .flatMap(cell => [$(cell).text(), ...Array(Number($(cell).attr('colspan') ?? 1) - 1).fill('')]),
        ),
    )
}

/** The columns of annexe 3 that add up: spent, planned, planned by the State. */
export const EXPENSES = [6, 7, 8] as const

/**
 * Adds up a table of expenses: lines to their «Sous-total», those to the «Total du volet».
 * @returns what is printed and what the rows above it give, for each of them
 */
export function expenseTotals(rows: readonly Row[]): { label: string; printed: number[]; summed: number[] }[] {
  const found: { label: string; printed: number[]; summed: number[] }[] = []
  let lines = EXPENSES.map(() => 0)
  let all = EXPENSES.map(() => 0)
  const add = (to: number[], row: Row) => to.map((sum, i) => cents(sum + figureOf(row[EXPENSES[i] ?? 0])))
  for (const row of rows) {
    const label = String(row[0] ?? '')
    const printed = EXPENSES.map(at => figureOf(row[at]))
    if (label.startsWith('Sous-total')) {
      found.push({ label, printed, summed: lines })
      all = add(all, row)
      lines = EXPENSES.map(() => 0)
    } else if (label.startsWith('Total du volet')) found.push({ label, printed, summed: all })
    else if (row.length > Math.max(...EXPENSES)) lines = add(lines, row)
  }
  return found
}

interface Word {
  text: string
  /** Where it ends, from the left of the page. */
  right: number
}

/** The tables of expenses of a PDF as rows: words of one height make a row, and amounts of a column end at one place, where those of the totals do. */
export async function pdfExpenses(bytes: Uint8Array): Promise<Row[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  const lines: Word[][] = []
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent()
    const words = items.flatMap(item => ('str' in item && item.str.trim() !== '' ? [item] : []))
    for (const line of Map.groupBy(words, ({ transform }) => Math.round(transform[5])).values())
      lines.push(line.map(({ str, transform, width }) => ({ text: str, right: Math.round(transform[4] + width) })))
  }
  await document.loadingTask.destroy()
  const totals = lines.filter(line => /^(?:Sous-total|Total du volet)/.test(line[0]?.text ?? ''))
  const ends = [...new Set(totals.flatMap(line => line.filter(isAmount).map(({ right }) => right)))].sort(
    (a, b) => a - b,
  )
  return lines.map(line => {
    const row: Row = [line[0]?.text ?? null, null, null, null, null, null, null, null, null]
    // Nothing was spent in any of them: the first column of the three is empty.
    const first = EXPENSES.length - ends.length
    for (const { text, right } of line.filter(isAmount)) {
      const at = EXPENSES[first + ends.indexOf(right)]
      if (ends.includes(right) && at !== undefined) row[at] = text
    }
    return row
  })
}

const isAmount = ({ text }: Word) => /^[\d\s,]+€$/u.test(text)

/** To the cent: sums of floats are not. */
const cents = (sum: number) => Math.round(sum * 100) / 100
