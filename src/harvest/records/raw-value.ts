import { load } from 'cheerio'
import { squeeze } from '../../common/text.ts'
import type { Origin, RawValue } from '../connector.ts'
import { isTooDeep } from '../html/nesting.ts'
import { wordsOf } from '../html/words.ts'

const TAG = /<\/?[a-z][^>]*>/i
const ENTITY = /&(?:[a-z][a-z0-9]*|#\d+|#x[0-9a-f]+);/i

/** A value of a feed or an API: HTML inside it is read as HTML (feeds put it everywhere, titles included), anything else as it is. Null when it holds no words. */
export function rawValue(text: string, origin: Origin): RawValue | null {
  if ((!TAG.test(text) && !ENTITY.test(text)) || isTooDeep(text)) {
    const words = text
      .split(/\r\n|\r|\n/)
      .map(squeeze)
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
    return words === '' ? null : { words, origin }
  }
  const root = load(text, null, false).root()[0]
  const words = root ? wordsOf(root) : ''
  if (words === '') return null
  return TAG.test(text) ? { words, html: text, origin } : { words, origin }
}
