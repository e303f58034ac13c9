import { actionWords } from '../convention/action-words.ts'
import type { Convention } from '../convention/convention.ts'
import { labelOfField, valueWords } from './words-of.ts'

/** Findings whose sentence ends with a list of fields. */
const LISTS = new Set(['selon-la-convention', 'valeur-supposee'])

/**
 * A sentence of the reading or of the sync, without the names that only programs use: fields, lines of the convention, codes of référentiels and
 * places of a page become words.
 * @param code of the finding, when it has one
 */
export function plainWords(message: string, convention: Pick<Convention, 'fiches'>, code = ''): string {
  const list = LISTS.has(code) ? /^(.*:\s)([\w, ]+)\.$/s.exec(message) : null
  if (list) {
    const fields = (list[2] ?? '').split(', ').map(inSentence)
    return `${list[1]}${fields.join(', ')}.`
  }
  return message
    .replace(/(?:ligne )?\b(\d+\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*)/g, (_all, id: string) => actionWords(convention, id))
    .replace(/\b[a-z]+(?:_[a-z]+)+\b/g, inSentence)
    .replace(/(?<![\w./@:-])[a-z]+(?:-{1,2}[a-z]+)+(?![\w./@])/g, word => valueWords(word))
}

/** A field inside a sentence. */
function inSentence(field: string): string {
  const label = labelOfField(field)
  return /^[A-Z]{2}/.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1)
}
