/** Cut at `max` characters, preferably at a word, with «…» at the end; unchanged when it is short enough. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const head = text.slice(0, max - 1)
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
