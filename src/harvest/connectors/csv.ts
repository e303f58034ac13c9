import iconv from 'iconv-lite'
import { z } from 'zod'
import { chooseCharset, decodePieces } from '../../common/decode.ts'
import type { Connector } from '../connector.ts'
import { formOf, mayBeTable, unexpectedForm } from '../forms.ts'
import { afterWarning, serverWarned } from '../server-warning.ts'
import { csvRows } from '../tables/csv-rows.ts'
import { exportAddress } from '../tables/export-address.ts'
import { readTable } from '../tables/read-table.ts'
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
    const origin = { document: document.hash, address: source.address, sheet: null }
    const pieces = settings.charset ? decodePieces(source.body, settings.charset) : (source.text ?? headerText(source))
    let warning: string | null = null
    const { head, text } = await peeked(
      afterWarning(pieces, told => {
        warning = told
      }),
    )
    const shown = {
      body: Buffer.from(head.trim() === '' ? (warning ?? '') : head.slice(0, 1024), 'latin1'),
      address: source.address,
    }
    if (!mayBeTable(formOf(shown))) {
      tally.broken(unexpectedForm(shown, 'un tableau CSV'))
      return tally.outcome()
    }
    if (warning !== null) yield tally.reject(serverWarned(source.address, warning))
    yield* readTable(csvRows(text, settings.delimiter), settings, origin, tally)
    return tally.outcome()
  },
}

/** The first piece of a text, and the whole of it again. */
async function peeked(pieces: AsyncIterable<string>): Promise<{ head: string; text: AsyncIterable<string> }> {
  const iterator = pieces[Symbol.asyncIterator]()
  const first = await iterator.next()
  const head = first.done ? '' : first.value
  async function* text() {
    try {
      yield head
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { head, text: text() }
}

function headerText(source: { headers: Record<string, string>; body: AsyncIterable<Uint8Array> }) {
  return decodePieces(source.body, chooseCharset(new Uint8Array(), source.headers['content-type'], true).used)
}
