import { typeset } from '../../common/typeset.ts'

const LABEL = 'Publics concernés'

/** Who an offer is for, in words, goes at the end of DORA's description: it has no other place that everybody reads. */
export function withAudience(description: string, audience: string | null): string {
  const words = audience?.replace(/\s+/g, ' ').trim() ?? ''
  return words === '' ? description : `${description}\n\n${typeset(`**${LABEL} :**`)} ${words}`
}
