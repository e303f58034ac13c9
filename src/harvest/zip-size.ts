const CENTRAL_ENTRY = 0x02014b50

/** Bytes a ZIP file (XLSX, ODS, DOCX) says it holds once unpacked, from its table of contents; 0 when it has none. @param counts which of its parts */
export function declaredZipSize(body: Uint8Array, counts: (name: string) => boolean = () => true): number {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  let total = 0
  for (let at = 0; at + 46 <= body.length; at += 1) {
    if (body[at] !== 0x50 || view.getUint32(at, true) !== CENTRAL_ENTRY) continue
    const name = Buffer.from(body.subarray(at + 46, at + 46 + view.getUint16(at + 28, true))).toString('latin1')
    if (counts(name)) total += view.getUint32(at + 24, true)
    at += 45 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return total
}

/** An office file that unpacks to more than this is not opened: 200 MiB. */
export const LARGEST_UNPACKED = 200 * 1024 * 1024
