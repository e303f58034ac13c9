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
