import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { RecordKind } from '../finding.ts'
import { knownFields } from './known-fields.ts'
import { kindOf, type RawRecord, rawRecord } from './raw-record.ts'
import { type Columns, readColumns, tableRecord } from './table-record.ts'

/** Records of a CSV whose header line holds field names; list cells are joined by commas. `,`, `;` and tab are told apart by the header. */
export async function* readCsv(
  chunks: AsyncIterable<string>,
  kind: RecordKind | null,
  note: (message: string) => void,
  also: readonly string[] = [],
): AsyncGenerator<RawRecord> {
  const iterator = chunks[Symbol.asyncIterator]()
  let head = ''
  let done = false
  while (!head.includes('\n') && !done) {
    const next = await iterator.next()
    if (next.done) done = true
    else head += next.value
  }
  const parser = Readable.from(rejoin(head, iterator)).pipe(
    parse({
      delimiter: delimiterOf(head.split('\n')[0] ?? ''),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 16 * 1024 * 1024,
    }),
  )
  let columns: Columns | null = null
  let chosen: RecordKind = kind ?? 'service'
  try {
    for await (const { record: cells, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      if (columns === null) {
        chosen = kind ?? kindOf(Object.fromEntries(cells.map(cell => [cell.trim(), null])))
        columns = readColumns(cells, [...knownFields(chosen), ...also], 'première ligne')
        for (const message of columns.notes) note(message)
        if (columns.fields.every(field => field === null)) {
          return yield {
            ok: false,
            where: 'première ligne',
            message: 'aucun nom de colonne n’est un champ du schéma.',
            stops: true,
          }
        }
        continue
      }
      const read = tableRecord(columns, cells)
      if (read) yield rawRecord(read.record, `ligne ${info.lines}`, chosen, read.findings)
    }
  } catch (error) {
    yield {
      ok: false,
      where: 'fichier',
      message: `ce CSV ne se lit plus (${error instanceof Error ? error.message.slice(0, 120) : ''}).`,
      stops: true,
    }
  }
}

async function* rejoin(head: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  if (head !== '') yield head
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

function delimiterOf(header: string): string {
  const counts = [';', '\t', ','].map(delimiter => ({ delimiter, count: header.split(delimiter).length }))
  return counts.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ','
}
