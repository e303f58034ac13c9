import type { Ledger } from '../ledger/ledger.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import type { OldReading } from './repair.ts'

/** Offers of before that are looked for in a page that changed. */
const MOST_OLD = 60

/** What the passes read before, of the offers of a source that still stand. */
export async function oldReadings({ offers }: Pick<Ledger, 'offers'>, source: string): Promise<OldReading[]> {
  const old: OldReading[] = []
  for await (const known of offers.pages(source))
    for (const { key, state } of known) {
      if (state === 'retired' || old.length >= MOST_OLD) continue
      const record = (await offers.read(source, key))?.record ?? null
      if (record !== null) old.push(oldReading(record))
    }
  return old
}

function oldReading({ service, provenance }: NormalisedOffer): OldReading {
  const words = Object.entries(provenance).flatMap(([field, origins]) => {
    const [first] = origins
    return first === undefined || ['convention', 'default', 'declaration'].includes(first.document)
      ? []
      : [[field, first.words]]
  })
  return { name: provenance.nom?.[0]?.words ?? service.nom, words: Object.fromEntries(words) }
}
