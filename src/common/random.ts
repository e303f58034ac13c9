/** A number in [0, 1). Injected wherever jitter or sampling is wanted. */
export type Random = () => number

/** Mulberry32: small, repeatable; for tests and simulations, never for secrets. @param seed 32-bit integer */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
