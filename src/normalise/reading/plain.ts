import { squeeze } from '../../common/text.ts'

/** Blanks squeezed line by line: lines stay, for they end what a sentence says. */
export function lines(text: string): string {
  return text
    .split(/\r?\n/)
    .map(squeeze)
    .filter(line => line !== '')
    .join('\n')
}

/** Lower case, accents off, curly apostrophes straight, one character for one, so that positions stay. */
export function plain(text: string): string {
  const lower = text.toLowerCase()
  // «İ» alone grows when lowered: such a text keeps its case rather than its positions.
  return (lower.length === text.length ? lower : text).replace(/[’ʼ`´]|[^\p{ASCII}]/gu, letter => {
    if (letter === '’' || letter === 'ʼ' || letter === '`' || letter === '´') return "'"
    const bare = letter.normalize('NFD').replace(/\p{M}/gu, '')
    return bare.length === letter.length ? bare : letter
  })
}
