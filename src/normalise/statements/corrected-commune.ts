import type { Geography } from '../../reference/geography.ts'
import { type PlaceOfService, typedCommune } from './typed-commune.ts'

/**
 * A place of which a commune or a postal code was corrected. What was not typed and agrees stays; what contradicts a commune that was typed belongs to the
 * former place, and is left empty unless that commune has one postal code alone. What nothing tells for sure keeps its words, without a code.
 */
export function correctedCommune(
  typed: { commune?: string; code_postal?: string },
  before: Pick<PlaceOfService, 'commune' | 'code_postal'>,
  geography: Pick<Geography, 'communesNamed' | 'communesOfPostalCode'>,
): PlaceOfService {
  const commune = typed.commune ?? before.commune ?? undefined
  const postal = typed.code_postal ?? before.code_postal ?? undefined
  const unsure = { commune: commune ?? null, code_postal: postal ?? null, code_insee: null }
  const named = typed.commune ? geography.communesNamed(typed.commune) : []
  if (typed.commune !== undefined && typed.code_postal === undefined && named.length === 0) return unsure
  const whole = typedCommune(commune, postal, geography)
  if (whole.code_insee !== null || (typed.commune !== undefined && typed.code_postal !== undefined)) return whole
  const alone = typedCommune(typed.commune, typed.code_postal, geography)
  if (alone.code_insee === null) return unsure
  const [one] = named
  return one !== undefined && one.postalCodes.length > 1 ? { ...alone, code_postal: null } : alone
}
