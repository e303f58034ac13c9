import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PackedPart, PackedRows, packedParts } from './packed-rows.ts'
import { rowsSaying } from './rows.ts'

const value = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.constantFrom('1', 1, 0, null, undefined, true, Number.NaN, 'l’été'),
  fc.array(fc.constantFrom('a', 'b', 'a,b', '')),
  fc.record({ x: fc.integer() }, { noNullPrototype: true }),
)
const name = fc.constantFrom('a', 'b', 'c', '1')
/** Few shapes and values that come again and again, in lists of more than one part. */
const someRows = fc
  .array(fc.dictionary(name, value, { noNullPrototype: true }), { minLength: 1, maxLength: 12 })
  .chain(kinds => fc.array(fc.nat(kinds.length - 1), { maxLength: 40 }).map(which => ({ kinds, which })))
  .chain(({ kinds, which }) =>
    fc.nat(40).map(times => Array.from({ length: times }, () => which.map(at => ({ ...kinds[at] }))).flat()),
  )

test('rows come back as they were, the order of their fields too, and any slice of them', () => {
  fc.assert(
    fc.property(someRows, fc.nat(1600), fc.nat(1600), (rows, from, to) => {
      const packed = new PackedRows<object>([...packedParts(rows)])
      expect(packed.length).toBe(rows.length)
      expect([...packed]).toStrictEqual(rows)
      expect(Array.from(packed, row => Object.keys(row))).toEqual(rows.map(row => Object.keys(row)))
      expect(packed.slice(from, to)).toStrictEqual(rows.slice(from, to))
      expect(packed.slice(from)).toStrictEqual(rows.slice(from))
      expect(JSON.stringify({ packed })).toBe(JSON.stringify({ packed: rows }))
    }),
    { numRuns: 60 },
  )
})

const services = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    key: `k${n}`,
    partner: `p${Math.floor(n / 700)}`,
    lines: n % 3 === 0 ? [`line-${n % 2}`, `far-${Math.floor(n / 1000)}`] : [],
  }))
/** The same parts, but those that must stay closed cannot be opened. */
const only = (parts: readonly PackedPart[], open: readonly number[]) =>
  parts.map((part, at) => (open.includes(at) ? part : { ...part, bytes: new Uint8Array(1) }))

test('a page opens the parts where its rows lie, and no other', () => {
  const rows = services(2200)
  const parts = [...packedParts(rows, ['partner', 'lines'])]
  expect(parts.map(part => part.rows)).toEqual([500, 500, 500, 500, 200])
  const reading = (...open: number[]) => new PackedRows<(typeof rows)[number]>(only(parts, open))
  expect(reading(0).slice(0, 200)).toEqual(rows.slice(0, 200))
  expect(reading(1).slice(500, 1000)).toEqual(rows.slice(500, 1000))
  expect(reading(1, 2).slice(999, 1001)).toEqual(rows.slice(999, 1001))
  expect(reading().slice(500, 500)).toEqual([])
  expect(reading().length).toBe(2200)
  expect(rowsSaying(reading(1, 2), 'partner', 'p1')).toEqual(rows.slice(700, 1400))
  expect(rowsSaying(reading(4), 'partner', 'p3')).toEqual(rows.slice(2100))
  expect(rowsSaying(reading(2, 3), 'lines', 'far-1').length).toBe(333)
  expect(rowsSaying(reading(), 'lines', 'unknown')).toEqual([])
  // By a field that was not told, all of them.
  expect(rowsSaying(reading(0, 1, 2, 3, 4), 'key', 'k2199')).toEqual([rows[2199]])
  for (const whole of [() => [...reading(0)], () => rowsSaying(reading(0, 1, 2, 3), 'key', 'k0')])
    expect(whole).toThrow()
})

test('rows are found by what they say in an array as in a packed list', () => {
  const rows = services(1100)
  const packed = new PackedRows<(typeof rows)[number]>([...packedParts(rows, ['partner', 'lines'])])
  for (const [field, said] of [
    ['partner', 'p1'],
    ['lines', 'line-1'],
    ['lines', 'line'],
    ['key', 'k3'],
  ] as const)
    expect(rowsSaying(packed, field, said)).toEqual(rowsSaying(rows, field, said))
  expect(rowsSaying(rows, 'lines', 'line-1').map(({ key }) => key)).toContain('k3')
})

test('a part says a text that stands in many rows once', () => {
  const rows = Array.from({ length: 500 }, (_, n) => ({ action: 'Publier le brouillon dans DORA', key: `k${n}` }))
  const [part] = packedParts(rows)
  const [one] = packedParts(rows.map(({ key }) => ({ action: '', key })))
  expect((part?.bytes.length ?? 0) - (one?.bytes.length ?? 0)).toBeLessThan(60)
})

test('rows that are mostly alike stay as they are; others are compressed; both are read', () => {
  const alike = Array.from({ length: 500 }, (_, n) => ({ key: `k${n}`, words: 'the same words, again and again' }))
  const others = alike.map((row, n) => ({ ...row, words: String(n).repeat(60) }))
  for (const [rows, compressed] of [
    [alike, false],
    [others, true],
  ] as const) {
    const parts = [...packedParts(rows)]
    expect(parts.map(part => part.compressed)).toEqual([compressed])
    expect(parts[0]?.bytes.length).toBeLessThan(40_000)
    expect([...new PackedRows(parts)]).toEqual(rows)
  }
})
