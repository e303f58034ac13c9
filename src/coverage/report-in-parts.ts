import { deserialize, serialize } from 'node:v8'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { breathe } from '../common/breathe.ts'
import type { CoverageReport } from './report-contract.ts'
import { type RowsPart, rowsPacker, rowsUnpacker } from './rows-in-columns.ts'

/** Lists that grow with the offers. */
const LONG = ['todo', 'services'] as const
type Long = (typeof LONG)[number]

/** Items of one part: some milliseconds to open. */
const AT_ONCE = 2000

/** A report on its way from one thread to another: first all but its long lists, then these, in order. Packed, because as plain data it would be there twice. */
export type ReportPart = { head: Uint8Array } | { list: Long; items: Uint8Array }

export function* inParts(report: CoverageReport): Generator<ReportPart> {
  const empty = Object.fromEntries(LONG.map(list => [list, []]))
  yield { head: packed({ ...report, ...empty }) }
  for (const list of LONG) {
    const pack = rowsPacker()
    for (let at = 0; at < report[list].length; at += AT_ONCE)
      yield { list, items: packed(pack(report[list].slice(at, at + AT_ONCE))) }
  }
}

/** The same report again; others have their turn between two parts. @throws RangeError when there is no head */
export async function fromParts(parts: readonly ReportPart[]): Promise<CoverageReport> {
  const [first, ...rest] = parts
  if (first === undefined || !('head' in first)) throw new RangeError('no head')
  const report = unpacked(first.head) as CoverageReport
  const unpack = { todo: rowsUnpacker(), services: rowsUnpacker() } satisfies Record<Long, unknown>
  for (const part of rest) {
    if ('head' in part) throw new RangeError('two heads')
    const list: unknown[] = report[part.list]
    list.push(...unpack[part.list](unpacked(part.items) as RowsPart))
    await breathe()
  }
  return report
}

const packed = (value: unknown): Uint8Array => new Uint8Array(zstdCompressSync(serialize(value)))
const unpacked = (bytes: Uint8Array): unknown => deserialize(zstdDecompressSync(bytes))
