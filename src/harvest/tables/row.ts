/** One line of a table. `line` is the number a spreadsheet shows, 1 being the first. */
export interface Row {
  line: number
  cells: readonly string[]
  /** Cells that the line has, blank ones at its end included, where `cells` leaves those out. */
  width?: number
  /** It could not be read. */
  broken?: true
  /** Words of merged cells above or on the left, by column: what the line says where its own cell is empty. */
  merged?: readonly (string | undefined)[]
  /** Columns that the workbook does not show, from 0. */
  unseen?: ReadonlySet<number>
  /** The workbook does not show it. */
  hidden?: true
  /** Columns, from 0, whose cell is a formula that the workbook keeps no value of: nobody knows what it says. */
  uncomputed?: ReadonlySet<number>
}

/** Whether nothing is written in any cell. */
export const isBlankRow = ({ cells }: Row): boolean => cells.every(cell => cell.trim() === '')
