import { frenchCount } from '../../common/french.ts'
import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import type { Harvested, Outcome } from '../connector.ts'
import { boundedOffer } from './bounded-offer.ts'

/** Offers and refusals of one reading: no source of a département has as many. */
const MOST_RECORDS = 300_000
/** Refusals told one by one; the rest is counted. */
const MOST_REFUSALS = 5000

/**
 * A harvest whose every part has an end: fields, values, characters, offers, refusals. What is over is said, never dropped in silence.
 * @param most records of one reading
 */
export async function* boundedHarvest(
  harvest: AsyncGenerator<Harvested, Outcome>,
  most = MOST_RECORDS,
): AsyncGenerator<Harvested, Outcome> {
  let records = 0
  let refusals = 0
  let untold = 0
  const oversize: Rejection[] = []
  for (let step = await harvest.next(); ; step = await harvest.next()) {
    if (step.done) {
      if (untold === 0) return withReasons(step.value, oversize)
      const rest = overRefusals(untold)
      yield { kind: 'rejected', rejection: rest }
      return withReasons(step.value, [...oversize, rest])
    }
    records += 1
    if (records > most) {
      const reason = overRecords(step.value, most)
      yield { kind: 'rejected', rejection: reason }
      const outcome = await harvest.return({ state: 'partial', reasons: [], documents: 1 })
      return withReasons(outcome.done ? outcome.value : { state: 'partial', reasons: [], documents: 1 }, [reason])
    }
    const item = step.value.kind === 'offer' ? boundedOffer(step.value.offer) : boundedRefusal(step.value.rejection)
    if (item.kind === 'rejected') {
      refusals += 1
      if (step.value.kind === 'offer' && oversize.length < MOST_REFUSALS) oversize.push(item.rejection)
      if (refusals > MOST_REFUSALS) {
        untold += 1
        continue
      }
    }
    yield item
  }
}

/** More reasons make a whole reading partial; a reading that failed or drifted stays what it is. */
function withReasons(outcome: Outcome, more: readonly Rejection[]): Outcome {
  if (outcome.state === 'partial')
    return { ...outcome, reasons: [...outcome.reasons.slice(0, MOST_REFUSALS).map(short), ...more] }
  if (more.length === 0 || outcome.state === 'failed' || outcome.state === 'drifted') return outcome
  return { ...outcome, state: 'partial', reasons: [...more] }
}

const LONGEST_WORDS = 1000

function short(rejection: Rejection): Rejection {
  const cut = <T extends string | null>(text: T) => (text === null ? text : text.slice(0, LONGEST_WORDS))
  return {
    code: rejection.code,
    key: cut(rejection.key),
    where: rejection.where.slice(0, LONGEST_WORDS),
    field: cut(rejection.field),
    received: rejection.received?.slice(0, 200) ?? null,
    expected: rejection.expected.slice(0, LONGEST_WORDS),
    message: rejection.message.slice(0, LONGEST_WORDS),
    whose: rejection.whose,
  }
}

const boundedRefusal = (rejection: Rejection): Harvested => ({ kind: 'rejected', rejection: short(rejection) })

const overRefusals = (count: number): Rejection =>
  rejectionAt('trop-de-rejets', '', {
    received: String(count),
    expected: `${MOST_REFUSALS} rejets au plus`,
    message: `${frenchCount(count, 'autre rejet', 'autres rejets')} du même passage ${count < 2 ? 'n’est pas détaillé' : 'ne sont pas détaillés'} : au-delà de ${MOST_REFUSALS}, ils sont seulement comptés.`,
    whose: 'partenaire',
  })

const overRecords = (item: Harvested, most: number): Rejection =>
  rejectionAt(
    'trop-d-offres',
    item.kind === 'offer' ? item.offer.address.slice(0, LONGEST_WORDS) : item.rejection.where.slice(0, LONGEST_WORDS),
    {
      expected: `${most} offres au plus`,
      message: `La source donne plus de ${most} offres, la limite : la lecture s’est arrêtée là. Au partenaire de dire pourquoi il y en a tant.`,
      whose: 'partenaire',
    },
  )
