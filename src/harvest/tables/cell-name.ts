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
