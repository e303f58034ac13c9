import { describe, expect, test } from 'vitest'
import { openPage } from '../html/page.ts'
import { jsonLdBlocks, typesOf } from './json-ld.ts'
import { markedBlocks } from './microdata.ts'

const pageOf = (text: string) => openPage({ text, hash: 'h', address: 'https://x.fr/offre/' })
const script = (json: string, type = 'application/ld+json') => `<script type="${type}">${json}</script>`

describe('JSON-LD', () => {
  test.each<[what: string, html: string, values: unknown[], broken: number]>([
    ['one block', script('{"a":1}'), [{ a: 1 }], 0],
    ['its type in capitals', script('{"a":1}', 'application/LD+JSON'), [{ a: 1 }], 0],
    ['another type', script('{"a":1}', 'application/json'), [], 0],
    ['an empty block is none, a broken one is counted', script(' \n ') + script('{a') + script('[1]'), [[1]], 1],
    ['in a comment', script('<!-- {"a":1} -->'), [{ a: 1 }], 0],
    ['in a comment of a script', script('//  <![CDATA[\n{"a":1}\n//]]>'), [{ a: 1 }], 0],
    ['in comments both ways', script('<!--//--><![CDATA[//><!--\n{"a":1}\n//--><!]]>'), [{ a: 1 }], 0],
    ['in a comment of a style', script('/*<![CDATA[*/ {"a":1} /*]]>*/;'), [{ a: 1 }], 0],
    ['a line break inside a string', script('{"a":"b\n\t c"}'), [{ a: 'b  c' }], 0],
  ])('%s', (_, html, values, broken) => {
    const read = jsonLdBlocks(pageOf(html))
    expect([read.blocks.map(({ value }) => value), read.broken]).toEqual([values, broken])
  })

  test('a block is called by its rank when there are several', () => {
    const pathsOf = (html: string) => jsonLdBlocks(pageOf(html)).blocks.map(({ path }) => path)
    expect(pathsOf(script('1'))).toEqual(['script[type="application/ld+json"] $'])
    expect(pathsOf(script('') + script('2'))).toEqual(['script[type="application/ld+json"] (2) $'])
  })

  test.each([
    ['Course', ['Course']],
    ['http://schema.org/Course', ['Course']],
    [
      ['https://schema.org/Event', 'schema:Place', 3, 'x-schema:A'],
      ['Event', 'Place', 'x-schema:A'],
    ],
    ['voir https://schema.org/Event', ['voir https://schema.org/Event']],
    [undefined, []],
  ])('the types of %j', (types, names) => {
    const [block] = jsonLdBlocks(pageOf(script(JSON.stringify({ '@type': types })))).blocks
    expect(typesOf(block?.value as Record<string, unknown>)).toEqual(names)
  })
})

describe('microdata', () => {
  const valuesOf = (html: string) => markedBlocks(pageOf(html)).map(({ value }) => value)
  const item = (inside: string, more = 'itemtype="https://schema.org/Event"') =>
    `<div itemscope ${more}>${inside}</div>`
  const EVENT = { '@type': ['Event'] }

  test.each<[what: string, inside: string, value: Record<string, unknown>]>([
    ['words', '<p itemprop="name"> Un <b>atelier</b></p>', { name: 'Un atelier' }],
    [
      'a content said apart',
      '<p itemprop="price" content=" 0 ">gratuit</p><meta itemprop="x" content="">',
      { price: '0' },
    ],
    [
      'links',
      '<a itemprop="url" href="fiche">x</a><img itemprop="image" src="/i.png">',
      { url: 'https://x.fr/offre/fiche', image: 'https://x.fr/i.png' },
    ],
    [
      'a date',
      '<time itemprop="start" datetime="2027-12-01">le 1er</time><time itemprop="end">le 2</time>',
      { start: '2027-12-01', end: 'le 2' },
    ],
    [
      'figures',
      '<data itemprop="id" value="7">sept</data><meter itemprop="fill" value="0.5"></meter><data itemprop="z">x</data>',
      { id: '7', fill: '0.5' },
    ],
    [
      'a property of several names, and several of one name',
      '<p itemprop=" a  b ">1</p><p itemprop="a">2</p><p itemprop="a">3</p>',
      { a: ['1', '2', '3'], b: '1' },
    ],
    ['a name that objects have too', '<p itemprop="constructor">1</p>', { constructor: '1' }],
    [
      'an item in it',
      '<div itemprop="place" itemscope itemtype="Place" itemid="urn:1"><p itemprop="name">Redon</p></div>',
      { place: { '@type': ['Place'], '@id': 'urn:1', name: 'Redon' } },
    ],
    ['an item in it that is none of its properties', '<div itemscope><p itemprop="name">autre</p></div>', {}],
    ['properties in a property', '<div itemprop="a">1<p itemprop="b">2</p></div>', { a: '1\n2', b: '2' }],
    [
      'in the order of the page',
      '<i itemprop="b">2</i><div><i itemprop="a">1</i></div><i itemprop="c">3</i>',
      { b: '2', a: '1', c: '3' },
    ],
  ])('%s', (_, inside, value) => {
    const [read] = valuesOf(item(inside))
    expect(read).toEqual({ ...EVENT, ...value })
    expect(Object.keys(read as object)).toEqual(['@type', ...Object.keys(value)])
  })

  test('RDFa says the same in other attributes', () => {
    const html = `<div vocab="https://schema.org/" typeof="schema:Event" about="/e"><h2 property="schema:name">Forum</h2>
<div property="location" typeof="Place"><b property="name">Redon</b></div><span property="startDate" content="2027-01-02">le 2</span></div>`
    const location = { '@type': ['Place'], name: 'Redon' }
    expect(valuesOf(html)).toEqual([{ ...EVENT, '@id': '/e', name: 'Forum', location, startDate: '2027-01-02' }])
  })
  test('what another place of the page says of an item, by its identifier', () => {
    const html = `${item('', 'itemref=" a  b "')}<p id="a" itemprop="x">1</p><p id="c" itemprop="y">2</p><ul id="b"><li itemprop="z">3</li></ul>`
    expect(valuesOf(html)).toEqual([{ x: '1', z: '3' }])
  })

  test('items are called by their rank when there are several, and do not nest without end', () => {
    expect(markedBlocks(pageOf(item(''))).map(({ path }) => path)).toEqual(['[itemscope] $'])
    expect(markedBlocks(pageOf(item('') + item(''))).map(({ path }) => path)).toEqual([
      '[itemscope] (1) $',
      '[itemscope] (2) $',
    ])
    const deep = `${'<div itemscope itemprop="in">'.repeat(12)}<p itemprop="name">x</p>${'</div>'.repeat(12)}`
    let [value] = valuesOf(item(deep)) as Record<string, unknown>[]
    let levels = 0
    for (; value?.in; value = value.in as Record<string, unknown>) levels += 1
    expect([levels, value]).toEqual([8, {}])
  })
})
