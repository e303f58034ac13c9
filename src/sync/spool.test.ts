import { afterEach, beforeEach, expect, test } from 'vitest'
import { Spool } from './spool.ts'

let spool: Spool
beforeEach(() => {
  spool = new Spool()
})
afterEach(() => spool[Symbol.dispose]())

test('what is kept under a key is replaced, and never mixed with another room', () => {
  spool.keep('a', 'k', '1')
  spool.keep('a', 'k', '2')
  spool.keep('b', 'k', '3')
  expect([spool.recall('a', 'k'), spool.recall('b', 'k'), spool.recall('a', 'x')]).toEqual(['2', '3', undefined])
})

test('a list comes back in its order, longer than one page, while others are written', () => {
  for (let n = 0; n < 450; n += 1) spool.add('long', String(n))
  spool.add('other', 'x')
  const read: string[] = []
  for (const line of spool.lines('long')) {
    read.push(line)
    spool.add('other', line)
  }
  expect(read).toEqual(Array.from({ length: 450 }, (_, n) => String(n)))
  expect([spool.size('long'), spool.size('other'), spool.size('none')]).toEqual([450, 451, 0])
  expect([...spool.lines('none')]).toEqual([])
})

test('texts of any length and letters come back as they were, also read while the list grows', () => {
  const texts = ['', 'é’€😀', 'x'.repeat(200_000), 'ç'.repeat(40_000), '\n\0', 'after']
  const read: string[] = []
  for (const text of texts) spool.add('list', text)
  for (const line of spool.lines('list')) {
    read.push(line)
    if (read.length === 3) spool.add('list', 'meanwhile')
  }
  expect(read).toEqual([...texts, 'meanwhile'])
  expect(Array.from(spool.bytes('list'), bytes => bytes.toString())).toEqual(read)
})

test('a room comes back by key, none lost between two pages', () => {
  const keys = Array.from({ length: 450 }, (_, n) => `k${(n * 7) % 450}`)
  for (const key of keys) spool.keep('room', key, key.toUpperCase())
  expect([...spool.room('room')]).toEqual([...keys].sort().map(key => [key, key.toUpperCase()]))
})
