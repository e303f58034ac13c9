import { numberInLetters } from '../common/number-in-letters.ts'
import { fold } from '../common/text.ts'
import { joinLines, readFrom } from './joined.ts'
import type { OcrLine, Read, VoletRead } from './reading.ts'

const ANNOUNCED = /compos[ée]e?s? de (\p{L}+|\d{1,2}) volets?\s*:?\s*/iu
const CARRIED = /[.,;]?\s*(?:volet\s+)?port[ée]e?s?\s+par\s+/i

/** How many volets a fiche announces, and those that it then lists, numbered or in one sentence. */
export function readVolets(lines: OcrLine[]): { announced: Read<number> | null; volets: VoletRead[] } {
  const kept = lines.filter(line => line.text !== '')
  if (kept.length === 0) return { announced: null, volets: [] }
  const joined = joinLines(kept)
  const match = ANNOUNCED.exec(joined.text)
  if (!match) return { announced: null, volets: [] }
  const at = joined.at(match.index)
  const count = Number(match[1]) || numberInLetters(match[1] ?? '')
  const announced = count ? readFrom(count, at) : null
  const from = match.index + match[0].length
  const following = kept.slice(kept.indexOf(joined.at(Math.min(from, joined.text.length - 1))))
  const rest = joined.text.slice(from)
  const listed = /^\s*(?:[\dIl][.)]|[-–—•])/.test(rest) || /;|port[ée]/.test(rest.split(/\.(?:\s|$)/)[0] ?? '')
  return {
    announced,
    volets: listed ? inList(following, count ?? 9) : inSentence(rest, index => joined.at(from + index)),
  }
}

/** «deux volets : accompagnement et appui aux acteurs.» */
function inSentence(text: string, lineAt: (offset: number) => OcrLine): VoletRead[] {
  const sentence = text.split(/\.(?:\s|$)/)[0] ?? ''
  return sentence
    .split(/,| et /)
    .map(name => name.trim())
    .filter(name => name !== '')
    .map((name, i) => toVolet(name, i + 1, lineAt(text.indexOf(name))))
}

/** One item per number or per line that starts anew after «;» or «.». */
function inList(lines: OcrLine[], most: number): VoletRead[] {
  const items: { text: string; line: OcrLine }[] = []
  for (const line of lines) {
    const numbered = /^\s*(?:[\dIl][.)]|[-–—•])\s*/.exec(line.text)
    const previous = items[items.length - 1]
    if (numbered) items.push({ text: line.text.slice(numbered[0].length), line })
    else if (!previous || /[;.]$/.test(previous.text)) items.push({ text: line.text, line })
    else previous.text += ` ${line.text}`
  }
  return items.slice(0, most).map((item, i) => toVolet(item.text, i + 1, item.line))
}

function toVolet(text: string, number: number, line: OcrLine): VoletRead {
  const [before = '', after = ''] = text.split(CARRIED)
  const name = before.replace(/^(?:un|le)\s+volet\s+/i, '').replace(/[\s.;,:]+$/, '')
  const bracket = name.match(/\(([^)]+)\)/)?.[1] ?? null
  return {
    number,
    name: readFrom(name, line),
    acronym: bracket ?? (name.split(' ').length <= 3 ? name : null),
    carriers: splitNames(after),
  }
}

/** «Élan Créateur et Armada Productions.» → two names, without articles. */
export function splitNames(text: string): string[] {
  return text
    .replace(/[\s.;]+$/, '')
    .split(/,| et (?=l’|la |le |les |par |\p{Lu})/u)
    .map(name =>
      name
        .trim()
        .replace(/^(?:et\s+)?(?:par\s+)?(?:l’|la |le |les )?/i, '')
        .trim(),
    )
    .filter(name => name !== '')
}

/** Whether a text speaks of this volet, by its acronym or its name. */
export function mentions(text: string, volet: VoletRead): boolean {
  const here = ` ${fold(text)} `
  return [volet.acronym, volet.name.value].some(name => name !== null && here.includes(` ${fold(name)} `))
}
