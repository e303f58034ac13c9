import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { declaredZipSize } from './zip-size.ts'

test('the sum that a ZIP announces; 0 for anything else', async () => {
  const small = declaredZipSize(await writeXlsx({ sheets: [{ name: 'A', rows: [['x']] }] }))
  const large = declaredZipSize(
    await writeXlsx({ sheets: [{ name: 'A', rows: Array.from({ length: 5000 }, (_, n) => ['répété', n]) }] }),
  )
  expect(small).toBeGreaterThan(500)
  expect(large).toBeGreaterThan(small + 100_000)
  expect(declaredZipSize(new TextEncoder().encode('PK ceci n’est pas un ZIP'))).toBe(0)
})

/** An entry of the table of contents: its size at 24, the lengths of its name, its extra field and its comment from 28 on. */
function entry(size: number, name: number, extra: number, comment: number): Buffer {
  const written = Buffer.alloc(46 + name + extra + comment, 0x50)
  written.writeUInt32LE(0x02014b50, 0)
  written.writeUInt32LE(size, 24)
  written.writeUInt16LE(name, 28)
  written.writeUInt16LE(extra, 30)
  written.writeUInt16LE(comment, 32)
  return written
}

test('each entry is read where the one before ends: what a name or a comment holds is no entry', () => {
  const hidden = entry(7000, 0, 0, 0)
  const first = entry(10, 60, 50, 70)
  hidden.copy(first, 46)
  hidden.copy(first, 46 + 60 + 50)
  const body = Buffer.concat([Buffer.from('Pxyz'), first, entry(2 ** 31, 1, 2, 3), entry(5, 0, 0, 0)])
  expect(declaredZipSize(body)).toBe(10 + 2 ** 31 + 5)
  expect(declaredZipSize(Buffer.concat([body, entry(9, 0, 0, 0).subarray(0, 45)]))).toBe(10 + 2 ** 31 + 5)
  expect(declaredZipSize(Buffer.concat([Buffer.alloc(3), body]).subarray(3))).toBe(10 + 2 ** 31 + 5)
})
