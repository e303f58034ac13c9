import { deserialize, serialize } from 'node:v8'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type Block, LikeRows, rowsOfBlock } from './like-rows.ts'
import type { Rows } from './rows.ts'

/** Rows of one part: a millisecond or two to open. */
const AT_ONCE = 500
/** Higher levels take longer than they save. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
/** Bytes of a part that stays as it is: rows that are mostly alike take little, and packing them takes as long as making them. */
const SMALL = 40_000

/** Some rows that follow each other in a list, packed; each part can be opened without the others. */
export interface PackedPart {
  rows: number
  bytes: Uint8Array
  /** Whether the bytes are compressed. */
  compressed: boolean
  /** For each field by which rows are looked for: the texts that the rows of the part have there. */
  says: Record<string, ReadonlySet<string>>
}

/** @param by fields by which rows will be looked for */
export function* packedParts<T extends object>(
  list: Rows<T>,
  by: readonly (keyof T & string)[] = [],
): Generator<PackedPart> {
  for (let at = 0; at < list.length; at += AT_ONCE) {
    const blocks = list instanceof LikeRows ? [list.block(at, at + AT_ONCE)] : blocksOf(list.slice(at, at + AT_ONCE))
    const says = Object.fromEntries(by.map(field => [field, new Set(blocks.flatMap(block => textsIn(block, field)))]))
    const plain = serialize(blocks)
    const compressed = plain.length > SMALL
    const bytes = new Uint8Array(compressed ? zstdCompressSync(plain, LEVEL) : plain)
    yield { rows: Math.min(AT_ONCE, list.length - at), bytes, compressed, says }
  }
}

/** The texts that the rows of a block have in a field, more than once perhaps. */
function textsIn({ alike, own }: Block, field: string): string[] {
  const column = own[field]
  const said = column === undefined ? alike.map(shared => (shared as Record<string, unknown>)[field]) : column
  return (said as (string | string[])[]).flat()
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

/** Rows that have the same fields in the same order stand together; a field that says the same in all of them is there once. */
function blocksOf(rows: readonly object[]): Block[] {
  const blocks: Block[] = []
  let from = 0
  for (const [at, row] of rows.entries()) {
    const names = Object.keys(row)
    const next = rows[at + 1]
    if (next !== undefined && isSame(names, Object.keys(next))) continue
    const some = rows.slice(from, at + 1) as Record<string, unknown>[]
    const columns = names.map(name => [name, some.map(one => one[name])] as const)
    const own = columns.filter(([, values]) => values.some(value => value !== values[0]))
    blocks.push({ alike: some.slice(0, 1), which: new Uint16Array(some.length), own: Object.fromEntries(own) })
    from = at + 1
  }
  return blocks
}

const opened = <T>({ bytes, compressed }: PackedPart): T[] =>
  (deserialize(compressed ? zstdDecompressSync(bytes) : bytes) as Block[]).flatMap(block => rowsOfBlock<T>(block))

const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((name, at) => name === others[at])
