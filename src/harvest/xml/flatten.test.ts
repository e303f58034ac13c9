import { expect, test } from 'vitest'
import { flattenXml, type XmlOrigin } from './flatten.ts'
import { type XmlElement, xmlRecords } from './records.ts'

async function element(text: string): Promise<XmlElement> {
  const pieces = async function* () {
    yield text
  }
  for await (const record of xmlRecords(pieces(), () => true)) return record.element
  throw new Error('no element')
}
const flat = async (text: string, more: Partial<XmlOrigin> = {}) =>
  flattenXml(await element(text), { document: 'd', address: 'a', place: 'article', ...more })
const words = async (...args: Parameters<typeof flat>) =>
  Object.fromEntries(
    Object.entries(await flat(...args)).map(([name, values]) => [name, values.map(value => value.words)]),
  )

test.each<[what: string, text: string, fields: Record<string, string[]>]>([
  ['nested names', '<i><a><b>1</b><c><d>2</d></c></a></i>', { 'a.b': ['1'], 'a.c.d': ['2'] }],
  ['repeated ones', '<i><a>1</a><b>x</b><a>2</a></i>', { a: ['1', '2'], b: ['x'] }],
  [
    'attributes, what declares names apart',
    '<i z="0"><a x="1" xmlns:k="2" xmlns="3">4</a><b y="5"><c>6</c></b></i>',
    { 'a@x': ['1'], a: ['4'], 'b@y': ['5'], 'b.c': ['6'] },
  ],
  ['empty ones', '<i><a/><b> </b><c x=""/></i>', {}],
  [
    'names that objects have',
    '<i><constructor>1</constructor><constructor>2</constructor></i>',
    { constructor: ['1', '2'] },
  ],
  ['words and elements together are HTML', '<i><a>un <x>deux</x> &lt;3</a></i>', { a: ['un deux <3'] }],
  ['HTML elements alone too', '<i><a><p>un</p><UL><li>deux</li></UL></a></i>', { a: ['un\ndeux'] }],
  ['one that is none among them', '<i><a><p>un</p><x>deux</x></a></i>', { 'a.p': ['un'], 'a.x': ['deux'] }],
  [
    'what says that it is HTML',
    '<i><a type="xhtml"><x:div><x:y>un</x:y></x:div></a></i>',
    { 'a@type': ['xhtml'], a: ['un'] },
  ],
  ['prefixes stay', '<i><x:a>1</x:a></i>', { 'x:a': ['1'] }],
])('%s', async (_, text, fields) => {
  expect(await words(text)).toEqual(fields)
})

test('local names, names left out, words for unknown', async () => {
  expect(await words('<i><x:a><x:b>1</x:b></x:a></i>', { localNames: true })).toEqual({ 'a.b': ['1'] })
  expect(await words('<i><x:k>1</x:k><k>2</k><m><k>3</k></m></i>', { drop: new Set(['k']) })).toEqual({ 'x:k': ['1'] })
  expect(await words('<i><a>-</a><b>- x</b></i>', { unknown: new Set(['-']) })).toEqual({ b: ['- x'] })
})

test('where each stands, and in which element of a list', async () => {
  const fields = await flat(
    '<i><lieu x="0"><ville>A</ville><tel>1</tel><tel>2</tel></lieu><lieu><ville>B</ville></lieu><nom><mot>C</mot></nom></i>',
  )
  const told = Object.entries(fields).flatMap(([name, values]) =>
    values.map(value => [name, value.words, value.origin.where, value.element]),
  )
  expect(told).toEqual([
    ['lieu@x', '0', 'article, lieu n° 1, x', 'lieu 0'],
    ['lieu.ville', 'A', 'article, lieu n° 1, ville', 'lieu 0'],
    ['lieu.ville', 'B', 'article, lieu n° 2, ville', 'lieu 1'],
    ['lieu.tel', '1', 'article, lieu n° 1, téléphone n° 1', 'lieu 0'],
    ['lieu.tel', '2', 'article, lieu n° 1, téléphone n° 2', 'lieu 0'],
    ['nom.mot', 'C', 'article, nom, mot', undefined],
  ])
  expect(fields['nom.mot']?.[0]?.origin).toMatchObject({ document: 'd', address: 'a' })
})

test('seventeen elements one in another, not one more', async () => {
  const nested = (levels: number) => words(`<i>${'<k>'.repeat(levels)}x${'</k>'.repeat(levels)}</i>`)
  expect(Object.keys(await nested(17))).toHaveLength(1)
  expect(Object.keys(await nested(18))).toHaveLength(0)
})
