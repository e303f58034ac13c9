/** One piece of an expression, with how often it may come. */
interface Piece {
  /** Alternatives of a group, each as pieces; null: one character. */
  inside: Piece[][] | null
  least: number
  endless: boolean
}

/**
 * Whether an expression may take for ever on words that it does not match: an endless repetition of what can itself be cut in many ways,
 * such as `(a+)+` or `(\w+\s?)*`. Pure; `source` must be a valid expression.
 */
export function explodes(source: string): boolean {
  const reader = { text: source, at: 0 }
  return anyOf(alternatives(reader)).some(({ inside, endless }) => endless && inside?.some(isAmbiguous))
}

/** Only one piece of it must be there, and that one repeats without end: the same words can be cut anywhere. */
function isAmbiguous(pieces: readonly Piece[]): boolean {
  const [only, ...others] = pieces.filter(({ least }) => least > 0)
  if (others.length > 0) return false
  if (only === undefined) return pieces.some(({ endless }) => endless)
  return only.endless || (only.inside?.some(isAmbiguous) ?? false)
}

/** Every piece, those inside groups too. */
function anyOf(all: readonly Piece[][]): Piece[] {
  return all.flat().flatMap(piece => [piece, ...(piece.inside === null ? [] : anyOf(piece.inside))])
}

interface Reader {
  text: string
  at: number
}

/** Up to the end, or to the parenthesis that closes. */
function alternatives(reader: Reader): Piece[][] {
  const all: Piece[][] = [[]]
  for (;;) {
    const next = reader.text[reader.at]
    if (next === undefined || next === ')') return all
    if (next === '|') {
      reader.at += 1
      all.push([])
      continue
    }
    const piece = pieceAt(reader)
    if (piece !== null) all.at(-1)?.push(piece)
  }
}

/** Null for what takes no character: `^`, `$`, `\b`, what only looks ahead or behind. */
function pieceAt(reader: Reader): Piece | null {
  const rest = reader.text.slice(reader.at)
  const group = /^\((?:\?(?:(<?[=!])|:|<[^>]+>|[a-z-]*:))?/.exec(rest)
  if (group !== null) {
    reader.at += group[0].length
    const inside = alternatives(reader)
    reader.at += 1
    const times = timesAt(reader)
    return group[1] === undefined ? { inside, ...times } : null
  }
  const one = /^(?:\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\.|[\s\S])/u.exec(rest)
  reader.at += one?.[0].length ?? 1
  const times = timesAt(reader)
  return /^(?:\^|\$|\\[bB])$/.test(one?.[0] ?? '') ? null : { inside: null, ...times }
}

function timesAt(reader: Reader): Pick<Piece, 'least' | 'endless'> {
  const found = /^(?:([*+?])|\{(\d+)(,)?(\d*)\})\??/.exec(reader.text.slice(reader.at))
  if (found === null) return { least: 1, endless: false }
  reader.at += found[0].length
  const [, sign, least, comma, most] = found
  if (sign !== undefined) return { least: sign === '+' ? 1 : 0, endless: sign !== '?' }
  return { least: Number(least), endless: comma !== undefined && most === '' }
}
