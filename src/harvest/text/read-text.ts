import { fold, slugify } from '../../common/text.ts'
import { rawWords } from '../clean/raw-value.ts'
import type { Harvested, RawValue } from '../connector.ts'
import { keyFromAddress } from '../offer-key.ts'
import type { Tally } from '../tally.ts'
import { placeOf, type TextLine } from './lines.ts'
import type { TextPlan, TextReading } from './rules.ts'

export interface TextOrigin {
  document: string
  address: string
}

/** The offers of a text: one, or one per line that starts an offer. */
export function* readText(
  lines: readonly TextLine[],
  plan: TextPlan,
  origin: TextOrigin,
  tally: Tally,
): Generator<Harvested> {
  const parts = plan.start === null ? [lines] : cut(lines, plan.start)
  if (parts.length === 0 || lines.every(line => line.text === '')) {
    tally.broken(nothingFound(origin.address, plan))
    return
  }
  for (const part of parts) {
    const whole = wholeText(part, origin)
    const fields: Record<string, RawValue[]> = whole ? { texte: [whole] } : {}
    for (const { name, reading, required } of plan.fields) {
      const value = read(part, reading, plan.stops, origin)
      tally.field(name, value !== null, required)
      if (value) fields[name] = [value]
    }
    yield* tally.offer({ key: keyOf(part, fields, plan, origin), address: origin.address, fields })
  }
}

function cut(lines: readonly TextLine[], start: RegExp): TextLine[][] {
  const parts: TextLine[][] = []
  for (const line of lines) {
    if (start.test(line.text)) parts.push([line])
    else parts.at(-1)?.push(line)
  }
  return parts
}

function wholeText(lines: readonly TextLine[], origin: TextOrigin): RawValue | null {
  const first = lines[0]
  const last = lines.at(-1)
  const where = first && last ? `${placeOf(first)} à ${placeOf(last)}` : 'document entier'
  return rawWords(lines.map(line => line.text).join('\n'), { ...origin, where })
}

function read(
  lines: readonly TextLine[],
  reading: TextReading,
  stops: readonly string[],
  origin: TextOrigin,
): RawValue | null {
  switch (reading.kind) {
    case 'line': {
      const line = lines.filter(candidate => candidate.text !== '')[reading.line - 1]
      return line ? rawWords(line.text, { ...origin, where: placeOf(line) }) : null
    }
    case 'match':
      for (const line of lines) {
        const found = reading.pattern.exec(line.text)
        const words = (found?.[1] ?? found?.[0] ?? '').trim()
        if (words !== '') return rawWords(words, { ...origin, where: placeOf(line) })
      }
      return null
    case 'label':
      return readLabelled(lines, reading.labels, stops, origin)
  }
}

/** What a label is followed by, on its line and below, up to the next label. */
function readLabelled(
  lines: readonly TextLine[],
  labels: readonly string[],
  stops: readonly string[],
  origin: TextOrigin,
): RawValue | null {
  for (const [at, line] of lines.entries()) {
    const label = labels.find(candidate => startsWithLabel(line.text, candidate))
    if (label === undefined) continue
    const words = [afterLabel(line.text, label)]
    for (const next of lines.slice(at + 1)) {
      if (stops.some(stop => startsWithLabel(next.text, stop))) break
      words.push(next.text)
    }
    const text = words
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
    const where = `${placeOf(line)}, « ${line.text.slice(0, 40)} »`
    if (text !== '') return rawWords(text, { ...origin, where })
  }
  return null
}

/** A label opens its line and is followed by a colon, a dash, or nothing. */
function startsWithLabel(text: string, label: string): boolean {
  const head = text.split(/[:–]|\s-\s/, 1)[0] ?? ''
  return fold(head) === label
}

function afterLabel(text: string, label: string): string {
  const found = /[:–]|\s-\s/.exec(text)
  return found && fold(text.slice(0, found.index)) === label ? text.slice(found.index + found[0].length).trim() : ''
}

function keyOf(
  lines: readonly TextLine[],
  fields: Record<string, RawValue[]>,
  plan: TextPlan,
  origin: TextOrigin,
): string {
  const ruled = plan.key === null ? undefined : fields[plan.key]?.[0]?.words
  if (ruled) return slugify(ruled)
  const page = keyFromAddress(origin.address)
  return plan.start === null ? page : `${page}_${slugify(lines[0]?.text ?? '').slice(0, 80)}`
}

const nothingFound = (address: string, plan: TextPlan) => ({
  name: 'texte-du-document',
  expected: plan.start === null ? 'du texte' : `des lignes qui répondent à « ${plan.start.source} »`,
  seen: 'rien',
  message:
    plan.start === null
      ? `${address} ne contient aucun texte : le document est sans doute une image numérisée.`
      : `Aucune offre trouvée dans ${address} : le document n’a pas la forme attendue.`,
})
