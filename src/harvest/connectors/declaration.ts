import { z } from 'zod'
import { once } from '../../common/once.ts'
import { rejectionAt } from '../../common/rejection.ts'
import type { Connector, FetchedDocument, Harvested } from '../connector.ts'
import { DECLARED_COLUMNS } from '../declaration/template.ts'
import { formOf, unexpectedForm } from '../forms.ts'
import { harvestDocument } from '../harvest-document.ts'
import { noFields } from '../no-fields.ts'
import { ranked } from '../place-words.ts'
import { flattenJson, scalarText, valueAt } from '../records/flatten.ts'
import { csvRows } from '../tables/csv-rows.ts'
import { readSheet } from '../tables/harvest-sheet.ts'
import { readTable } from '../tables/read-table.ts'
import type { TableSettings } from '../tables/table-settings.ts'
import type { Tally } from '../tally.ts'
import { mayBeSheet } from '../zip-form.ts'
import { ExpectSettings } from './settings.ts'

/**
 * `kind: declaration` — what a partner without any page declares: the form's JSON (`{"offres": [{"id": …, "nom": …}]}`) or the spreadsheet
 * template, filled in and sent as XLSX, ODS or CSV. Fields are those of `declaration/template.ts`, whatever the form.
 *
 *     harvest:
 *       kind: declaration
 */
export const DeclarationSettings = z.strictObject({ kind: z.literal('declaration'), expect: ExpectSettings })
export type DeclarationSettings = z.infer<typeof DeclarationSettings>

/** The template as a table: headers are the French labels, or the fields' own names. */
const HINTS = new Set(DECLARED_COLUMNS.map(column => column.hint))
const TEMPLATE: TableSettings = {
  /** The line of hints of the template is no offer, whether it was left in or not. */
  skipRow: cells => cells.some(cell => HINTS.has(cell.trim())),
  key: 'id',
  hintRows: 0,
  required: DECLARED_COLUMNS.filter(column => column.required).map(column => column.field),
  aliases: Object.fromEntries(DECLARED_COLUMNS.map(column => [column.field, [column.label]])),
  columns: {},
  address: 'lien_source',
}

export const declaration: Connector<DeclarationSettings> = {
  kind: 'declaration',
  parse: settings => DeclarationSettings.parse(settings),
  harvest: (entry, fetcher) => harvestDocument(entry, fetcher, {}, readDeclaration),
}

async function* readDeclaration(document: FetchedDocument, _: unknown, tally: Tally): AsyncGenerator<Harvested> {
  const form = formOf(document)
  const origin = { document: document.hash, address: document.address, sheet: null }
  if (form.includes('JSON')) yield* readForm(document, tally)
  else if (mayBeSheet(form)) yield* readSheet(document, { ...TEMPLATE, sheet: 1 }, tally)
  else if (form === 'du texte') yield* readTable(csvRows(once(() => document.text)), TEMPLATE, origin, tally)
  else tally.broken(unexpectedForm(document, 'une déclaration (formulaire ou tableur)'))
}

function* readForm(document: FetchedDocument, tally: Tally): Generator<Harvested> {
  const offers = valueAt(parse(document.text), 'offres')
  if (!Array.isArray(offers)) {
    tally.broken(unexpectedForm(document, 'une liste « offres »'))
    return
  }
  for (const [at, declared] of offers.entries()) {
    const place = ranked('offres', at + 1)
    const key = scalarText(valueAt(declared, 'id'))
    if (key === null) {
      yield tally.reject(noId(document.address, place))
      continue
    }
    const all = flattenJson(declared, { document: document.hash, address: document.address, place })
    const fields = noFields()
    for (const { field, required } of DECLARED_COLUMNS) {
      const values = Object.hasOwn(all, field) ? all[field] : undefined
      tally.field(field, values !== undefined, required)
      if (values) fields[field] = values
    }
    const link = scalarText(valueAt(declared, 'lien_source'))
    yield* tally.offer({ key, address: link && URL.canParse(link) ? link : document.address, fields })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const noId = (address: string, place: string) =>
  rejectionAt('cle-absente', `${address}, ${place}`, {
    field: 'id',
    expected: 'un identifiant',
    message: 'Une offre déclarée n’a pas d’identifiant.',
    whose: 'partenaire',
  })
