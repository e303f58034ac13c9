import type { Geography } from '../../reference/geography.ts'

/** The place of a service, as its record says it. */
export interface PlaceOfService {
  commune: string | null
  code_postal: string | null
  code_insee: string | null
}

/** The one commune that a name and a postal code agree on; what is not sure stays empty. */
export function typedCommune(
  commune: string | undefined,
  postal: string | undefined,
  geography: Pick<Geography, 'communesNamed' | 'communesOfPostalCode'>,
): PlaceOfService {
  const named = commune ? geography.communesNamed(commune) : []
  const posted = postal ? geography.communesOfPostalCode(postal) : []
  const both = named.filter(each => posted.some(other => other.code === each.code))
  const [only, ...others] = named.length > 0 && posted.length > 0 ? both : posted.length === 1 ? posted : named
  if (!only || others.length > 0) return { commune: commune ?? null, code_postal: postal ?? null, code_insee: null }
  return { commune: only.name, code_postal: postal ?? only.postalCodes[0] ?? null, code_insee: only.code }
}
