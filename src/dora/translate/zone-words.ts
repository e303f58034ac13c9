import { typeset } from '../../common/typeset.ts'
import type { Geography } from '../../reference/geography.ts'
import type { Service } from '../../reference/records.ts'

const LABEL = 'Zone d’intervention'
/** Names of territories beyond which a list says nothing to anybody. */
const MOST = 20

/** DORA holds one zone: where an offer has several, they go at the end of its description. */
export function withZoneWords(description: string, words: string | null): string {
  return words === null || words === '' ? description : `${description}\n\n${typeset(`**${LABEL} :**`)} ${words}`
}

/** The words of the source or, for want of any, the names of the territories; null when there are too many to be read. */
export function zoneWords(
  { zone_eligibilite }: Pick<Service, 'zone_eligibilite'>,
  { zoneWords: read }: { zoneWords?: string | null },
  geography: Geography,
): string | null {
  const words = read?.replace(/\s+/g, ' ').trim() ?? ''
  if (words !== '' && !/^[\d\s,;]+$/.test(words)) return words
  const names = (zone_eligibilite ?? []).flatMap(code => geography.zone(code)?.name ?? [])
  return names.length === 0 || names.length > MOST ? null : names.join(', ')
}
