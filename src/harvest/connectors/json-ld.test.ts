import { describe, expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'

const PAGE = 'https://partenaire.example.org/offres'
const page = (...nodes: unknown[]) =>
  nodes
    .map(
      node => `<script type="application/ld+json">${typeof node === 'string' ? node : JSON.stringify(node)}</script>`,
    )
    .join('')
const read = (html: string, settings: object = {}, pages: Record<string, string> = {}) =>
  harvestText({ kind: 'json-ld', ...settings }, html, { pages })
const course = (more: object) => ({ '@type': 'Course', name: 'Atelier', ...more })

describe('what an offer is called', () => {
  test.each<[what: string, nodes: object[], keys: string[]]>([
    ['alone on its page: as the page', [course({})], ['offres']],
    ['its identifier, an address', [course({ '@id': 'https://x.fr/a/b#Cours-1', url: '/c' })], ['a_b_cours-1']],
    ['its identifier, relative', [course({ '@id': '#cours' })], ['offres_cours']],
    ['its identifier, no address of the web', [course({ '@id': 'urn:X 1' })], ['urn-x-1']],
    ['its page', [course({ url: '/c', '@id': ' ' })], ['c']],
    ['its number', [course({ identifier: 7 }), course({ identifier: 'B 2' })], ['offres_7', 'offres_b-2']],
    ['its number, though alone', [course({ identifier: 7 })], ['offres_7']],
    [
      'its name and date',
      [course({ startDate: '2027-01-02' }), course({ name: 'a'.repeat(90) })],
      ['offres_atelier-2027-01-02', `offres_${'a'.repeat(80)}`],
    ],
    [
      'its place in the page',
      [course({ name: undefined }), course({})],
      ['offres_script-type-application-ld-json-1', 'offres_atelier'],
    ],
  ])('%s', async (_, nodes, keys) => {
    expect((await read(page(...nodes))).offers.map(({ key }) => key)).toEqual(keys)
  })
})

test.each([
  ['/c#x', 'https://partenaire.example.org/c#x'],
  ['mailto:a@x.fr', PAGE],
  ['http://[', PAGE],
  [undefined, PAGE],
  [{ '@id': '/c' }, PAGE],
])('the page of an offer whose address is %j', async (url, address) => {
  expect((await read(page(course({ url })))).offers[0]?.address).toBe(address)
})

test('its fields, people left out; those of its list item too', async () => {
  const { offers } = await read(page(course({ author: 'x', provider: { name: 'Asso' } })))
  expect(Object.keys(offers[0]?.fields ?? {})).toEqual(['@type', 'name', 'provider.name'])
  expect(offers[0]?.fields['provider.name']?.[0]).toMatchObject({
    words: 'Asso',
    origin: { address: PAGE, document: expect.stringMatching(/^[0-9a-f]{64}$/) },
  })
  const list = { list: { items: 'li', link: 'a', fields: { lieu: 'i' } } }
  const linked = await read('<li><a href="/a">A</a><i>Redon</i></li>', list, { '/a': page(course({})) })
  expect(linked.offers).toMatchObject([
    { key: 'a', fields: { lieu: [{ words: 'Redon' }], name: [{ words: 'Atelier' }] } },
  ])
})

test('types: the usual ones, or those that are said', async () => {
  const html = page({ '@type': 'Service', name: 'S' }, { '@type': 'Recipe', name: 'R' })
  const names = async (settings: object) =>
    (await read(html, settings)).offers.map(({ fields }) => fields.name?.[0]?.words)
  expect(await names({})).toEqual(['S'])
  expect(await names({ types: ['Recipe'] })).toEqual(['R'])
  for (const type of [
    'GovernmentService',
    'Course',
    'EducationalOccupationalProgram',
    'WorkBasedProgram',
    'Event',
    'EducationEvent',
    'SocialEvent',
    'BusinessEvent',
    'CourseInstance',
  ])
    expect((await read(page({ '@type': type, name: 'x' }))).offers).toHaveLength(1)
})

test('microdata is read too', async () => {
  const { offers } = await read('<div itemscope itemtype="https://schema.org/Course"><p itemprop="name">M</p></div>')
  expect(offers[0]?.fields.name?.[0]?.words).toBe('M')
})

describe('no offer', () => {
  test.each([
    [page({ '@type': 'WebPage' }, { '@type': 'Place' }), 'WebPage, Place', /types trouvés : WebPage, Place\)/],
    ['<p>x</p>', 'aucune donnée schema.org', /types trouvés : aucun\)/],
    [page('{'), 'du JSON-LD illisible', /illisibles/],
    [page('{', { '@type': 'Place' }), 'Place', /types trouvés : Place\)/],
  ])('on the only page: it has changed (%s)', async (html, seen, message) => {
    const { offers, rejections, outcome } = await read(html, { types: ['Course', 'Event'] })
    expect([offers, rejections]).toEqual([[], []])
    expect(outcome).toMatchObject({
      state: 'drifted',
      expectations: [
        { name: 'offre-schema.org', expected: 'Course, Event', seen, message: expect.stringMatching(message) },
      ],
    })
  })
  test('on one of several: it is rejected', async () => {
    const list = { list: { items: 'a', link: '.' } }
    const { offers, rejections } = await read('<a href="/a">A</a><a href="/b">B</a><a href="/c">C</a>', list, {
      '/a': page(course({})),
      '/b': page({ '@type': 'x'.repeat(300) }),
      '/c': page(course({})),
    })
    expect(offers.map(({ key }) => key)).toEqual(['a', 'c'])
    expect(rejections).toMatchObject([
      { code: 'aucune-offre-dans-la-page', key: 'b', received: 'x'.repeat(200), whose: 'configuration' },
    ])
  })
})

