import { inflateRawSync } from 'node:zlib'

/** A spreadsheet of a partner, unpacked, weighs at most this. */
const MOST_BYTES = 40 * 1024 * 1024
const MOST_ENTRIES = 2000
const END = 0x06054b50
const ENTRY = 0x02014b50

/**
 * Whether a ZIP really unpacks to a reasonable size. Each entry is unpacked with a cap: what its header declares is not believed.
 * Encrypted, ZIP64 and unreadable archives are refused.
 */
export function isSafeZip(bytes: Uint8Array): boolean {
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
