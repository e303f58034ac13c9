import { type Topic, topicsOf } from '../labels.ts'
import { type Line, sentencesOf, type Unit } from '../line.ts'

/** Words of a unit that a reader may try, with what announced them. */
export interface Span {
  text: string
  where: string
  /** The label before them, when it announces the topic that is looked for. */
  label: string | null
  /** Rank in the unit. */
  at: number
}

const topicsCache = new Map<string, Topic[]>()
export function announces(line: Line, topics: readonly Topic[]): boolean {
  if (line.label === null) return false
  const known = topicsCache.get(line.label) ?? topicsOf(line.label)
  if (topicsCache.size < 5000) topicsCache.set(line.label, known)
  return topics.some(topic => known.includes(topic))
}

/** Values under a label of these topics, each whole: the lines that one label announces are read together. */
export function labelledSpans({ lines }: Unit, topics: readonly Topic[]): Span[] {
  const spans: Span[] = []
  for (const [at, line] of lines.entries()) {
    if (line.text === '' || line.level > 0 || !announces(line, topics)) continue
    const last = spans.at(-1)
    if (last && last.label === line.label && lines[at - 1]?.label === line.label)
      last.text = `${last.text}\n${line.text}`
    else spans.push({ text: line.text, where: line.where, label: line.label, at })
  }
  return spans
}

/** Sentences of a unit that hold what is looked for, whatever stands before them. */
export function sentenceSpans({ lines }: Unit, pattern: RegExp): Span[] {
  return lines.flatMap((line, at) =>
    sentencesOf(line.text)
      .filter(sentence => pattern.test(sentence))
      .map(text => ({ text, where: line.where, label: null, at })),
  )
}

/** Paragraphs whose lines are read as one («14 rue des Princes / 35270 Combourg»). */
export function blockSpans({ lines }: Unit, pattern: RegExp): Span[] {
  const blocks = Map.groupBy(
    lines.map((line, at) => ({ line, at })).filter(({ line }) => line.level === 0 && line.text !== ''),
    ({ line }) => line.block,
  )
  return [...blocks.values()].flatMap(found => {
    const text = found.map(({ line }) => line.text).join('\n')
    const [first] = found
    return first !== undefined && found.length > 1 && pattern.test(text)
      ? [{ text, where: first.line.where, label: null, at: first.at }]
      : []
  })
}
