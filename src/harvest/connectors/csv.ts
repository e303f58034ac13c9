import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { z } from 'zod'
import type { Connector } from '../connector.ts'
import { chooseCharset, decodePieces } from '../decode.ts'
import { exportAddress } from '../tables/export-address.ts'
import { type Row, readTable } from '../tables/read-table.ts'
import { tableShape } from '../tables/table-settings.ts'
import { startTally } from '../tally.ts'
import { ExpectSettings, SecretName } from './settings.ts'

/**
 * `kind: csv` — a table published as text, Google Sheets and Grist exports included. Separator, encoding and byte order mark are found
 * out; both can be forced. The address of a Google sheet may be the one people share: its export is asked for.
 *
 *     harvest:
 *       kind: csv
 *       key: Identifiant
 *       hintRows: 1
 *       required: [Nom, Description]
 *       address: Page web
 */
export const CsvSettings = z.strictObject({
  kind: z.literal('csv'),
  ...tableShape,
  /** Separator between cells. Default: found out among `;` `,` tab and `|`. */
  delimiter: z.enum([';', ',', '\t', '|']).optional(),
  /** Encoding, e.g. `windows-1252`. Default: found out from the bytes. */
  charset: z
    .string()
    .refine(name => iconv.encodingExists(name), { error: 'encodage inconnu' })
    .optional(),
  /** For an export that wants a key, e.g. Grist's. */
  secret: SecretName.optional(),
  expect: ExpectSettings,
})
export type CsvSettings = z.infer<typeof CsvSettings>

export const csv: Connector<CsvSettings> = {
  kind: 'csv',
  parse: settings => CsvSettings.parse(settings),
  async *harvest({ address, settings, ...entry }, fetcher) {
    const tally = startTally(entry, settings.expect)
    let source: Awaited<ReturnType<typeof fetcher.stream>>
    try {
      source = await fetcher.stream(exportAddress(address, 'csv'), {
        accept: 'text/csv, text/plain;q=0.9, */*;q=0.1',
        ...(settings.secret ? { key: { name: settings.secret } } : {}),
      })
    } catch (error) {
      return tally.fail(error)
    }
    const document = await source.document
    tally.document(document)
    const origin = { document: document.hash, address: source.address, prefix: '' }
    const text = settings.charset ? decodePieces(source.body, settings.charset) : (source.text ?? headerText(source))
    try {
      yield* readTable(csvRows(text, settings.delimiter), settings, origin, tally)
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      yield tally.reject({
        code: 'fichier-illisible',
        key: null,
        where: `${source.address}, ligne ${error.lines ?? '?'}`,
        field: null,
        received: null,
        expected: 'un fichier CSV entier',
        message: `Le fichier CSV ne se lit plus à partir de la ligne ${error.lines ?? '?'}\u00A0: un guillemet reste ouvert, ou le fichier est coupé.`,
        whose: 'partenaire',
      })
    }
    return tally.outcome()
  },
}

function headerText(source: { headers: Record<string, string>; body: AsyncIterable<Uint8Array> }) {
  return decodePieces(source.body, chooseCharset(new Uint8Array(), source.headers['content-type'], true).used)
}

/**
 * Rows of a CSV text that comes in pieces; blank lines are kept, so that line numbers are those a spreadsheet shows.
 * @throws CsvError after the last row that could be read: a fault takes nothing away of what came before it
 */
export async function* csvRows(pieces: AsyncIterable<string>, delimiter?: string): AsyncGenerator<Row> {
  const iterator = pieces[Symbol.asyncIterator]()
  let head = ''
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    head += next.value
    if (head.length >= SNIFFED) break
  }
  const ready: string[][] = []
  const parser = parse({
    delimiter: delimiter ?? sniffDelimiter(head),
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_RECORD,
    // Taken here rather than from the stream's output, which a later fault would throw away.
    on_record: (cells: string[]) => {
      ready.push(cells)
      return null
    },
  })
  let fault: unknown = null
  parser.on('error', error => {
    fault = error
  })
  parser.resume()
  let line = 0
  try {
    for (let piece: string | null = head; fault === null; ) {
      await feed(parser, piece)
      for (const cells of ready.splice(0)) yield { line: ++line, cells }
      if (piece === null) break
      const next = await iterator.next()
      piece = next.done ? null : next.value
    }
  } finally {
    parser.destroy()
    await iterator.return?.()
  }
  if (fault !== null) throw fault
}

/** Characters looked at to find the separator. */
const SNIFFED = 16 * 1024
/** An open quote must not swallow the whole file into memory: 1 million characters. */
const LONGEST_RECORD = 1_000_000

/** Hands one piece to the parser, or its end (null); resolves once it is parsed, faulty or not: the stream calls back in both cases. */
function feed(parser: ReturnType<typeof parse>, piece: string | null): Promise<void> {
  return new Promise(resolve => {
    if (piece === null) parser.end(() => resolve())
    else parser.write(piece, () => resolve())
  })
}

/** The separator that the first lines hold most evenly outside quotes; a comma when nothing tells. */
export function sniffDelimiter(head: string): string {
  const lines = head
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\r|\n/)
    .slice(0, 20)
  const whole = lines.length > 1 && head.length >= SNIFFED ? lines.slice(0, -1) : lines
  const filled = whole.filter(line => line.trim() !== '')
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of [';', ',', '\t', '|']) {
    const counts = filled.map(line => line.split(delimiter).length - 1)
    const least = Math.min(...counts)
    const score = counts.length === 0 ? 0 : least * 1000 + counts.reduce((sum, n) => sum + n, 0) / counts.length
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
