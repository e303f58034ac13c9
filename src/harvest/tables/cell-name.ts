/** «B12» for column 1 (zero-based), line 12. */
export function cellName(column: number, line: number): string {
  return `${columnLetters(column)}${line}`
}

/** «B» for column 1 (zero-based). */
export function columnLetters(column: number): string {
  let letters = ''
  for (let n = column; n >= 0; n = Math.floor(n / 26) - 1) letters = String.fromCharCode(65 + (n % 26)) + letters
  return letters
}

/** A column that has no heading is called by its letter, so that what it says is there to be read. */
export const namelessColumn = (column: number): string => `colonne ${columnLetters(column)}`

/** Whether a field is a column that has no heading. */
export const isNamelessColumn = (name: string): boolean => /^colonne [A-Z]{1,3}$/.test(name)
