import { expect, test } from 'vitest'
import { cutInParts, type JsonText, partsOf } from './parts.ts'

async function* later(texts: readonly JsonText[]) {
  yield* texts
}
/** Each part as it stands when it is given. */
function taken(texts: readonly JsonText[]): string[] {
  const parts: string[] = []
  for (const part of partsOf(texts)) parts.push(Buffer.from(part).toString())
  return parts
}
const items = (parts: readonly string[]) => parts.map(part => JSON.parse(part) as unknown[])

test('parts are JSON arrays; together they are the list; none is long', async () => {
  const texts = Array.from({ length: 450 }, (_, n) => JSON.stringify({ n, word: 'é’€😀' }))
  const parts = taken(texts)
  expect(items(parts).map(({ length }) => length)).toEqual([200, 200, 50])
  expect(items(parts).flat()).toEqual(texts.map(text => JSON.parse(text) as unknown))
  const waited: string[] = []
  for await (const part of cutInParts(later(texts))) waited.push(Buffer.from(part).toString())
  expect(waited).toEqual(parts)
})

test('what was put aside in bytes is the same as its text', () => {
  const texts = ['{"a":"é"}', '{"b":"’"}']
  expect(taken(texts.map(text => Buffer.from(text)))).toEqual(taken(texts))
})

test('long items are not put together up to the usual number', async () => {
  const texts = Array.from({ length: 4 }, () => JSON.stringify('x'.repeat(300_000)))
  expect(items(taken(texts)).map(({ length }) => length)).toEqual([2, 2])
  expect(taken([])).toEqual([])
  expect(await Array.fromAsync(cutInParts(later([])))).toEqual([])
})
