import { isOpenDocument } from '../../common/open-document.ts'
import { fold } from '../../common/text.ts'
import type { RecordKind } from '../finding.ts'
import { knownFields } from './known-fields.ts'
import { kindOf, type RawRecord, rawRecord } from './raw-record.ts'
import { type Cell, type Columns, readColumns, tableRecord } from './table-record.ts'

/**
 * Records of the official template: sheets «Structures» and «Services», header in line 1, lines with a filled `__ignore__` passed over. A workbook
 * with neither sheet is read from its first one. XLSX or ODS.
 */
export async function* readWorkbook(
  body: Uint8Array,
  kind: RecordKind | null,
  note: (message: string) => void,
): AsyncGenerator<RawRecord> {
  try {
    const ods = isOpenDocument(body)
    const names = await sheetNames(body, ods)
    const sheets = names.flatMap(name => {
      const found = sheetKind(name)
      return found && (kind === null || kind === found) ? [{ name, kind: found as RecordKind | null }] : []
    })
    const [first] = names
    if (sheets.length === 0 && first !== undefined) {
      note(`Aucune feuille « Structures » ni « Services » : la première (« ${first} ») est lue.`)
      sheets.push({ name: first, kind })
    }
    sheets.sort((a, b) => Number(a.kind !== 'structure') - Number(b.kind !== 'structure'))
    for (const sheet of sheets) yield* readSheet(body, ods, sheet.name, names.indexOf(sheet.name), sheet.kind, note)
  } catch (error) {
    const detail = error instanceof Error ? error.message.slice(0, 120) : ''
    yield {
      ok: false,
      where: 'fichier',
      message: `le tableur ne s’ouvre pas : il est abîmé, chiffré ou coupé (${detail}).`,
      stops: true,
    }
  }
}

async function* readSheet(
  body: Uint8Array,
  ods: boolean,
  name: string,
  rank: number,
  kind: RecordKind | null,
  note: (message: string) => void,
): AsyncGenerator<RawRecord> {
  // hucre 1.0.0 takes no heed of sheet names in an ODS stream, only of ranks.
  const rows = ods
    ? (await import('hucre/ods')).streamOdsRows(body, { sheets: [rank] })
    : (await import('hucre/xlsx')).streamXlsxRows(body, { sheet: name })
  let columns: Columns | null = null
  let chosen: RecordKind = kind ?? 'service'
  for await (const { index, values } of rows) {
    const cells: readonly Cell[] = values
    if (columns === null) {
      chosen = kind ?? kindOf(Object.fromEntries(cells.map(cell => [String(cell ?? ''), null])))
      columns = readColumns(cells, knownFields(chosen), `feuille ${name}`)
      for (const message of columns.notes) note(message)
      continue
    }
    const read = tableRecord(columns, cells)
    if (read) yield rawRecord(read.record, `feuille ${name}, ligne ${index + 1}`, chosen, read.findings)
  }
}

function sheetKind(name: string): RecordKind | null {
  const folded = fold(name)
  return folded === 'structures' ? 'structure' : folded === 'services' ? 'service' : null
}

async function sheetNames(body: Uint8Array, ods: boolean): Promise<string[]> {
  if (ods) return (await (await import('hucre/ods')).readOds(body)).sheets.map(sheet => sheet.name)
  const names: string[] = []
  const { readXlsx } = await import('hucre/xlsx')
  await readXlsx(body, {
    sheets: info => {
      names.push(info.name)
      return false
    },
  })
  return names
}
