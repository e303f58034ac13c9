import { squeeze } from '../common/text.ts'
import { withoutPersonalNames } from './personal-names.ts'

/** Shown instead of words that are nothing but a person's name. */
export const MASKED = '(nom de personne masqué)'

/** Words of a source as they may be kept beside a record or shown: one line, at most `most` characters, without any person's name. */
export function quote(words: string, most = 200): string {
  const kept = squeeze(withoutPersonalNames(words).text)
  if (kept === '' && squeeze(words) !== '') return MASKED
  return kept.length > most ? `${kept.slice(0, most - 1)}…` : kept
}
