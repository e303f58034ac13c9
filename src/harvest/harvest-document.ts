import type { FetchedDocument, Fetcher, FetchOptions, HarvestEntry, Harvested, Outcome } from './connector.ts'
import { type CountBounds, startTally, type Tally } from './tally.ts'

/** The harvest of a source that is one document: `read` tells what it holds, in which a broken expectation says that it is none of that kind. */
export async function* harvestDocument<Settings extends { expect: CountBounds }>(
  entry: HarvestEntry<Settings>,
  fetcher: Fetcher,
  options: FetchOptions,
  read: (document: FetchedDocument, entry: HarvestEntry<Settings>, tally: Tally) => AsyncIterable<Harvested>,
): AsyncGenerator<Harvested, Outcome> {
  const tally = startTally(entry, entry.settings.expect)
  let document: FetchedDocument
  try {
    document = await fetcher.get(entry.address, options)
  } catch (error) {
    return tally.fail(error)
  }
  tally.document(document)
  yield* read(document, entry, tally)
  return tally.outcome()
}
