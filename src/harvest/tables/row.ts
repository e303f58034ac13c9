/** One line of a table. `line` is the number a spreadsheet shows, 1 being the first. */
export interface Row {
  line: number
  cells: readonly string[]
  /** It could not be read. */
  broken?: true
  /** Words of merged cells above, by column: what the line says where its own cell is empty. */
  merged?: readonly (string | undefined)[]
  /** The workbook does not show it. */
  hidden?: true
}

/** Whether nothing is written in any cell. */
export const isBlankRow = ({ cells }: Row): boolean => cells.every(cell => cell.trim() === '')
