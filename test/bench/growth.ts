/** Runs a measure at each size, one after the other, smallest first. */
export async function atSizes<T extends object>(
  sizes: readonly number[],
  measure: (size: number) => T | Promise<T>,
): Promise<({ size: number } & T)[]> {
  const turns: ({ size: number } & T)[] = []
  for (const size of sizes) turns.push({ size, ...(await measure(size)) })
  return turns
}

/** A quarter, half, all. */
export const halved = (most: number): number[] => [4, 2, 1].map(share => Math.round(most / share))

/** A hundredth, a tenth, all. */
export const tenths = (most: number): number[] => [100, 10, 1].map(share => Math.round(most / share))

/** Exponent of growth between the smallest and the largest size: 1 is linear, 2 quadratic. @param points size and measure, by size */
export function growth(points: readonly (readonly [size: number, measure: number])[]): number {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return Number.NaN
  return Math.round((Math.log(last[1] / first[1]) / Math.log(last[0] / first[0])) * 100) / 100
}