test.each([
  [1, /^Un bloc de données/],
  [2, /^2 blocs de données/],
])('%i blocks that cannot be read: told, the rest is read', async (count, message) => {
  const { offers, rejections } = await read(page(...Array.from({ length: count }, () => '{'), course({})))
  expect(offers).toHaveLength(1)
  expect(rejections).toMatchObject([
    { code: 'json-ld-illisible', where: PAGE, whose: 'partenaire', message: expect.stringMatching(message) },
  ])
})

test('a field that every offer has; a list and a sitemap are one too many', async () => {
  const html = page(course({}), course({ name: 'B' }))
  expect((await read(html, { required: ['description'] })).outcome.state).toBe('drifted')
  expect((await read(html, { required: ['name'] })).outcome.state).toBe('complete')
  await expect(read(html, { list: { items: 'a' }, sitemap: { match: 'a' } })).rejects.toThrow('pas les deux')
  await expect(read(html, { types: [] })).rejects.toThrow()
})

test('offers beyond what is looked at are not taken for gone', async () => {
  const deep = Array.from({ length: 14 }).reduce<object>(part => ({ part }), course({ name: 'Cuisine' }))
  const { offers, rejections, outcome } = await read(page(course({ name: 'Couture' }), deep))
  expect(offers).toHaveLength(1)
  expect(rejections).toMatchObject([
    { code: 'au-dela-de-la-limite', where: PAGE, received: 'plus de 12 niveaux', expected: '12 niveaux au plus' },
  ])
  expect(outcome.state).toBe('partial')
})

test('an event that is called off is no offer; a text in several languages is the French one', async () => {
  const event = (id: string, more: object) => ({ '@type': 'Event', '@id': `#${id}`, name: id, ...more })
  const block = [
    event('a', { eventStatus: 'https://schema.org/EventCancelled' }),
    event('b', {
      eventStatus: 'https://schema.org/EventRescheduled',
      name: { '@value': 'Forum', '@language': 'fr' },
      description: [
        { '@value': 'Learn', '@language': 'en' },
        { '@value': 'Apprendre', '@language': 'fr-FR' },
      ],
    }),
  ]
  const { offers, rejections } = await harvestText(
    { kind: 'json-ld' },
    `<script type="application/ld+json">${JSON.stringify(block)}</script>`,
  )
  expect(offers.map(({ fields }) => [fields.name?.[0]?.words, fields.description?.map(({ words }) => words)])).toEqual([
    ['Forum', ['Apprendre']],
  ])
  expect(rejections).toEqual([])
})
const marked = (type: string, inside: string) => `<div itemscope itemtype="https://schema.org/${type}">${inside}</div>`
const prop = (name: string, words: string) => `<p itemprop="${name}">${words}</p>`
const session = (more: object) => ({ '@type': 'CourseInstance', '@id': '#s', startDate: '2027-01-02', ...more })

