import type { CellStyle } from 'hucre/xlsx'

/** A font without a name is drawn in another typeface by some programs. */
export const FONT = { name: 'Calibri', size: 11 } as const
export const BOLD = { ...FONT, bold: true } as const
export const TOP = { vertical: 'top', wrapText: true } as const
/** A number keeps its distance from the text of the next column. */
export const FIGURE = { vertical: 'top', horizontal: 'right', indent: 1 } as const

const side = { style: 'thin', color: { rgb: 'BBBBBB' } } as const
const border = { top: side, right: side, bottom: side, left: side }

/** A cell of a table: its lines are printed too. */
export const framed = (style: CellStyle): CellStyle => ({ font: FONT, ...style, border })

export const HEADER: CellStyle = framed({
  font: BOLD,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8F1F3' } },
  alignment: TOP,
})

/** What is whole is written whole: no «19,00». */
export const wholeOrCents = (figure: unknown): string => (Number.isInteger(figure) ? '#,##0' : '#,##0.00')
