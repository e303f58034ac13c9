import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'

/** Rows read at once. */
const AT_ONCE = 2000

const decompressed =
  (with_: (bytes: Uint8Array) => Buffer) =>
  (bytes: Uint8Array): Uint8Array =>
    new Uint8Array(with_(bytes))

/** Snappy is the library's own; the others are Node's. */
const compressors = {
  GZIP: decompressed(gunzipSync),
  BROTLI: decompressed(brotliDecompressSync),
  ZSTD: decompressed(zstdDecompressSync),
}

/** Rows of a Parquet file as objects, some thousands at a time, of the columns that are asked for and that it has. @throws Error when it is no Parquet file, or a broken one */
export async function* parquetRows(bytes: Uint8Array, wanted: readonly string[]): AsyncGenerator<unknown> {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const metadata = await parquetMetadataAsync(file)
  const has = new Set(topLevel(metadata.schema).map(({ name }) => name))
  const columns = wanted.filter(name => has.has(name))
  const rows = Number(metadata.num_rows)
  for (let rowStart = 0; rowStart < rows; rowStart += AT_ONCE)
    yield* await parquetReadObjects({
      file,
      metadata,
      columns,
      compressors,
      rowStart,
      rowEnd: Math.min(rows, rowStart + AT_ONCE),
    })
}

/** Children of the root: the schema is written flat, each element before its own children. */
function topLevel<T extends { name: string; num_children?: number }>(schema: readonly T[]): T[] {
  const found: T[] = []
  const skip = (at: number): number => {
    let next = at + 1
    for (let child = 0; child < (schema[at]?.num_children ?? 0); child += 1) next = skip(next)
    return next
  }
  for (let at = 1; at < schema.length; at = skip(at)) {
    const element = schema[at]
    if (element !== undefined) found.push(element)
  }
  return found
}
