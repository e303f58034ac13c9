/** Points: as many lines as the longest text of the row takes. Programs do not all work it out by themselves. @param widths of the columns, characters @param size of its letters, against those of the other rows */
export function heightOf(row: readonly (string | number | null)[], widths: readonly number[], size = 1): number {
  const lines = row.map((cell, c) =>
    String(cell ?? '')
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.15 * size) / (widths[c] ?? 12))), 0),
  )
  return Math.min(400, 15 * size * Math.max(1, ...lines) + 2)
}
