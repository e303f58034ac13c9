/** Pixels of one character of 13, in the wide typeface of some machines. */
const CHARACTER = 7.2
const LINE = 15

/** The page's own colours, so that charts follow its light and dark themes. */
export const PAINT = {
  ink: 'currentColor',
  line: 'var(--line, #d9d5cb)',
  sheet: 'var(--sheet, #fff)',
  accent: 'var(--accent, #0b5563)',
  warn: 'var(--warn, #7a4d00)',
  bad: 'var(--bad, #9c2b1f)',
  quiet: 'var(--quiet, #55585e)',
} as const

type Look = Record<string, string | number>

/** A drawing that says nothing by itself: its figures stand beside it. */
export function svgOf(width: number, height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true" focusable="false">${parts.join('')}</svg>`
}

/** @param look attributes; numbers are rounded to a tenth of a pixel */
export function shape(name: 'rect' | 'path' | 'circle', look: Look): string {
  return `<${name}${attributes(look)}/>`
}

/** Words of 13 pixels, in the middle of their height at `y`; lines of several are put around it. */
export function words(
  lines: readonly string[],
  place: { x: number; y: number; anchor: 'start' | 'middle' | 'end' },
): string {
  const top = place.y - ((lines.length - 1) * LINE) / 2
  const look = { 'text-anchor': place.anchor, fill: PAINT.ink, 'font-size': 13, 'font-family': 'sans-serif' }
  return lines
    .map(
      (line, at) =>
        `<text${attributes({ x: place.x, y: top + at * LINE, dy: '0.35em', ...look })}>${escaped(line)}</text>`,
    )
    .join('')
}

export const widthOf = (text: string): number => text.length * CHARACTER

/** Cut between words so that lines hold in that many pixels; a longer word stays whole. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`
    if (lines.length > 0 && widthOf(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** Marks of an axis from 0, some five of them: multiples of 1, 2, 3 or 5 times a power of ten, whole, the last at or above `most`. */
export function marksTo(most: number): number[] {
  const rough = Math.max(most / 5, 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.ceil(([1, 2, 3, 5, 10].find(times => times * power >= rough * 0.9) ?? 10) * power)
  return Array.from({ length: Math.max(Math.ceil(most / step), 1) + 1 }, (_, at) => at * step)
}

function attributes(look: Look): string {
  return Object.entries(look)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? Math.round(value * 10) / 10 : value}"`)
    .join('')
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
