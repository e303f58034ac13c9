import type { Element } from 'domhandler'
import { fold, squeeze } from '../common/text.ts'
import { wordsOf } from '../harvest/html/words.ts'
import { evidenceOf } from './evidence.ts'
import { line } from './line.ts'

/** What the words that stand for an image may tell: a public or a way in is as often what the photograph shows. */
const FACTS = ['telephone', 'courriel', 'horaires', 'lieu', 'frais', 'dates']

/** The words that stand for an image, when they say a fact and nothing around says them again; else empty. */
export function tellingAlt({ attribs, parent }: Element): string {
  const alt = squeeze(attribs.alt ?? '')
  if (alt === '') return ''
  const told = evidenceOf([line(alt)])
  if (!FACTS.some(fact => told.has(fact))) return ''
  const around = parent === null || !('name' in parent) ? '' : fold(wordsOf(parent))
  return around.includes(fold(alt)) ? '' : alt
}
