import { fold } from '../../common/text.ts'
import { typeset } from '../../common/typeset.ts'

const LABEL = 'Durée'

/** DORA holds one number: a range goes at the end of the description, unless it is said there already. */
export function withRangeWords(description: string, ranges: readonly string[]): string {
  const missing = ranges.filter(words => !fold(description).includes(fold(words)))
  return missing.length === 0 ? description : `${description}\n\n${typeset(`**${LABEL} :**`)} ${missing.join(', ')}`
}
