import { joinLines, readFrom } from './joined.ts'
import type { OcrLine, Read } from './reading.ts'

const REFUSAL =
  /(?:ne (?:souhaite|souhaitent|veut|veulent) pas|n’(?:a|ont) pas été retenue?s?|ne particip(?:e|era|ent|eront) pas)/

/** What a fiche rules out: the proper name of the sentence, with the line of the refusal. */
export function readExcluded(lines: OcrLine[]): Read<string>[] {
  const kept = lines.filter(line => line.text !== '')
  if (kept.length === 0) return []
  const joined = joinLines(kept)
  const found: Read<string>[] = []
  let from = 0
  for (const sentence of joined.text.split(/(?<=[.;!?])\s+(?=[\p{Lu}-])/u)) {
    const refusal = REFUSAL.exec(sentence)
    if (refusal) {
      const before = sentence.slice(0, refusal.index)
      // A name opens the sentence, or stands inside it with a capital; «A noter» and «La» are no names.
      const opening = /^(?:L’|Le |La |Les )?((?:\p{Lu}[\p{L}’-]+\s?){2,})/u.exec(before)?.[1]
      const inside = /(?<=[\p{Ll},’] )(\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)*)/u.exec(before)?.[1]
      const name = (opening ?? inside)?.trim()
      if (name) found.push(readFrom(name, joined.at(from + refusal.index)))
    }
    from += sentence.length + 1
  }
  return found
}
