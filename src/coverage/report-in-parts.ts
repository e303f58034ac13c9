import { deserialize, serialize } from 'node:v8'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type PackedPart, PackedRows, packedParts } from './packed-rows.ts'
import type { CoverageReport } from './report-contract.ts'

/** A report on its way from one thread to another: first all but the lists that grow with the offers, packed, because as plain data it would be there twice; then these, in order. */
export type ReportPart = { head: Uint8Array } | { list: 'todo' | 'services'; part: PackedPart }

export function* inParts(report: CoverageReport): Generator<ReportPart> {
  yield { head: new Uint8Array(zstdCompressSync(serialize({ ...report, todo: [], services: [] }))) }
  for (const part of packedParts(report.todo)) yield { list: 'todo', part }
  // The page of a structure lists its services, and that of an action those that answer it.
  for (const part of packedParts(report.services, ['partner', 'lines'])) yield { list: 'services', part }
}

/** The same report, whose long lists stay packed. @throws RangeError when there is no head, or two */
export function fromParts([first, ...rest]: readonly ReportPart[]): CoverageReport {
  if (first === undefined || !('head' in first)) throw new RangeError('no head')
  const parts: Record<'todo' | 'services', PackedPart[]> = { todo: [], services: [] }
  for (const each of rest) {
    if ('head' in each) throw new RangeError('two heads')
    parts[each.list].push(each.part)
  }
  const report = deserialize(zstdDecompressSync(first.head)) as CoverageReport
  return { ...report, todo: new PackedRows(parts.todo), services: new PackedRows(parts.services) }
}
