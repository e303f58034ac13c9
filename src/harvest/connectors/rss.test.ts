import { describe, expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'
import { isNotice } from '../is-notice.ts'

const SITE = 'https://partenaire.example.org'
const feed = (...items: string[]) => `<rss version="2.0"><channel><title>Asso</title>${items.join('')}</channel></rss>`
const item = (inside: string) => `<item>${inside}</item>`
const read = (text: string, settings: object = {}, pages: Record<string, string> = {}) =>
  harvestText({ kind: 'rss', recent: false, ...settings }, text, { pages })
const keys = async (...args: Parameters<typeof read>) => (await read(...args)).offers.map(({ key }) => key)

describe('what an item is called', () => {
  test.each([
    ['its guid, an address', '<guid>https://x.fr/offres/a.html</guid><link>https://x.fr/b</link>', 'offres_a'],
    ['its guid, a word', '<guid> n 12 </guid>', 'n 12'],
    ['its identifier', '<id>tag:x,1</id>', 'tag:x,1'],
    ['an empty guid is none', '<guid> </guid><id>7</id>', '7'],
    ['its link', '<link>https://x.fr/offres/a</link>', 'offres_a'],
    ['its link, relative', '<link> /a </link>', 'a'],
    ['a guid that only holds an address', '<guid>voir https://x.fr/a</guid>', 'voir https://x.fr/a'],
    ['a guid that is nearly an address', '<guid>http://[</guid>', 'http://['],
  ])('%s', async (_, inside, key) => expect(await keys(feed(item(inside)))).toEqual([key]))

  test('RDF', async () => {
    const rdf = '<rdf:RDF><item rdf:about="https://x.fr/a"><title>A</title></item></rdf:RDF>'
    expect(await keys(rdf)).toEqual(['a'])
  })
  test('nothing: rejected by itself', async () => {
    const { offers, rejections, outcome } = await read(feed(item('<title>A</title>'), item('<guid>2</guid>')))
    expect(offers.map(({ key }) => key)).toEqual(['2'])
    expect(rejections).toMatchObject([
      {
        code: 'cle-absente',
        where: `${SITE}/offres, article n° 1`,
        expected: 'un « guid », un « id » ou un lien',
        whose: 'partenaire',
      },
    ])
    expect(outcome.state).toBe('partial')
  })
})

test.each([
  ['<link>/a</link>', `${SITE}/a`],
  ['<link href="/a"/>', `${SITE}/a`],
  ['<link rel="self" href="/a"/><link rel="alternate" href="/b"/>', `${SITE}/b`],
  ['<link>http://[</link><link>/b</link>', `${SITE}/b`],
  ['<link> </link>', `${SITE}/offres`],
  ['', `${SITE}/offres`],
])('the page of an item: %s', async (links, address) => {
  const { offers } = await read(feed(item(`<guid>1</guid>${links}`)))
  expect(offers[0]?.address).toBe(address)
})

test('its fields; a link said in an attribute is one too, authors are not, unless asked for', async () => {
  const text = feed(
    item('<guid>1</guid><link href="/a"/><title>Un &lt;b&gt;atelier&lt;/b&gt;</title><author>x</author>'),
  )
  const { offers } = await read(text)
  expect(Object.keys(offers[0]?.fields ?? {})).toEqual(['guid', 'link@href', 'title', 'link'])
  expect(offers[0]?.fields.title?.[0]?.words).toBe('Un atelier')
  expect(offers[0]?.fields.link).toMatchObject([
    { words: `${SITE}/a`, origin: { address: `${SITE}/offres`, where: 'article n° 1, lien' } },
  ])
  const told = await read(feed(item('<guid>1</guid><link>/a</link><author>x</author>')), { authors: true })
  expect(told.offers[0]?.fields).toMatchObject({ author: [{ words: 'x' }], link: [{ words: '/a' }] })
  expect((await read(feed(item('<guid>1</guid>')))).offers[0]?.fields).not.toHaveProperty('link')
})

describe('pages', () => {
  const page = (at: number, next: string) =>
    `<feed><link rel="self" href="/${at}"/>${next}<entry><id>${at}</id><link rel="next" href="/non"/></entry></feed>`
  const to = (href: string) => `<link rel="next" href="${href}"/>`

  test('by the link of the feed itself, to the last one', async () => {
    const { offers, outcome } = await read(page(1, to('/2')), {}, { '/2': page(2, to(`${SITE}/3`)), '/3': page(3, '') })
    expect(offers.map(({ key }) => key)).toEqual(['1', '2', '3'])
    expect(outcome).toMatchObject({ state: 'complete', documents: 3 })
  })
  test('never twice the same; one that is no address is none', async () => {
    expect(await keys(page(1, to('/2')), {}, { '/2': page(2, to('/offres')) })).toEqual(['1', '2'])
    expect(await keys(page(1, to('http://[')))).toEqual(['1'])
    expect(await keys(page(1, '<link rel="next"/>'))).toEqual(['1'])
  })
  test('no more than said', async () => {
    const pages = { '/2': page(2, to('/3')), '/3': page(3, '') }
    const cut = await read(page(1, to('/2')), { pages: 2 }, pages)
    expect(cut.offers).toHaveLength(2)
    expect(cut.rejections).toMatchObject([{ where: `${SITE}/3` }])
    expect((await read(page(1, to('/2')), { pages: 3 }, pages)).rejections).toEqual([])
  })
  test('one that cannot be had: what was read stands; the first one: nothing does', async () => {
    const { offers, rejections } = await read(page(1, to('/2')))
    expect([offers.length, rejections.map(({ code }) => code)]).toEqual([1, ['page-absente']])
    const { outcome } = await harvestText({ kind: 'rss' }, '', { pages: { '/offres': undefined as unknown as string } })
    expect(outcome).toMatchObject({ state: 'failed', code: 'page-absente' })
  })
})

describe('a feed shows its latest items: what scrolled out of it is not gone', () => {
  test.each([[{}], [{ recent: true }]])('whatever its mapping says but that it is whole: %j', async said => {
    const text = feed(item('<guid>1</guid>'), item('<guid>2</guid>'))
    const { offers, rejections, outcome } = await harvestText({ kind: 'rss', ...said }, text, {})
    expect(offers).toHaveLength(2)
    expect(rejections).toMatchObject([
      { code: 'flux-recent', where: `${SITE}/offres`, received: '2 éléments', whose: 'configuration' },
    ])
    expect(rejections[0]?.message).toContain('« recent: false »')
    // It is no offer that was refused.
    expect(rejections.map(isNotice)).toEqual([true])
    expect(outcome.state).toBe('partial')
  })
  test('a feed that is whole may retire', async () => {
    const { rejections, outcome } = await read(feed(item('<guid>1</guid>')), { recent: false })
    expect([rejections, outcome.state]).toEqual([[], 'complete'])
  })
})

describe('documents of another form', () => {
  test.each([
    ['<html><body/></html>', 'un document « html »'],
    ['rien', 'un texte qui n’est pas du XML'],
  ])('%s', async (text, seen) => {
    const { outcome } = await read(text)
    expect(outcome).toMatchObject({
      state: 'drifted',
      expectations: [{ name: 'forme-du-document', expected: 'un flux RSS, Atom ou RDF', seen }],
    })
  })
  test('cut short: what could be read stands', async () => {
    const { offers, rejections } = await read(`<rss><item><guid>1</guid></item><item>`)
    expect(offers).toHaveLength(1)
    expect(rejections).toMatchObject([{ code: 'xml-mal-forme', where: `${SITE}/offres`, whose: 'partenaire' }])
    expect(rejections[0]?.received?.length).toBeGreaterThan(5)
  })
  test('a field that every item has', async () => {
    const text = feed(...[1, 2, 3].map(at => item(`<guid>${at}</guid>`)))
    expect((await read(text, { required: ['title'] })).outcome.state).toBe('drifted')
    expect((await read(text, { required: ['guid'] })).outcome.state).toBe('complete')
  })
})
