/** As DORA stores a text: NFC, no control characters but line ends and tabs, no half of a character, no blanks around. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[^\P{Cc}\n\r\t]/gu, '')
    .trim()
}

/** The same record, each of its texts cleaned; a text that was only blanks becomes null where it may. */
export function cleanRecord<T extends object>(record: T): T {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, typeof value === 'string' ? clean(value) || null : value]),
  ) as T
}

/** Cut at `max` characters, preferably at a word, with «…» at the end; unchanged when it is short enough. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  // Never between the two halves of a character.
  const head = text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')
  const space = head.lastIndexOf(' ')
  return `${(space > max * 0.6 ? head.slice(0, space) : head).replace(/[\s,;:.–-]+$/, '')}…`
}

/** First sentences of a description, in one line of at most 280 characters: DORA's summary. */
export function summary(description: string, max = 280): string {
  const line = description
    .replace(/^#+\s*/gm, '')
    .replace(/^[-*•]\s+/gm, '')
    .replace(/[*_`]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (line.length <= max) return line
  const sentences = line.match(/[^.!?…]+[.!?…]+(\s|$)/g) ?? []
  let kept = ''
  for (const sentence of sentences) {
    if ((kept + sentence).trim().length > max) break
    kept += sentence
  }
  return kept.trim().length >= 40 ? kept.trim() : cut(line, max)
}
