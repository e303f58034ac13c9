import { z } from 'zod'
import { rejectionAt } from '../../common/rejection.ts'
import type { FetchedDocument, Fetcher, HarvestEntry, Harvested, Outcome } from '../connector.ts'
import { ExpectSettings, SecretName } from '../connectors/settings.ts'
import { formOf, unexpectedForm } from '../forms.ts'
import { harvestDocument } from '../harvest-document.ts'
import { harvestErrors } from '../harvest-errors.ts'
import type { Tally } from '../tally.ts'
import { declaredZipSize, LARGEST_UNPACKED } from '../zip-size.ts'
import { cellText } from './cell-text.ts'
import { exportAddress } from './export-address.ts'
import { firstShownSheet } from './first-shown-sheet.ts'
import { readTable } from './read-table.ts'
import type { Row } from './row.ts'
import { type TableSettings, tableShape } from './table-settings.ts'
import { LARGEST_WHOLE, wholeSheet } from './whole-sheet.ts'

export const sheetShape = {
  ...tableShape,
  /** Name of the sheet, or its rank (1 is the first that is shown). Default: the first. */
  sheet: z.union([z.string().min(1), z.number().int().min(1)]).default(1),
  secret: SecretName.optional(),
  expect: ExpectSettings,
}
const SheetSettings = z.object(sheetShape)
export type SheetSettings = z.infer<typeof SheetSettings>

const ACCEPT =
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/vnd.oasis.opendocument.spreadsheet, */*;q=0.1'

/** Reads one sheet of an XLSX or ODS file, whichever it really is. */
export function harvestSheet(entry: HarvestEntry<SheetSettings>, fetcher: Fetcher): AsyncGenerator<Harvested, Outcome> {
  const { address, settings } = entry
  const options = { accept: ACCEPT, ...(settings.secret ? { key: { name: settings.secret } } : {}) }
  const exported = { ...entry, address: exportAddress(address, 'xlsx') }
  return harvestDocument(exported, fetcher, options, (document, _, tally) => readSheet(document, settings, tally))
}

/** The offers of a spreadsheet already fetched. */
export async function* readSheet(
  document: FetchedDocument,
  settings: TableSettings & { sheet: string | number },
  tally: Tally,
): AsyncGenerator<Harvested> {
  if (!formOf(document).includes('ZIP')) {
    tally.broken(unexpectedForm(document, 'un tableur XLSX ou ODS'))
    return
  }
  if (declaredZipSize(document.body) > LARGEST_UNPACKED) {
    yield tally.missed(harvestErrors.unpacksTooBig(document.address, LARGEST_UNPACKED))
    return
  }
  const sheet = typeof settings.sheet === 'string' ? settings.sheet : null
  const origin = { document: document.hash, address: document.address, sheet }
  try {
    yield* readTable(sheetRows(document.body, settings.sheet), settings, origin, tally)
  } catch (error) {
    yield tally.reject(
      rejectionAt('fichier-illisible', document.address, {
        received: error instanceof Error ? error.message.slice(0, 200) : null,
        expected: 'un fichier XLSX ou ODS entier',
        message: 'Le tableur ne s’ouvre pas : il est abîmé, chiffré ou coupé.',
        whose: 'partenaire',
      }),
    )
  }
}

async function* sheetRows(body: Uint8Array, sheet: string | number): AsyncGenerator<Row[]> {
  // What cannot be held whole is told by reading it row by row: which line, which limit.
  const whole =
    declaredZipSize(body) > LARGEST_WHOLE ? null : await wholeSheet(body, isOds(body), sheet).catch(() => null)
  if (whole !== null) return yield whole
  // The library of sheets is only loaded by who reads one.
  const rows = isOds(body)
    ? (await import('hucre/ods')).streamOdsRows(body, { sheets: [await odsRank(body, sheet)] })
    : (await import('hucre/xlsx')).streamXlsxRows(body, { sheet: xlsxSheet(body, sheet) })
  for await (const row of rows) yield [{ line: row.index + 1, cells: row.values.map(cellText) }]
}

/** As the library's stream wants it: a name, or a rank from 0. */
function xlsxSheet(body: Uint8Array, sheet: string | number): string | number {
  return sheet === 1 ? firstShownSheet(body) : typeof sheet === 'number' ? sheet - 1 : sheet
}

/** The library's ODS stream knows sheets by rank only, from 0: asked for a name it gives every sheet. */
async function odsRank(body: Uint8Array, sheet: string | number): Promise<number> {
  if (typeof sheet === 'number') return sheet - 1
  const { readOds } = await import('hucre/ods')
  const rank = (await readOds(body)).sheets.findIndex(({ name }) => name === sheet)
  if (rank === -1) throw new Error(`no sheet named ${sheet}`)
  return rank
}

/** An OpenDocument file says what it is in its first entry, uncompressed. */
function isOds(body: Uint8Array): boolean {
  return Buffer.from(body.subarray(0, 128)).toString('latin1').includes('application/vnd.oasis.opendocument')
}
