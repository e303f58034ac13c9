import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** A text, or its UTF-8, that the database itself never looks into, as Zstandard packs it: the same words said of many offers weigh little. */
export const pack = (text: string | Uint8Array): Uint8Array => zstdCompressSync(text)

export const unpack = (bytes: Uint8Array): string => zstdDecompressSync(bytes).toString('utf8')

/** A part of a long list, packed, or as versions before 29 November 2026 kept it. */
export const partOf = <Item>({ body, packed }: { body: string; packed: Uint8Array | null }): Item[] =>
  JSON.parse(packed === null ? body : unpack(packed)) as Item[]
