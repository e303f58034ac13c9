import { deserialize, serialize } from 'node:v8'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type Rows, textsOf } from './rows.ts'

/** Rows of one part: a millisecond or two to open. */
const AT_ONCE = 500
/** Higher levels take longer than they save. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** Some rows that follow each other in a list, packed; each part can be opened without the others. */
export interface PackedPart {
  rows: number
  bytes: Uint8Array
  /** For each field by which rows are looked for: the texts that the rows of the part have there. */
  says: Record<string, ReadonlySet<string>>
}

/** Rows that have the same fields in the same order. Of each field: its values, and the row from which on each stands. */
interface Block {
  names: string[]
  rows: number
  columns: { from: number[]; values: unknown[] }[]
}

/** @param by fields by which rows will be looked for */
export function* packedParts<T extends object>(
  list: Rows<T>,
  by: readonly (keyof T & string)[] = [],
): Generator<PackedPart> {
  for (let at = 0; at < list.length; at += AT_ONCE) {
    const rows = list.slice(at, at + AT_ONCE)
    const says = Object.fromEntries(by.map(field => [field, new Set(rows.flatMap(row => textsOf(row, field)))]))
    const bytes = new Uint8Array(zstdCompressSync(serialize(blocksOf(rows)), LEVEL))
    yield { rows: rows.length, bytes, says }
  }
}

/** A list whose parts stay packed: what is read of it opens the parts where it lies, and keeps none of them open. */
export class PackedRows<T> implements Rows<T> {
  readonly length: number
  readonly #parts: readonly PackedPart[]

  constructor(parts: readonly PackedPart[]) {
    this.#parts = parts
    this.length = parts.reduce((sum, { rows }) => sum + rows, 0)
  }

  *[Symbol.iterator](): Generator<T> {
    for (const part of this.#parts) yield* opened<T>(part)
  }

  slice(from = 0, to = this.length): T[] {
    const found: T[] = []
    let first = 0
    for (const part of this.#parts) {
      if (first < to && first + part.rows > from)
        found.push(...opened<T>(part).slice(Math.max(0, from - first), to - first))
      first += part.rows
    }
    return found
  }

  *near(field: keyof T & string, value: string): Generator<T> {
    for (const part of this.#parts) if (part.says[field]?.has(value) ?? true) yield* opened<T>(part)
  }

  toJSON(): T[] {
    return [...this]
  }
}

function blocksOf(rows: readonly object[]): Block[] {
  const blocks: Block[] = []
  let block: Block | undefined
  let before: Record<string, unknown> = {}
  for (const row of rows as readonly Record<string, unknown>[]) {
    const names = Object.keys(row)
    if (block === undefined || !isSame(names, block.names)) {
      block = { names, rows: 0, columns: names.map(() => ({ from: [], values: [] })) }
      blocks.push(block)
    }
    for (const [at, column] of block.columns.entries()) {
      const name = names[at] ?? ''
      const value = row[name]
      if (block.rows > 0 && value === before[name]) continue
      column.from.push(block.rows)
      column.values.push(value)
    }
    block.rows += 1
    before = row
  }
  return blocks
}

function opened<T>({ bytes }: PackedPart): T[] {
  return (deserialize(zstdDecompressSync(bytes)) as Block[]).flatMap(({ names, rows, columns }) => {
    const made = Array.from({ length: rows }, (): Record<string, unknown> => ({}))
    for (const [at, name] of names.entries()) {
      const { from = [], values = [] } = columns[at] ?? {}
      let next = 0
      for (const [place, row] of made.entries()) {
        if (from[next] === place) next += 1
        row[name] = values[next - 1]
      }
    }
    return made as T[]
  })
}

const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((name, at) => name === others[at])
