/** What `clean` would change, or might: most texts have none of it. Letters below U+0300, French quotes and dashes, and € are in NFC by themselves. */
const TO_CLEAN = /[^\P{Cc}\n\r\t]|[\u0300-\u200F\u2028-\u20AB\u20AD-\u{10FFFF}]|^\s|\s$/u

/** As DORA stores a text: NFC, no control characters but line ends and tabs, no half of a character, no blanks around. */
export function clean(text: string): string {
  if (!TO_CLEAN.test(text)) return text
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[^\P{Cc}\n\r\t]/gu, '')
    .trim()
}

/** The same record, each of its texts cleaned; a text that was only blanks becomes null where it may. */
export function cleanRecord<T extends object>(record: T): T {
  const cleaned = { ...record }
  for (const [key, value] of Object.entries(record))
    if (typeof value === 'string' && (value === '' || TO_CLEAN.test(value)))
      Object.assign(cleaned, { [key]: clean(value) || null })
  return cleaned
}

/** Cut at `max` characters, at a word wherever there is one, with «…» at the end; unchanged when it is short enough. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  // Never between the two halves of a character.
  const head = text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')
  const space = head.lastIndexOf(' ')
  return `${(space > 0 ? head.slice(0, space) : head).replace(/[\s,;:.–-]+$/, '')}…`
}

/** A summary shorter than this says too little: what follows is taken too. */
const SAYS_ENOUGH = 40

/** First sentences of a description, in one line of at most 280 characters: DORA's summary. A list that follows them stays out: its items are no sentences. */
export function summary(description: string, max = 280): string {
  const [lead = ''] = description.split(/^\s*(?:[-*•]|\d{1,2}[.)])\s/m)
  const before = oneLine(lead)
  const line = before.length >= SAYS_ENOUGH && /[.!?…][)»"”]*$/.test(before) ? before : oneLine(description)
  if (line.length <= max) return line
  let kept = ''
  for (const end of sentenceEnds(line)) {
    if (end > max) break
    kept = line.slice(0, end)
  }
  return kept.length >= SAYS_ENOUGH ? kept : cut(line, max)
}

/** Markdown without its marks, in one line. */
function oneLine(text: string): string {
  return text
    .replace(/^#+\s*/gm, '')
    .replace(/^[-*•]\s+/gm, '')
    .replace(/[*_`]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A dot after one of these ends no sentence; nor does one after a single letter or a number («1. »). */
const SHORTENED =
  /(?:^|[\s(«])(?:\p{L}|\d{1,2}|mme|mlle|mr|dr|etc|ex|tél|tel|n|no|av|bd|bld|st|ste|art|al|env|min|max|cf|p|pp|resp|hab|réf|ref)\.$/iu

/** Places just after each end of sentence: a mark followed by a blank and a capital, a figure or an opening sign, or the end of the text. */
function* sentenceEnds(line: string): Generator<number, void> {
  for (const match of line.matchAll(/[.!?…]+[)»"”]*(?=\s+[\p{Lu}\d«"“(]|$)/gu)) {
    const end = match.index + match[0].length
    if (!SHORTENED.test(line.slice(0, end))) yield end
  }
}
