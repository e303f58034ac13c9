import { inflateRawSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { CellValue } from 'hucre'
import { decodeBody } from '../../common/decode.ts'
import { frenchNumber } from '../../common/french.ts'
import { isOpenDocument } from '../../common/open-document.ts'
import { noSpreadsheet } from '../../harvest/forms.ts'
import { LONGEST_TEXT } from '../../harvest/longest-text.ts'
import { cellText } from '../../harvest/tables/cell-text.ts'
import { firstShownSheet } from '../../harvest/tables/first-shown-sheet.ts'

/** Offers that one spreadsheet may declare. */
export const MOST_ROWS = 500
/** Characters of one line of a CSV. */
export const LONGEST_RECORD = 200_000
/** Filled columns, filled cells in all: the template has far fewer. */
const MOST_COLUMNS = 100
const MOST_CELLS = 100_000
/** Lines and columns of the largest sheet that exists. */
const MOST_LINES = 1_048_576
const WIDEST_SHEET = 16_384

export interface Row {
  /** From 1, as the sheet shows it. */
  line: number
  cells: string[]
}

/** Why a file is not read further: its words are for the person who sent it. */
export class Refused extends Error {}

/**
 * The rows of a spreadsheet that somebody sent (XLSX, ODS or CSV), counted and cut as they come.
 * @returns `cut`: in French, that a cell was longer than any; the field that uses it refuses it by itself
 * @throws Refused naming the limit; what the libraries throw on a broken file
 */
export async function spreadsheetRows(bytes: Uint8Array): Promise<{ rows: Row[]; cut: string | null }> {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  if (bytes.length === 0) throw new Refused('Ce fichier est vide. Choisissez celui où vos offres sont écrites.')
  const isZip = start === 'PK\x03\x04'
  if (isZip && !isSafeZip(bytes))
    throw new Refused(
      'Ce fichier n’a pas la forme d’un tableur, ou il est démesuré : la limite est de 40 Mo une fois ouvert, en 2 000 parties.',
    )
  const other = noSpreadsheet(bytes)
  if (other !== null) throw new Refused(other)
  if (!isZip) return bounded(csvRows(bytes))
  return bounded(
    isOpenDocument(bytes)
      ? (await import('hucre/ods')).streamOdsRows(bytes, { sheets: [await firstShownOfOds(bytes)] })
      : (await import('hucre/xlsx')).streamXlsxRows(bytes, { sheet: firstShownSheet(bytes) }),
  )
}

/** Rank, from 0, of the first sheet that somebody who opens the file sees, and in which something is written. */
async function firstShownOfOds(bytes: Uint8Array): Promise<number> {
  const { odsRows } = await import('../../harvest/tables/ods-rows.ts')
  for (const { sheet } of odsRows(bytes, ({ hidden }) => !hidden)) return sheet.rank
  return 0
}

async function bounded(
  stream: AsyncIterable<{ index: number; values: readonly CellValue[] }>,
): Promise<{ rows: Row[]; cut: string | null }> {
  const rows: Row[] = []
  let read = 0
  let cut: string | null = null
  try {
    for await (const { index, values } of stream) {
      if (index >= MOST_LINES) throw tooBig(MOST_LINES, 'lignes')
      const cells = values.slice(0, MOST_COLUMNS).map(cellText)
      if (values.slice(MOST_COLUMNS).some(value => cellText(value).trim() !== ''))
        throw tooBig(MOST_COLUMNS, 'colonnes')
      if (cells.some(cell => cell.length > LONGEST_TEXT))
        cut ??= `Une case de la ligne ${index + 1} porte plus de ${frenchNumber(LONGEST_TEXT, 0)} caractères, la limite.`
      // A cell too long for any answer is cut: the answer itself is then refused for its length, by its cell.
      rows.push({ line: index + 1, cells: cells.map(cell => cell.slice(0, LONGEST_TEXT)) })
      if (rows.length > MOST_ROWS + 25)
        throw new Refused(`Un tableur porte au plus ${MOST_ROWS} offres, la limite. Envoyez-le en plusieurs fois.`)
      read += values.length
      if (read > MOST_CELLS) throw tooBig(MOST_CELLS, 'cellules')
    }
  } catch (error) {
    throw error instanceof Error && error.message.includes('outside the supported sheet bounds')
      ? tooBig(WIDEST_SHEET, 'colonnes')
      : error
  }
  return { rows, cut }
}

const tooBig = (limit: number, what: string) =>
  new Refused(`Ce tableur a plus de ${frenchNumber(limit, 0)} ${what}, la limite. Recopiez vos lignes dans le modèle.`)

async function* csvRows(bytes: Uint8Array): AsyncGenerator<{ index: number; values: string[] }> {
  const text = decodeBody(bytes, undefined).text
  if (text.includes('\u0000'))
    throw new Refused('Ce fichier n’est ni un tableur ni un texte. Formes acceptées : .xlsx, .ods, .csv.')
  const [head = ''] = text.split('\n', 1)
  const delimiter = [';', ',', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0] ?? ';'
  const records = parse(text, {
    delimiter,
    bom: true,
    relax_column_count: true,
    max_record_size: LONGEST_RECORD,
    to: MOST_ROWS + 30,
  }) as unknown as string[][]
  for (const [index, values] of records.entries()) yield { index, values }
}

/** A spreadsheet of a partner, unpacked, weighs at most this. */
const MOST_BYTES = 40 * 1024 * 1024
const MOST_ENTRIES = 2000
const END = 0x06054b50
const ENTRY = 0x02014b50

/**
 * Whether a ZIP really unpacks to a reasonable size. Each entry is unpacked with a cap: what its header declares is not believed.
 * Encrypted, ZIP64 and unreadable archives are refused.
 */
function isSafeZip(bytes: Uint8Array): boolean {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== END) return false
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  // A size of all ones sends readers of ZIP64 to another directory than the one that is checked here.
  if (count > MOST_ENTRIES || zip.readUInt32LE(end + 12) === 0xffffffff) return false
  let left = MOST_BYTES
  try {
    for (let i = 0; i < count; i += 1) {
      if (zip.readUInt32LE(at) !== ENTRY) return false
      const flags = zip.readUInt16LE(at + 8)
      const method = zip.readUInt16LE(at + 10)
      const packed = zip.readUInt32LE(at + 20)
      const local = zip.readUInt32LE(at + 42)
      if ((flags & 1) !== 0 || packed === 0xffffffff || local === 0xffffffff) return false
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const data = zip.subarray(start, start + packed)
      if (method !== 0 && method !== 8) return false
      left -= method === 0 ? data.length : inflateRawSync(data, { maxOutputLength: left + 1 }).length
      if (left < 0) return false
      at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    }
  } catch {
    return false
  }
  return true
}
