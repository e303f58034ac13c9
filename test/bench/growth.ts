/** Exponent of growth between the smallest and the largest size: 1 is linear, 2 quadratic. @param points size and measure, by size */
export function growth(points: readonly (readonly [size: number, measure: number])[]): number {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return Number.NaN
  return Math.round((Math.log(last[1] / first[1]) / Math.log(last[0] / first[0])) * 100) / 100
}
