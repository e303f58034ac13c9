import { seededRandom } from '../../src/common/random.ts'
import type { FakeDoraOptions, FakeFault } from './fake-dora.ts'

/** The process died. */
export class Killed extends Error {}

const FAULTS: FakeFault[] = ['refused-connection', 'lost-answer', 'server-error', 'too-many', 'stale-read']

/** A DORA that misbehaves at `rate` calls in a hundred. A stale read is a lag, not a lie for ever: once, and only of services and structures. */
export function someFaults({ seed, rate }: { seed: number; rate: number }): NonNullable<FakeDoraOptions['fault']> {
  const random = seededRandom(seed)
  let stale = false
  return ({ method, route }) => {
    if (random() * 100 >= rate) return null
    const choice = FAULTS[Math.floor(random() * FAULTS.length)] ?? 'server-error'
    if (choice === 'stale-read' && (method !== 'GET' || route === '/structures/' || stale)) return null
    if (choice === 'stale-read') stale = true
    return choice
  }
}

/** The process dies at its n-th effect. */
export function deathAt(at: number): () => void {
  let n = 0
  return () => {
    n += 1
    if (n > at) throw new Killed()
  }
}
