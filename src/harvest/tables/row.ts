/** One line of a table. `line` is the number a spreadsheet shows, 1 being the first. */
export interface Row {
  line: number
  cells: readonly string[]
  /** It could not be read. */
  broken?: true
}

/** Whether nothing is written in any cell. */
export const isBlankRow = ({ cells }: Row): boolean => cells.every(cell => cell.trim() === '')
