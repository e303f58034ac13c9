import type { DoraServiceFields } from '../dora/port.ts'
import { shownService } from '../dora/translate.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { toldEnd } from '../normalise/told-end.ts'
import type { Service } from '../reference/records.ts'
import { type CountedFields, packFields, SILENT, unpackFields } from './counted-fields.ts'
import type { CountedOffer } from './input.ts'

/**
 * What a report counts of an offer, and of the service that DORA shows, as short texts that the ledger keeps beside both: parsing a hundred thousand
 * records takes seconds. Offers that count alike have the same text. Another first character is another way to count: such a text is made again from
 * what it was made of. Raise it whenever a text of before would not say the same any more.
 */
export const TODAYS_WAY = '2'

/** What an offer says by itself, but its name. */
export type OwnCounts = Pick<CountedOffer, 'structure' | 'score' | 'actions' | 'end' | 'service'>

export function ownText(offer: Omit<NormalisedOffer, 'key' | 'address' | 'findings'>): string {
  const { structure, score, actions, service } = offer
  const fields = packFields(service, true)
  return TODAYS_WAY + JSON.stringify([structure.nom, structure.code_insee, score, actions, toldEnd(offer), ...fields])
}

export function ownCounts(text: string): OwnCounts {
  const [nom, code_insee, score, actions, end, ...fields] = JSON.parse(text.slice(TODAYS_WAY.length)) as [
    string,
    string | null,
    number,
    string[],
    string | null,
    ...unknown[],
  ]
  return {
    structure: { nom, code_insee },
    score,
    actions,
    end,
    service: { ...SILENT, ...unpackFields(fields) } as CountedFields,
  }
}

/** What DORA says over the offer. @param modified ISO instant of DORA's last change */
export function heldText(held: Partial<DoraServiceFields>, modified: string): string {
  return TODAYS_WAY + JSON.stringify(packFields(shownService(UNTOLD, held, modified)))
}

export const heldCounts = (text: string): Partial<CountedFields> =>
  unpackFields(JSON.parse(text.slice(TODAYS_WAY.length)) as unknown[])

/** An offer that leaves all to DORA. */
const UNTOLD = {} as Service
