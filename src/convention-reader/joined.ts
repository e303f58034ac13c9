import type { OcrLine, Read } from './reading.ts'

/** Lines run together, with the way back from an offset to the line. */
export interface Joined {
  text: string
  at(offset: number): OcrLine
}

/** @throws when there is no line at all */
export function joinLines(lines: OcrLine[]): Joined {
  const [first] = lines
  if (!first) throw new Error('joinLines: at least one line is needed')
  const starts: { from: number; line: OcrLine }[] = []
  let text = ''
  for (const line of lines) {
    if (text !== '') text += ' '
    starts.push({ from: text.length, line })
    text += line.text
  }
  return {
    text,
    at(offset) {
      let found = first
      for (const start of starts) if (start.from <= offset) found = start.line
      return found
    },
  }
}

export const readFrom = <T>(value: T, line: OcrLine): Read<T> => ({
  value,
  line: line.line,
  words: line.raw.slice(0, 200),
})
