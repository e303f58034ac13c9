import { frenchCount, frenchNumber } from '../common/french.ts'
import { sayField } from '../reference/field-labels.ts'
import type { Expectation } from './connector.ts'

/** How often a field was there, over the pages, items or rows that should have shown it. */
export interface FieldCount {
  seen: number
  filled: number
  required: boolean
}

export interface DriftInput {
  /** Offers yielded, rejected ones included. */
  offers: number
  /** Offers known from the last complete harvest; 0 when this is the first. */
  known: number
  fields: ReadonlyMap<string, FieldCount>
  /** What the mapping says of the number of offers. */
  minimum: number | null
  maximum: number | null
}

/** A required field missing on more than this share of what was read means that the page changed. */
const MISSING_SHARE = 0.5
/** From this many known offers on, losing more than half of them is a change of the page until somebody says otherwise. */
const KNOWN_ENOUGH = 4
const LOST_SHARE = 0.5
/** From this many known offers on, five times as many is no growth. */
const GROWN_ENOUGH = 10
const GROWN_TIMES = 5

/** Which expectations broke, with figures. Empty: the source looks as it always did. Pure. */
export function driftOf(input: DriftInput): Expectation[] {
  return [...missingFields(input), ...countOff(input)]
}

function* missingFields({ fields }: DriftInput): Generator<Expectation> {
  for (const [name, count] of fields) {
    const missing = count.seen - count.filled
    if (!count.required || count.seen === 0 || missing / count.seen <= MISSING_SHARE) continue
    yield {
      name: `champ:${name}`,
      expected: `plus de la moitié de ${frenchNumber(count.seen, 0)}`,
      seen: `${frenchNumber(count.filled, 0)} sur ${frenchNumber(count.seen, 0)}`,
      message: `Le champ « ${sayField(name)} » n’a été trouvé que ${frenchNumber(count.filled, 0)} fois sur ${frenchNumber(count.seen, 0)} : la page a sans doute changé de forme.`,
    }
  }
}

function* countOff({ offers, known, minimum, maximum }: DriftInput): Generator<Expectation> {
  const off = (expected: string, message: string): Expectation => ({
    name: 'nombre-d-offres',
    expected,
    seen: frenchCount(offers, 'offre'),
    message,
  })
  if (minimum !== null && offers < minimum)
    yield off(
      `au moins ${frenchCount(minimum, 'offre')}`,
      `${frenchCount(offers, 'offre lue', 'offres lues')}, alors que cette source en a toujours au moins ${frenchNumber(minimum, 0)}.`,
    )
  else if (maximum !== null && offers > maximum)
    yield off(
      `au plus ${frenchCount(maximum, 'offre')}`,
      `${frenchCount(offers, 'offre lue', 'offres lues')}, alors que cette source n’en a jamais plus de ${frenchNumber(maximum, 0)}.`,
    )
  else if (known > 0 && offers === 0)
    yield off(
      `environ ${frenchCount(known, 'offre')}`,
      `Plus aucune offre, alors que ${frenchCount(known, 'était connue', 'étaient connues')}.`,
    )
  else if (known >= KNOWN_ENOUGH && offers < known * (1 - LOST_SHARE))
    yield off(
      `environ ${frenchCount(known, 'offre')}`,
      `${frenchCount(offers, 'offre lue', 'offres lues')} seulement, pour ${frenchNumber(known, 0)} connues.`,
    )
  else if (known >= GROWN_ENOUGH && offers > known * GROWN_TIMES)
    yield off(
      `environ ${frenchCount(known, 'offre')}`,
      `${frenchCount(offers, 'offre lue', 'offres lues')} d’un coup, pour ${frenchNumber(known, 0)} connues.`,
    )
}