test.each<[what: string, html: string, offers: [name: string | undefined, date: string | undefined][]]>([
  [
    'a session that its course names is part of it',
    page({ '@graph': [course({ hasCourseInstance: { '@id': '#s' } }), session({})] }),
    [['Atelier', undefined]],
  ],
  [
    'wherever it stands',
    page(session({}), course({ '@id': '#c', subEvent: [{ '@id': '#s' }, { '@id': '#gone' }] })),
    [['Atelier', undefined]],
  ],
  ['a session alone is an offer', page(session({ name: 'Seule' })), [['Seule', '2027-01-02']]],
  [
    'two that call each other their part are two',
    page(
      course({ '@id': '#a', hasPart: { '@id': '#b' } }),
      course({ '@id': '#b', name: 'B', hasPart: { '@id': '#a' } }),
    ),
    [
      ['Atelier', undefined],
      ['B', undefined],
    ],
  ],
  [
    'names of the vocabulary written whole',
    page({ '@type': 'schema:Event', 'schema:name': 'A', 'http://schema.org/startDate': [{ '@value': '2027-01-02' }] }),
    [['A', '2027-01-02']],
  ],
  [
    'said in a script and again in the page: one, with what only the page says',
    page(course({})) + marked('Course', prop('name', 'ATELIER') + prop('startDate', '2027-01-02T09:00')),
    [['Atelier', '2027-01-02T09:00']],
  ],
  [
    'two dates of one workshop are two, each with its twin',
    page(course({ startDate: '2027-01-02' }), course({ startDate: '2027-01-09' })) +
      marked('Course', prop('name', 'Atelier') + prop('startDate', '2027-01-09')) +
      marked('Course', prop('name', 'Atelier') + prop('startDate', '2027-01-16')),
    [
      ['Atelier', '2027-01-02'],
      ['Atelier', '2027-01-09'],
      ['Atelier', '2027-01-16'],
    ],
  ],
  [
    'another kind of thing of the same name is another',
    page(course({ url: '/a' })) + marked('Service', `${prop('name', 'Atelier')}<a itemprop="url" href="/b">x</a>`),
    [
      ['Atelier', undefined],
      ['Atelier', undefined],
    ],
  ],
  [
    'one identifier said in two blocks is one',
    page(course({ '@id': '#c' }), { '@type': 'Course', '@id': '#c', startDate: '2027-01-02' }),
    [['Atelier', '2027-01-02']],
  ],
  [
    'narrower kinds of events, and what is called so and is none',
    page(
      ...['SportsEvent', 'Festival', 'ChildrensEvent', 'PublicationEvent', 'SaleEvent'].map(type => ({
        '@type': type,
        name: type,
      })),
    ),
    [
      ['SportsEvent', undefined],
      ['Festival', undefined],
      ['ChildrensEvent', undefined],
    ],
  ],
  [
    'a document that is JSON-LD and no page',
    JSON.stringify({ '@context': 'https://schema.org', '@graph': [course({})] }),
    [['Atelier', undefined]],
  ],
])('%s', async (_, html, offers) => {
  const read = await harvestText({ kind: 'json-ld' }, html)
  expect(read.offers.map(({ fields }) => [fields.name?.[0]?.words, fields.startDate?.[0]?.words])).toEqual(offers)
  expect([read.rejections, read.outcome.state]).toEqual([[], 'complete'])
})

test('one identifier for two names is two offers of one key: told', async () => {
  const html = page(course({ '@id': '#c' }), course({ '@id': '#c', name: 'Autre' }))
  const { offers, rejections } = await read(html)
  expect([offers.length, rejections.map(({ code }) => code)]).toEqual([1, ['cle-en-double']])
})

test.each(['{"@type": "Course", ', '[1, 2]'])(
  'a document that is no JSON-LD after all (%s): it has changed',
  async text => {
    expect((await read(text)).outcome.state).toBe('drifted')
  },
)

test.each([
  [{ 'hydra:view': { 'hydra:next': '/offres?page=2' } }, 'suite-non-lue'],
  [{ totalItems: 3 }, 'total-non-atteint'],
])('a document that says there is more (%j) is read in part', async (more, code) => {
  const { offers, rejections, outcome } = await read(JSON.stringify({ ...more, member: [course({})] }))
  expect([offers.length, rejections.map(told => told.code), outcome.state]).toEqual([1, [code], 'partial'])
})
