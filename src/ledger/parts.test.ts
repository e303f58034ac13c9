import { expect, test } from 'vitest'
import { cutInParts } from './parts.ts'

test('parts are JSON arrays; together they are the list; none is long', async () => {
  const texts = Array.from({ length: 450 }, (_, n) => JSON.stringify({ n }))
  const parts = await Array.fromAsync(cutInParts(texts))
  expect(parts.map(part => (JSON.parse(part) as unknown[]).length)).toEqual([200, 200, 50])
  expect(parts.flatMap(part => JSON.parse(part) as unknown[])).toEqual(texts.map(text => JSON.parse(text) as unknown))
})

test('long items are not put together up to the usual number', async () => {
  const texts = Array.from({ length: 4 }, () => JSON.stringify('x'.repeat(300_000)))
  expect((await Array.fromAsync(cutInParts(texts))).map(part => (JSON.parse(part) as unknown[]).length)).toEqual([2, 2])
  expect(await Array.fromAsync(cutInParts([]))).toEqual([])
})
