/** Lines that a file holds at most. */
export const MOST_EXPORTED = 20_000
const MEDIA = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A list as it is shown, all its pages in one sheet of a workbook. `head`: heading of what names the lines. */
export async function exportList<T>(parts: {
  title: string
  sheet: string
  head: string
  rows: readonly T[]
  name: (row: T) => string
  columns: readonly { label: string; number?: true; words: (row: T) => string; value?: (row: T) => number | null }[]
  /** Where the line is looked at. */
  address: (row: T) => string
}): Promise<Uint8Array> {
  const { title, sheet, head, rows, name, columns, address } = parts
  const { writeXlsx } = await import('hucre/xlsx')
  return writeXlsx({
    sheets: [
      {
        name: sheet,
        columns: [{ width: 50 }, ...columns.map(({ number }) => ({ width: number ? 12 : 26 })), { width: 60 }],
        rows: [
          [head, ...columns.map(({ label }) => label), 'Page'],
          ...rows.map(row => [
            name(row),
            ...columns.map(column => column.value?.(row) ?? column.words(row)),
            address(row),
          ]),
        ],
        freezePane: { rows: 1 },
      },
    ],
    properties: { title, creator: 'dora-sync' },
  })
}

/** The answer that gives such a file. */
export const fileAnswer = (
  c: { body(data: Buffer, status: 200, headers: Record<string, string>): Response },
  file: Uint8Array,
  name: string,
): Response =>
  c.body(Buffer.from(file), 200, { 'content-type': MEDIA, 'content-disposition': `attachment; filename="${name}"` })
