import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import type { Outcome, RawOffer } from '../../harvest/connector.ts'
import { connectorFor } from '../../harvest/connectors/index.ts'
import type { DoorContext } from './door.ts'

/** Every offer that a connector reads at an address, and what it could not read. @param harvest as a mapping's `harvest:` part */
export async function offersOf(
  harvest: Parameters<typeof connectorFor>[0],
  address: string,
  { fetcher }: DoorContext,
): Promise<{ offers: RawOffer[]; unread: Rejection[] }> {
  const { connector, settings } = connectorFor(harvest)
  const offers: RawOffer[] = []
  const run = connector.harvest({ address, settings, known: 0 }, fetcher)
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done) return { offers, unread: unreadOf(step.value, address) }
    if (step.value.kind === 'offer') offers.push(step.value.offer)
  }
}

/** What a reading could not read; a document that is not as it should be hides offers too. */
function unreadOf(outcome: Outcome, address: string): Rejection[] {
  if (outcome.state === 'partial') return outcome.reasons
  if (outcome.state !== 'drifted') return []
  return outcome.expectations.map(({ name, expected, seen, message }) =>
    rejectionAt(name, address, { expected, received: seen, message, whose: 'partenaire' }),
  )
}
