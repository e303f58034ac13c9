import { expect, test } from 'vitest'
import { LikeRows } from './like-rows.ts'
import { PackedRows, packedParts } from './packed-rows.ts'

const likes = [
  { partner: 'p1', key: '', lines: ['a'] },
  { lines: ['b'], key: '', partner: 'p2' },
]
type Row = { partner: string; key: string; lines: string[] }
const list = (count: number) =>
  new LikeRows<Row, 'key'>(
    Array.from({ length: count }, (_, n) => likes[n % 3 === 0 ? 1 : 0] as Row),
    { key: Array.from({ length: count }, (_, n) => `k${n}`) },
  )
const plain = (count: number) =>
  Array.from({ length: count }, (_, n): Row => ({ ...(likes[n % 3 === 0 ? 1 : 0] as Row), key: `k${n}` }))

test.each([0, 1, 999, 1000, 2300])('%d rows are those that they are like, with what each says by itself', count => {
  const rows = list(count)
  expect(rows.length).toBe(count)
  expect(JSON.stringify([...rows])).toBe(JSON.stringify(plain(count)))
  expect(JSON.stringify(rows)).toBe(JSON.stringify(plain(count)))
  for (const [from, to] of [
    [0, 5],
    [990, 2010],
    [2299, 9999],
    [7, 7],
    [8, 3],
  ] as const)
    expect(rows.slice(from, to)).toEqual(plain(count).slice(from, to))
  expect(rows.slice()).toEqual(plain(count))
  expect(rows.slice(1)).toEqual(plain(count).slice(1))
})

test('they are packed as they are, each part with what its rows say', () => {
  const parts = [...packedParts(list(1200), ['partner', 'lines', 'key'])]
  const again = [...packedParts(plain(1200), ['partner', 'lines', 'key'])]
  expect(parts.map(({ rows, says }) => ({ rows, says }))).toEqual(again.map(({ rows, says }) => ({ rows, says })))
  expect(parts.map(({ rows }) => rows)).toEqual([500, 500, 200])
  for (const packed of [parts, again]) {
    expect(JSON.stringify(new PackedRows(packed))).toBe(JSON.stringify(plain(1200)))
    expect([...(packed[2]?.says.partner ?? [])].toSorted()).toEqual(['p1', 'p2'])
  }
})
