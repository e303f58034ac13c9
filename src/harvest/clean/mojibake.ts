import iconv from 'iconv-lite'

/** Encodings that UTF-8 bytes are commonly mistaken for: Windows, old Macs, the DOS of French consoles. */
const MISTAKEN = ['windows-1252', 'macroman', 'cp850']

/** Anything that could start a sequence below; most texts have none of it. */
const SUSPECT = /[ÃÂÅâðï√¬≈‚Ô├┬┼Ô´\u0080-\u009F]/

/** Bytes of characters that UTF-8 writes in two, three or four bytes and that French texts hold: Latin letters, punctuation and signs, emoji. */
const SEQUENCES = [
  [[0xc2, 0xc3, 0xc5], 1],
  [[0xe2, 0xef], 2],
  [[0xf0], 3],
] as const

interface Table {
  bytes: ReadonlyMap<string, number>
  sequence: RegExp
}

const tablesOf = (): readonly Table[] =>
  MISTAKEN.map(encoding => {
    const bytes = new Map<string, number>()
    for (let byte = 0x80; byte <= 0xff; byte += 1) {
      const seen = iconv.decode(Buffer.of(byte), encoding)
      if (seen !== '\uFFFD') bytes.set(seen, byte)
      // A byte without meaning in Windows is left as a control character, which is also what Latin-1 makes of it.
      if (encoding === 'windows-1252' && byte < 0xa0) bytes.set(String.fromCharCode(byte), byte)
    }
    const chars = (wanted: (byte: number) => boolean) =>
      `[${[...bytes]
        .filter(([, byte]) => wanted(byte))
        .map(([char]) => `\\u{${char.codePointAt(0)?.toString(16)}}`)
        .join('')}]`
    const follows = chars(byte => byte >= 0x80 && byte <= 0xbf)
    const ways = SEQUENCES.map(
      ([leads, more]) => `${chars(byte => leads.some(lead => lead === byte))}${follows}{${more}}`,
    )
    return { bytes, sequence: new RegExp(ways.join('|'), 'gu') }
  })

/** Made for the first text that is suspect. */
let tables: readonly Table[] | undefined

/** Latin-1 and Latin Extended-A, punctuation and signs, the byte order mark, emoji: nothing else is believed. */
const BELIEVABLE = /^[\xA0-\u017F\u2000-\u2BFF\uFEFF\u{1F000}-\u{1FAFF}]$/u

/** «Ã » whose second half, a no-break space, became an ordinary one. */
const LOST_BLANK = /(?<![\p{L}\p{N}])Ã(?= )/gu

/**
 * Text that was UTF-8, read as something else, and written again («Ã©tÃ©» for «été»), as it was; done at most three times over. Only sequences that are whole
 * UTF-8 and give a character of French texts are touched, so that good words beside broken ones stay.
 */
export function mendMojibake(text: string): string {
  let current = text
  for (let round = 0; round < 3 && SUSPECT.test(current); round += 1) {
    tables ??= tablesOf()
    const next = tables.reduce(mendWith, current)
    if (next === current) break
    current = next.replace(LOST_BLANK, 'à')
  }
  return current.replace(/[\u0080-\u009F]/g, char => iconv.decode(Buffer.of(char.charCodeAt(0)), 'windows-1252'))
}

function mendWith(text: string, { bytes, sequence }: Table): string {
  return text.replace(sequence, seen => {
    const meant = Buffer.from([...seen].map(char => bytes.get(char) ?? 0)).toString('utf8')
    return BELIEVABLE.test(meant) ? meant : seen
  })
}
