import { typeset } from '../../common/typeset.ts'

const LABEL = 'Publics concernés'

/** Who an offer is for, in words, goes at the end of DORA's description: it has no other place that everybody reads. */
export function withAudience(description: string, audience: string | null): string {
  const words = audience?.replace(/\s+/g, ' ').trim() ?? ''
  return words === '' ? description : `${description}\n\n${typeset(`**${LABEL} :**`)} ${words}`
}

/** The contrary of `withAudience`; a description without that last paragraph is given back whole. */
export function splitAudience(description: string): { description: string; audience: string | null } {
  const match = new RegExp(`\\n\\n\\*\\*${LABEL}\\s:\\*\\* (.+)$`).exec(description)
  return match
    ? { description: description.slice(0, match.index), audience: match[1] ?? null }
    : { description, audience: null }
}
