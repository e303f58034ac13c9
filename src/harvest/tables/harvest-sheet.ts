import { z } from 'zod'
import { isOpenDocument } from '../../common/open-document.ts'
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
import { odsRows, type SheetInfo } from './ods-rows.ts'
import { readTable } from './read-table.ts'
import type { Row } from './row.ts'
import type { TableOrigin } from './row-reader.ts'
import { type TableSettings, tableShape } from './table-settings.ts'
import { sheetChooser, workbookRows } from './workbook-rows.ts'

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

/** A workbook whose own text unpacks to more, pictures aside, is read row by row, in flat memory, without its formats, merged cells and hidden lines: 16 MiB. */
export const LARGEST_WHOLE = 16 * 1024 * 1024

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
  const origin: TableOrigin = { document: document.hash, address: document.address, sheet }
  /** Where a hidden sheet was passed over, each value says which one was read. */
  const tell = ({ name, rank }: SheetInfo) => {
    if (settings.sheet === 1 && rank > 0) origin.sheet = name
  }
  try {
    yield* readTable(sheetRows(document.body, settings.sheet, tell), settings, origin, tally)
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

async function* sheetRows(
  body: Uint8Array,
  wanted: string | number,
  tell: (sheet: SheetInfo) => void,
): AsyncGenerator<Row[]> {
  const chosen = (anyway: boolean) => {
    const choose = sheetChooser(wanted, anyway)
    return (sheet: SheetInfo) => {
      const is = choose(sheet)
      if (is) tell(sheet)
      return is
    }
  }
  if (isOpenDocument(body)) {
    let read = 0
    // A workbook of hidden sheets alone has a first one all the same.
    for (const anyway of wanted === 1 ? [false, true] : [false])
      for (const { row } of read === 0 ? odsRows(body, chosen(anyway)) : []) {
        read += 1
        yield [row]
      }
    return
  }
  // What cannot be held whole is told by reading it row by row: which line, which limit.
  if (declaredZipSize(body, name => name.endsWith('.xml')) <= LARGEST_WHOLE) {
    const read = async (anyway: boolean) => (await workbookRows(body, chosen(anyway)))[0]?.rows
    const whole = await read(false)
      .then(rows => rows ?? (wanted === 1 ? read(true) : []))
      .catch(() => null)
    if (whole !== null) return yield whole ?? []
  }
  // The library of sheets is only loaded by who reads one.
  const { streamXlsxRows } = await import('hucre/xlsx')
  for await (const row of streamXlsxRows(body, { sheet: xlsxSheet(body, wanted) }))
    yield [{ line: row.index + 1, cells: row.values.map(cellText) }]
}

/** As the library's stream wants it: a name, or a rank from 0. */
function xlsxSheet(body: Uint8Array, sheet: string | number): string | number {
  return sheet === 1 ? firstShownSheet(body) : typeof sheet === 'number' ? sheet - 1 : sheet
}
