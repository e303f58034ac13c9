import { z } from 'zod'
import { isOpenDocument } from '../../common/open-document.ts'
import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import type { FetchedDocument, Fetcher, HarvestEntry, Harvested, Outcome } from '../connector.ts'
import { ExpectSettings, SecretName } from '../connectors/settings.ts'
import { formOf, unexpectedForm } from '../forms.ts'
import { harvestDocument } from '../harvest-document.ts'
import { harvestErrors } from '../harvest-errors.ts'
import type { Tally } from '../tally.ts'
import { mayBeSheet } from '../zip-form.ts'
import { declaredZipSize, LARGEST_UNPACKED } from '../zip-size.ts'
import { cellText } from './cell-text.ts'
import { exportAddress } from './export-address.ts'
import { announcedSheets } from './first-shown-sheet.ts'
import { odsRows, type SheetInfo } from './ods-rows.ts'
import { readTable } from './read-table.ts'
import type { Row } from './row.ts'
import type { TableOrigin } from './row-reader.ts'
import { sheetsBeside, shownSheets } from './sheets-beside.ts'
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
  if (!mayBeSheet(formOf(document))) {
    tally.broken(unexpectedForm(document, 'un tableur XLSX ou ODS'))
    return
  }
  if (declaredZipSize(document.body) > LARGEST_UNPACKED) {
    yield tally.missed(harvestErrors.unpacksTooBig(document.address, LARGEST_UNPACKED))
    return
  }
  const sheet = typeof settings.sheet === 'string' ? settings.sheet : null
  const { body } = document
  let rank = -1
  const origin: TableOrigin = {
    document: document.hash,
    address: document.address,
    sheet,
    fixed: true,
    beside: () => columnsElsewhere(body, settings, rank),
  }
  const told: Rejection[] = []
  /** Where hidden sheets were passed over, it is told once, and each value says which sheet was read. */
  const tell = ({ name, rank: at }: SheetInfo, before: readonly string[]) => {
    rank = at
    // Told once, even where a workbook that is not read whole is read again row by row.
    if (settings.sheet !== 1 || at === 0 || origin.sheet !== null) return
    origin.sheet = name
    if (before.length > 0) told.push(passedOver(before, name, document.address))
  }
  const bare = () => void told.push(withoutFormats(document.address))
  try {
    yield* readTable(sheetRows(body, settings.sheet, { tell, bare }), settings, origin, tally)
    const others = settings.sheet === 1 && tally.offers > 0 ? await sheetsBeside(body, rank, settings) : []
    if (others.length > 0) yield tally.reject(sameBeside(others, document.address))
  } catch (error) {
    yield tally.reject(
      rejectionAt('fichier-illisible', document.address, {
        received: error instanceof Error ? error.message.slice(0, 200) : null,
        expected: 'un fichier XLSX ou ODS entier',
        message: 'Le tableur ne s’ouvre pas : il est abîmé, chiffré ou coupé.',
        whose: 'partenaire',
      }),
    )
    return
  }
  // Told, but nothing that the workbook shows is missing from the reading.
  for (const rejection of told) yield { kind: 'rejected', rejection }
}

/** Where the columns of a table may be, when the sheet that is read has not got them. */
async function columnsElsewhere(
  body: Uint8Array,
  settings: TableSettings & { sheet: string | number },
  rank: number,
): Promise<string> {
  const names = shownSheets(body).map(({ name }) => name)
  if (rank < 0) return `Ce classeur n’a pas de feuille ${wantedSheet(settings.sheet)} ; il a : ${listed(names)}.`
  const others = await sheetsBeside(body, rank, settings)
  if (others.length > 0)
    return `Elles sont dans ${others.length === 1 ? 'la feuille' : 'les feuilles'} ${listed(others.slice(0, 5))}, qui n’${others.length === 1 ? 'est pas lue' : 'ont pas été lues'} : nommer la feuille à lire dans la configuration (« sheet »).`
  return ''
}

