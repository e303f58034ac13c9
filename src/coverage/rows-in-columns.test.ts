import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsPacker, rowsUnpacker } from './rows-in-columns.ts'

const through = (parts: object[][]) => {
  const pack = rowsPacker()
  const unpack = rowsUnpacker()
  return parts.map(part => unpack(pack(part)))
}

test('rows come back as they were, the order of their fields too, whatever part they came in', () => {
  const value = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.constantFrom('1', 1, 0, null, undefined, true, Number.NaN),
    fc.array(fc.constantFrom('a', 'b', 'a,b', '')),
    fc.record({ x: fc.integer() }),
    fc.array(fc.integer()),
  )
  const name = fc.constantFrom('a', 'b', 'c', '1')
  fc.assert(
    fc.property(fc.array(fc.array(fc.dictionary(name, value, { noNullPrototype: true }))), parts => {
      const back = through(parts)
      expect(back).toStrictEqual(parts)
      expect(back.flat().map(row => Object.keys(row))).toEqual(parts.flat().map(row => Object.keys(row)))
    }),
  )
})

test('a value that many rows have goes once', () => {
  const pack = rowsPacker()
  const row = () => ({ name: 'Atelier', lines: ['1', '2'], score: 0.5 })
  expect(pack([row(), row()]).values).toEqual(['Atelier', ['1', '2'], 0.5])
  expect(pack([row()])).toEqual({ shapes: [], values: [], rows: Uint32Array.of(0, 0, 1, 2) })
})

test('without the part before, nothing is made up', () => {
  const pack = rowsPacker()
  pack([{ a: 1 }])
  expect(() => rowsUnpacker()(pack([{ a: 1 }]))).toThrow(RangeError)
})
