import { fold } from '../common/text.ts'
import type { Shelves } from '../ledger/ledger.ts'
import type { IncomingOffers } from './incoming.ts'

/** One changed key may be one offer that took the place of another: the matcher asks about it. Several at once have one cause. */
const AT_LEAST = 2

/** An offer that the source gave under a key (`from`) and now gives under another (`to`). */
export interface RenamedKey {
  from: string
  to: string
}

/**
 * Offers that come back under other keys: keys never seen before, of which each says word for word what one offer that is missing said, or, failing
 * that, bears a name that one missing offer bore. What two offers could claim is left out.
 * @param held keys that must stay where they are
 * @returns nothing under two word-for-word pairs
 */
export async function renamedKeys(
  source: string,
  incoming: IncomingOffers,
  offers: Pick<Shelves['offers'], 'pages' | 'lines'>,
  held: (key: string) => boolean,
): Promise<RenamedKey[]> {
  const missing = new Map<string, Said>()
  for await (const page of offers.pages(source))
    for (const { key, name, fingerprint, state } of page)
      if (state !== 'retired' && !incoming.has(key) && !held(key)) missing.set(key, { name, fingerprint })
  if (missing.size < AT_LEAST) return []
  const fresh = new Map<string, Said>()
  for (const page of incoming.pages()) {
    const usable = page.flatMap(item => ('desired' in item ? [item.desired] : []))
    const known = await offers.lines(
      source,
      usable.map(({ key }) => key),
    )
    const seen = new Set(known.map(({ key }) => key))
    for (const { key, name, fingerprint } of usable) if (!seen.has(key)) fresh.set(key, { name, fingerprint })
  }
  const same = pairs(missing, fresh, ({ fingerprint }) => fingerprint)
  if (same.length < AT_LEAST) return []
  return [...same, ...pairs(missing, fresh, ({ name }) => fold(name))]
}

interface Said {
  name: string
  fingerprint: string | null
}

/** Takes the pairs out of both sides. */
function pairs(missing: Map<string, Said>, fresh: Map<string, Said>, by: (said: Said) => string | null): RenamedKey[] {
  const [before, after] = [alone(missing, by), alone(fresh, by)]
  const found: RenamedKey[] = []
  for (const [words, from] of before) {
    const to = after.get(words)
    if (from === null || to === undefined || to === null) continue
    found.push({ from, to })
    missing.delete(from)
    fresh.delete(to)
  }
  return found
}

/** Key by what it says; null when several say it. */
function alone(offers: ReadonlyMap<string, Said>, by: (said: Said) => string | null): Map<string, string | null> {
  const keys = new Map<string, string | null>()
  for (const [key, said] of offers) {
    const words = by(said)
    if (words !== null && words !== '') keys.set(words, keys.has(words) ? null : key)
  }
  return keys
}
