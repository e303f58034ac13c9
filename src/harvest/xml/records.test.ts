import { describe, expect, test } from 'vitest'
import { localName } from './local-name.ts'
import { childrenOf, textOf, type XmlElement, type XmlRecord, xmlRecords } from './records.ts'

async function read(...pieces: string[]) {
  const asked: string[] = []
  async function* given() {
    for (const piece of pieces) {
      asked.push(piece)
      yield piece
    }
  }
  const run = xmlRecords(given(), name => name === 'item' || name === 'autre')
  const records: XmlRecord[] = []
  for (;;) {
    const step = await run.next()
    if (step.done) return { records, end: step.value, asked: asked.length }
    records.push(step.value)
  }
}
const named = (name: string, ...content: XmlElement['content']): XmlElement => ({ name, attributes: {}, content })

test('records, ranked among those of their name, across pieces', async () => {
  const { records, end } = await read(
    '<rss v="2"><item a="1">un<b>de',
    'ux</b><![CDATA[<trois>]]></item>mots<item/><x:autre><item>dedans</item></x:autre><item/></rss>',
  )
  expect(records).toEqual([
    { element: { name: 'item', attributes: { a: '1' }, content: ['un', named('b', 'deux'), '<trois>'] }, rank: 1 },
    { element: named('item'), rank: 2 },
    { element: named('x:autre', named('item', 'dedans')), rank: 1 },
    { element: named('item'), rank: 3 },
  ])
  expect(end).toMatchObject({ root: { name: 'rss', attributes: { v: '2' } }, fault: null })
})

test('a root that is a record', async () => {
  const { records, end } = await read('<item a="1"/>')
  expect(records).toHaveLength(1)
  expect(end.root).toEqual({ name: 'item', attributes: { a: '1' } })
})

test('the first fault of form, after what could be read; an unknown entity is none', async () => {
  expect((await read('<r><item>&inconnu;</item></r>')).end.fault).toBeNull()
  const cut = await read('<r><item>un</item><b></r>')
  expect(cut.records).toHaveLength(1)
  expect(cut.end.fault).toMatch(/tag/)
  expect((await read('rien')).end.root).toBeNull()
})

describe('a record beyond measure', () => {
  const nested = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels)
  const depthOf = (element: XmlElement): number => 1 + Math.max(0, ...childrenOf(element).map(depthOf))

  test('two hundred elements one in another, not one more', async () => {
    const fits = await read(`<r><item>${nested(199)}</item></r>`)
    expect(fits.end.fault).toBeNull()
    expect(fits.records.map(({ element }) => depthOf(element))).toEqual([200])
    const over = await read(`<r><item>${nested(200)}</item>`, '</r>')
    expect(over.end.fault).toBe('record of more than 200 nested elements')
    expect(over.records.map(({ element }) => depthOf(element))).toEqual([200])
    expect(over.asked).toBe(1)
  })

  test('five million characters in all, not one more; each record counts for itself', async () => {
    const half = 'a'.repeat(2_500_000)
    const fits = await read(`<r><item>${half}<b>`, `${half}</b></item><item>${half}`, '</item></r>')
    expect(fits.end.fault).toBeNull()
    expect(fits.records).toHaveLength(2)
    const over = await read(`<r><item>${half}<b/>`, `${half}<b/>a</item>`, '</r>')
    expect(over.end.fault).toBe('record of more than 5000000 characters')
    expect(over.records.map(({ element }) => textOf(element).length)).toEqual([5_000_000])
    expect(over.asked).toBe(2)
  })

  test('a text that no tag ends is not held for ever', async () => {
    const million = 'a'.repeat(1_000_000)
    const { end, asked } = await read('<r><item>', ...Array.from({ length: 9 }, () => million))
    expect(end.fault).toBe('record of more than 5000000 characters')
    expect(asked).toBe(7)
    expect((await read('<r>', ...Array.from({ length: 9 }, () => `<b/>${million}`), '</r>')).end.fault).toBeNull()
  })
})

test('names, children and words of an element', () => {
  const element = named('r', 'un', named('x:b', ' deux', named('i', ' trois')), named('c'))
  expect([localName('x:b'), localName('b')]).toEqual(['b', 'b'])
  expect(childrenOf(element).map(({ name }) => name)).toEqual(['x:b', 'c'])
  expect(childrenOf(element, 'b').map(({ name }) => name)).toEqual(['x:b'])
  expect(textOf(element)).toBe('un deux trois')
})
