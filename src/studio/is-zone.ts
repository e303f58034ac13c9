import { fold, squeeze } from '../common/text.ts'
import { LONGEST_SHOWN } from '../harvest/connectors/lecture.ts'

/** Whether a line is of a zone: it has its label, or begins with its words. A zone that is all signs («***») is what is written so, and nothing else. */
export function isZone(text: string, label: string | null, zone: string): boolean {
  const words = fold(zone)
  if (words === '') return [text, label ?? ''].some(each => squeeze(each) === squeeze(zone))
  const begins = `${fold(text)} `.startsWith(zone.length < LONGEST_SHOWN ? `${words} ` : words)
  return begins || (label !== null && fold(label) === words)
}
