import { expect, test } from 'vitest'
import { offerNodes } from './nodes.ts'

const read = (value: unknown, ...wanted: string[]) =>
  offerNodes([{ value, path: '$', place: 'données' }], new Set(wanted))

test('wanted nodes wherever they are, outermost only, each with its place', () => {
  const { offers, seen } = read(
    {
      '@type': 'WebPage',
      '@graph': [
        { '@type': 'Course', name: 'a', part: { '@type': 'Course', name: 'b' } },
        { '@type': ['Event', 'X'], name: 'c' },
        'mot',
      ],
    },
    'Course',
    'X',
  )
  expect(offers.map(({ types, value }) => [types, value.name])).toEqual([
    [['Course'], 'a'],
    [['Event', 'X'], 'c'],
  ])
  expect(offers.map(({ path }) => path)).toEqual(['$.@graph[0]', '$.@graph[1]'])
  expect([...seen].sort()).toEqual(['Course', 'Event', 'WebPage', 'X'])
})

test('a node that is only named stands for the one that says more', () => {
  const { offers } = read(
    [
      { '@type': 'Course', provider: { '@id': '#o' } },
      { '@id': '#o', '@type': 'Organization', name: 'Asso' },
    ],
    'Course',
  )
  expect(offers[0]?.value.provider).toMatchObject({ '@type': 'Organization', name: 'Asso' })
})

test('of a person whom an offer cites, only how to reach them is kept; of one who is the offer, all', () => {
  const person = { '@type': 'Person', name: 'x', email: 'a@x.fr' }
  const values = (value: unknown) => read(value, 'Course', 'Person').offers.map(offer => offer.value)
  expect(values({ '@type': 'Course', contact: person, who: [{ ...person, telephone: '02' }] })).toEqual([
    { '@type': 'Course', contact: { email: 'a@x.fr' }, who: [{ telephone: '02', email: 'a@x.fr' }] },
  ])
  expect(values(person)).toEqual([person])
})

test('names that go round in a circle end', () => {
  const [offer] = read(
    [
      { '@id': '#a', '@type': 'Course', by: { '@id': '#b' } },
      { '@id': '#b', gives: { '@id': '#a' }, also: { '@id': '#gone' } },
    ],
    'Course',
  ).offers
  expect(offer?.value).toEqual({
    '@id': '#a',
    '@type': 'Course',
    by: { '@id': '#b', gives: { '@id': '#a' }, also: { '@id': '#gone' } },
  })
})

test('what is nested without end, or said without end, is left', () => {
  let deep: unknown = { '@type': 'Course' }
  const at = (levels: number) => {
    deep = { '@type': 'Course' }
    for (let level = 0; level < levels; level += 1) deep = { in: deep }
    return read(deep, 'Course').offers.length
  }
  expect([at(12), at(13)]).toEqual([1, 0])
  const many = Array.from({ length: 6000 }, () => ({ '@type': 'Course' }))
  expect(read(many, 'Course').offers).toHaveLength(4999)
})

test('references are followed ten steps deep, whatever stands at the end', () => {
  let nested: unknown = { '@id': '#o' }
  for (let step = 0; step < 9; step += 1) nested = { in: nested }
  const target = { '@id': '#o', name: 'Asso' }
  const at = (value: unknown) => {
    let found = read([{ '@type': 'Course', in: value }, target], 'Course').offers[0]?.value.in
    while (typeof found === 'object' && found !== null && 'in' in found) found = found.in
    return found
  }
  expect(at(nested)).toEqual(target)
  expect(at({ in: nested })).toEqual({ '@id': '#o' })
})

test('what has no value, or an identifier that is no word, is left as it is', () => {
  const value = { '@type': 'Course', a: null, b: [null, 1], '@id': 7, c: { '@id': 7 }, d: { '@id': '#gone' } }
  expect(read([value, { '@id': 7, name: 'x' }, null, 'mot'], 'Course').offers.map(offer => offer.value)).toEqual([
    value,
  ])
})

test('the first that bears an identifier and says more is what it names', () => {
  const nodes = [
    { '@type': 'Course', by: { '@id': '#o' } },
    { '@id': '#o', name: 'Une' },
    { '@id': '#o', name: 'Autre' },
  ]
  expect(read(nodes, 'Course').offers[0]?.value.by).toEqual({ '@id': '#o', name: 'Une' })
  const deeper = { '@type': 'Course', by: { '@id': '#o', role: 'x' } }
  expect(read([deeper, { '@id': '#o', name: 'Une' }], 'Course').offers[0]?.value.by).toEqual({ '@id': '#o', role: 'x' })
})

test('a person without a way to reach them leaves nothing', () => {
  const value = { '@type': 'Course', contact: { '@type': 'Person', name: 'x' } }
  expect(read(value, 'Course').offers[0]?.value.contact).toEqual({})
})

test('each stands at its place', () => {
  const { offers } = read({ list: [{ '@type': 'Course' }, { '@type': 'Course' }] }, 'Course')
  expect(offers.map(({ path, place }) => [path, place])).toEqual([
    ['$.list[0]', 'données, list n° 1'],
    ['$.list[1]', 'données, list n° 2'],
  ])
})

test('what stands beyond the limits is said', () => {
  const course = { '@type': 'Course' }
  expect(read(Array(4999).fill(course), 'Course').beyond).toBeNull()
  const many = read(Array(5000).fill(course), 'Course')
  expect([many.offers.length, many.beyond]).toEqual([4999, { of: 'valeurs', most: 5000 }])
  const inside = (depth: number, value: unknown): unknown => (depth === 0 ? value : { part: inside(depth - 1, value) })
  expect(read(inside(12, course), 'Course')).toMatchObject({ offers: [{}], beyond: null })
  expect(read(inside(14, course), 'Course')).toMatchObject({ offers: [], beyond: { of: 'niveaux', most: 12 } })
  expect(read(inside(14, { '@type': 'Person' }), 'Course').beyond).toBeNull()
})