const wantedSheet = (sheet: string | number): string => (typeof sheet === 'string' ? `« ${sheet} »` : `n° ${sheet}`)

const sameBeside = (others: readonly string[], address: string) =>
  rejectionAt('feuille-non-lue', address, {
    received: listed(others).slice(0, 200),
    expected: 'une seule feuille d’offres, ou une configuration qui nomme la sienne',
    message: `${others.length === 1 ? 'Une autre feuille du classeur a' : `${others.length} autres feuilles du classeur ont`} les mêmes colonnes (${listed(others.slice(0, 5))}) et n’${others.length === 1 ? 'est pas lue' : 'ont pas été lues'} : ses offres manquent peut-être, et rien n’est retiré d’après cette lecture. Nommer la feuille à lire dans la configuration (« sheet ») ; une source par feuille s’il y en a plusieurs.`,
    whose: 'configuration',
  })

const listed = (names: readonly string[]) => names.map(name => `« ${name} »`).join(', ')

const passedOver = (hidden: readonly string[], read: string, address: string): Rejection =>
  rejectionAt('feuille-masquee', address, {
    received: listed(hidden).slice(0, 200),
    expected: 'une première feuille que le classeur montre',
    message: `${hidden.length === 1 ? 'Une feuille masquée' : `${hidden.length} feuilles masquées`} du classeur (${listed(hidden.slice(0, 5))}) n’${hidden.length === 1 ? 'est pas lue' : 'ont pas été lues'} : la feuille lue est « ${read} », la première que l’on voit. Supprimer ce qui ne sert plus, ou nommer la feuille à lire dans la configuration (« sheet »).`,
    whose: 'partenaire',
  })

const withoutFormats = (address: string): Rejection =>
  rejectionAt('formats-non-lus', address, {
    expected: `un classeur dont le texte tient en ${LARGEST_WHOLE / 1024 / 1024} Mo une fois ouvert`,
    message:
      'Ce classeur est trop gros, ou trop abîmé, pour être lu autrement que cellule par cellule : la forme des nombres (%, €, dates), les cellules fusionnées, les lignes et les colonnes masquées n’ont pas été vues. Publier un classeur plus léger, ou un .csv.',
    whose: 'partenaire',
  })

/** What is to be told of how a sheet was read. */
interface Telling {
  /** The sheet that is read, and the hidden ones before it, by name. */
  tell(sheet: SheetInfo, before: readonly string[]): void
  /** Nothing but cells was seen. */
  bare(): void
}

async function* sheetRows(body: Uint8Array, wanted: string | number, { tell, bare }: Telling): AsyncGenerator<Row[]> {
  const chosen = (anyway: boolean) => {
    const choose = sheetChooser(wanted, anyway)
    const before: string[] = []
    return (sheet: SheetInfo) => {
      const is = choose(sheet)
      if (is) tell(sheet, before)
      else if (sheet.hidden) before.push(sheet.name)
      return is
    }
  }
  if (isOpenDocument(body)) {
    let shown = false
    const first = chosen(false)
    for (const { row } of odsRows(body, sheet => {
      shown ||= !sheet.hidden
      return first(sheet)
    }))
      yield [row]
    // A workbook of hidden sheets alone has a first one all the same.
    if (wanted === 1 && !shown) for (const { row } of odsRows(body, chosen(true))) yield [row]
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
  const sheet = xlsxSheet(body, wanted, chosen(false))
  bare()
  for await (const row of streamXlsxRows(body, { sheet }))
    yield [{ line: row.index + 1, cells: row.values.map(cellText) }]
}

/** As the library's stream wants it: a name, or a rank from 0. @param isChosen of the sheets that it announces */
function xlsxSheet(
  body: Uint8Array,
  wanted: string | number,
  isChosen: (sheet: SheetInfo) => boolean,
): string | number {
  if (wanted !== 1) return typeof wanted === 'number' ? wanted - 1 : wanted
  return announcedSheets(body).find(isChosen)?.rank ?? 0
}
