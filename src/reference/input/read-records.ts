import type { RecordKind } from '../finding.ts'
import { isPlainlyService, type RawRecord } from './raw-record.ts'
import { readJsonArray, readJsonLines } from './read-json.ts'

const LARGEST_WORKBOOK = 50 * 1024 * 1024

/** What a file is read with, besides its bytes. */
interface ReadOptions {
  /** Columns of a CSV that are kept though no field of the schema has their name. */
  also?: readonly string[]
  /** The caller looks at structures alone: services may be left out, when that saves reading them. */
  structuresOnly?: boolean
}

/**
 * The records of a JSON array, of JSON lines, of a CSV, or of an XLSX or ODS workbook, told apart by their first bytes. Texts stream in flat memory; a workbook is
 * held whole (50 MB at most). Text is UTF-8, or Windows-1252 when its beginning is not UTF-8.
 * @param bytes pieces that may be used again for the next ones
 * @param kind what all records are, or null to tell by their fields
 * @param note called with one French sentence about the file as a whole (unknown column, missing column…)
 */
export async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
  kind: RecordKind | null,
  note: (message: string) => void,
  options: ReadOptions = {},
): AsyncGenerator<RawRecord> {
  for await (const records of readTogether(bytes, kind, note, options)) yield* records
}

/** The same, those of a piece of the file together: a file of many small records is read with fewer turns. */
export async function* readTogether(
  bytes: AsyncIterable<Uint8Array>,
  kind: RecordKind | null,
  note: (message: string) => void,
  { also = [], structuresOnly = false }: ReadOptions = {},
): AsyncGenerator<RawRecord[]> {
  const iterator = bytes[Symbol.asyncIterator]()
  const begin = await iterator.next()
  if (begin.done) return yield [{ ok: false, where: 'fichier', message: 'le fichier est vide.', stops: true }]
  const head = begin.value
  if (head[0] === 0x50 && head[1] === 0x4b) {
    const body = await gather(head, iterator)
    if (body === null)
      return yield [
        { ok: false, where: 'fichier', message: 'ce tableur dépasse 50 Mo ; l’enregistrer en CSV.', stops: true },
      ]
    const { readWorkbook } = await import('./read-workbook.ts')
    return yield* alone(readWorkbook(body, kind, note))
  }
  const encoding = isUtf8(head) ? 'utf-8' : 'windows-1252'
  if (encoding !== 'utf-8') note('Le fichier n’est pas en UTF-8 : il est lu comme du Windows-1252 (Excel).')
  const first = new TextDecoder(encoding).decode(head).trimStart()[0]
  const text = decoded(head, iterator, encoding)
  if (first === '[') yield* alone(readJsonArray(text, kind))
  else if (first === '{')
    yield* readJsonLines(text, kind, structuresOnly && kind === null ? isPlainlyService : () => false)
  else yield* alone((await import('./read-csv.ts')).readCsv(text, kind, note, also))
}

async function* alone(records: AsyncIterable<RawRecord>): AsyncGenerator<RawRecord[]> {
  for await (const record of records) yield [record]
}

async function* decoded(head: Uint8Array, rest: AsyncIterator<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  yield decoder.decode(head, { stream: true })
  for (let next = await rest.next(); !next.done; next = await rest.next())
    yield decoder.decode(next.value, { stream: true })
  const last = decoder.decode()
  if (last !== '') yield last
}

function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

async function gather(head: Uint8Array, rest: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  const parts = [new Uint8Array(head)]
  let size = head.length
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    parts.push(new Uint8Array(next.value))
    size += next.value.length
    if (size > LARGEST_WORKBOOK) return null
  }
  return Buffer.concat(parts)
}
