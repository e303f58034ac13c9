/** Points: as many lines as the longest text of the row takes. Programs do not all work it out by themselves. @param widths of the columns, characters */
export function heightOf(row: readonly (string | number | null)[], widths: readonly number[]): number {
  const lines = row.map((cell, c) =>
    String(cell ?? '')
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.15) / (widths[c] ?? 12))), 0),
  )
  return Math.min(400, 15 * Math.max(1, ...lines) + 2)
}
