import iconv from 'iconv-lite'
import { accentCounter } from './accents.ts'

/** How bytes became text. */
export interface Charset {
  /** Encoding used, lower case, e.g. `utf-8`, `windows-1252`. */
  used: string
  /** Encoding announced by the header or, failing that, by the document; null when none is. */
  declared: string | null
  /** The announced encoding was wrong, and another one was used. */
  corrected: boolean
  /** Some bytes had no meaning and became U+FFFD. */
  lossy: boolean
}

/** Bytes looked at for `<meta charset>` and `<?xml encoding?>`, as browsers do. */
const PRESCAN = 1024

/**
 * Accepts bytes piece by piece and says, at the end, whether the whole is valid UTF-8, and in which unusual encoding its French words are when it is not. A
 * character cut between two pieces is whole.
 */
export function utf8Checker(): {
  push(piece: Uint8Array): void
  valid(): boolean
  /** Looked at from the first piece that is no UTF-8 on: what stands before is the same in all. */
  unusual(): string | null
} {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const accents = accentCounter()
  let broken = false
  return {
    push(piece) {
      try {
        if (!broken) decoder.decode(piece, { stream: true })
      } catch {
        broken = true
      }
      if (broken) accents.push(piece)
    },
    unusual: () => (broken ? accents.unusual() : null),
    valid() {
      if (broken) return false
      try {
        decoder.decode()
        return true
      } catch {
        return false
      }
    },
  }
}

/**
 * Chooses the encoding: byte order mark, then UTF-8 when the bytes are valid UTF-8, then the header, the document's own announcement,
 * and windows-1252 last. An announcement that the bytes contradict is passed over: UTF-8 that is none, Western letters that make no French word.
 * @param head the first bytes, at least 1024 when there are as many
 * @param validUtf8 of the whole body
 * @param unusual encoding in which its French words are written, see `utf8Checker`
 */
export function chooseCharset(
  head: Uint8Array,
  contentType: string | undefined,
  validUtf8: boolean,
  unusual: string | null = null,
): Omit<Charset, 'lossy'> {
  const header = known(/charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1])
  const inside = known(announcedInside(head))
  const declared = header ?? inside
  const choice = (used: string) => ({ used, declared, corrected: declared !== null && declared !== used })
  const mark = markOf(head)
  if (mark) return choice(mark)
  if (validUtf8) return choice('utf-8')
  const fallback = [header, inside].find(name => name !== null && name !== 'utf-8')
  // What Western servers announce by default says nothing of the file.
  return choice(fallback && !WESTERN.has(fallback) ? fallback : (unusual ?? fallback ?? 'windows-1252'))
}

const WESTERN: ReadonlySet<string> = new Set(['windows-1252', 'iso-8859-15', 'iso8859-15', 'latin9'])

/** @param contentType the `Content-Type` header, if any */
export function decodeBody(body: Uint8Array, contentType: string | undefined): { text: string; charset: Charset } {
  const checker = utf8Checker()
  checker.push(body)
  const chosen = chooseCharset(body.subarray(0, PRESCAN), contentType, checker.valid(), checker.unusual())
  const text = iconv.decode(body, chosen.used)
  return { text: text.toWellFormed(), charset: { ...chosen, lossy: text.includes('\uFFFD') || !text.isWellFormed() } }
}

/** Text of a stream of bytes whose encoding is known; characters cut between two pieces come out whole. */
export async function* decodePieces(pieces: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true })
  for await (const piece of pieces) {
    const text = decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))
    if (text) yield text
  }
  const rest = decoder.end()
  if (rest) yield rest
}

function markOf(head: Uint8Array): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return null
}

function announcedInside(head: Uint8Array): string | undefined {
  const text = Buffer.from(head.subarray(0, PRESCAN)).toString('latin1')
  return (
    /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w:.-]+)/i.exec(text)?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w:.-]+)/i.exec(text)?.[1]
  )
}

/** Lower-case name that we can decode, or null. ISO-8859-1 and US-ASCII mean windows-1252, as in every browser. */
function known(name: string | undefined): string | null {
  if (!name) return null
  const lower = name.toLowerCase()
  if (lower === 'utf8' || lower === 'utf-8') return 'utf-8'
  if (['iso-8859-1', 'iso8859-1', 'latin1', 'us-ascii', 'ascii', 'cp1252', 'windows-1252'].includes(lower))
    return 'windows-1252'
  return iconv.encodingExists(lower) ? lower : null
}
