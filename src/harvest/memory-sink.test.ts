import { expect, test } from 'vitest'
import { memorySink } from './memory-sink.ts'

test('what was written, from the last start', async () => {
  const sink = memorySink()
  expect(sink.bytes()).toEqual(new Uint8Array())
  await sink.write(Buffer.from('perdu'))
  await sink.restart()
  await sink.write(Buffer.from('ab'))
  await sink.write(Buffer.from('c'))
  expect(Buffer.from(sink.bytes()).toString()).toBe('abc')
})
