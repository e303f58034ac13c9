import { describe, expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'
import { frenchNumber } from '../../common/french.ts'

const PAGE = 'https://partenaire.example.org/offres'
const read = (html: string, settings: object, pages: Record<string, string> = {}) =>
  harvestText({ kind: 'html', ...settings }, html, { pages })
const shown = ({ offers }: Awaited<ReturnType<typeof read>>) =>
  offers.map(({ key, fields }) => [
    key,
    Object.fromEntries(
      Object.entries(fields).map(([name, values]) => [name, values.map(({ words }) => words).join('|')]),
    ),
  ])

describe('one page, one offer', () => {
  test('its fields, those of the page, and its key', async () => {
    const html = '<h1>Atelier</h1><p class="ref">N 7</p>'
    expect(shown(await read(html, { fields: { nom: 'h1' }, page: { ref: '.ref' } }))).toEqual([
      ['offres', { ref: 'N 7', nom: 'Atelier' }],
    ])
    const ruled = await read(html, { fields: { nom: 'h1' }, key: '.ref' })
    expect(ruled.offers).toMatchObject([{ key: 'n-7', address: PAGE }])
    expect(ruled.outcome).toMatchObject({ state: 'complete', documents: 1 })
  })
  test('nothing read: rejected and told, though the page said something', async () => {
    const { offers, rejections, outcome } = await read('<p>x</p>', { fields: { nom: 'h1' }, page: { mot: 'p' } })
    expect(offers).toEqual([])
    expect(rejections).toMatchObject([{ code: 'page-illisible', key: 'offres', where: PAGE, whose: 'configuration' }])
    expect(outcome.state).toBe('drifted')
  })
})

describe('one page, several offers', () => {
  const LIST = '<h1>Agenda</h1><li id="a"><b>Un</b></li><li><b>Deux</b></li><li><i>rien</i></li>'
  test('each item, with what the page says once', async () => {
    const harvest = await read(LIST, { items: 'li', fields: { nom: 'b' }, page: { titre: 'h1' } })
    expect(shown(harvest)).toEqual([
      ['a', { titre: 'Agenda', nom: 'Un' }],
      ['deux', { titre: 'Agenda', nom: 'Deux' }],
      ['offre-3', { titre: 'Agenda' }],
    ])
    expect(harvest.offers.map(({ address }) => address)).toEqual([`${PAGE}#a`, PAGE, PAGE])
  })
  test('by their rule', async () => {
    expect(shown(await read(LIST, { items: 'li', fields: { nom: 'b' }, key: 'b' })).map(([key]) => key)).toEqual([
      'un',
      'deux',
      'offre-3',
    ])
  })
  test('by their headings', async () => {
    const html = '<h2 id="x">Un</h2><p>a</p><h2>Deux</h2><p>b</p>'
    const harvest = await read(html, { sections: 'h2', fields: { nom: 'h2', texte: 'p' } })
    expect(shown(harvest)).toEqual([
      ['x', { nom: 'Un', texte: 'a' }],
      ['deux', { nom: 'Deux', texte: 'b' }],
    ])
    const none = await read('<p>x</p>', { sections: 'h2', fields: { nom: 'h2' } })
    expect(none.outcome).toMatchObject({
      state: 'drifted',
      expectations: [{ name: 'offres-dans-la-page', expected: 'au moins un élément « h2 »' }],
    })
  })
  test('none: a changed page, unless it says that there is none', async () => {
    const none = await read('<p>x</p>', { items: 'li', fields: { nom: 'b' } })
    expect(none.outcome).toMatchObject({
      state: 'drifted',
      expectations: [{ expected: 'au moins un élément « li »', seen: 'aucun' }],
    })
    const settings = { items: 'li', fields: { nom: 'b' }, empty: '.vide' }
    expect((await read('<p class="vide">Aucune</p>', settings)).outcome.state).toBe('complete')
    expect((await read('<p>x</p>', settings)).outcome.state).toBe('drifted')
    expect(shown(await read('<p class="vide">x</p><li><b>Un</b></li>', settings))).toHaveLength(1)
  })
  test('on several pages, under the key of theirs', async () => {
    const harvest = await read(
      '<a href="/p/1">1</a><a href="/p/2">2</a>',
      { list: { items: 'a', link: '.' }, items: 'li', fields: { nom: 'b' } },
      {
        '/p/1': '<li><b>Un</b></li>',
        '/p/2': '<li><b>Un</b></li>',
      },
    )
    expect(shown(harvest).map(([key]) => key)).toEqual(['p_1_un', 'p_2_un'])
  })
  test('a list whose items say everything', async () => {
    const harvest = await read(LIST, { list: { items: 'li', fields: { nom: 'b' } } })
    expect(shown(harvest)).toEqual([
      ['a', { nom: 'Un' }],
      ['deux', { nom: 'Deux' }],
      ['offre-3', {}],
    ])
    expect(harvest.offers[0]?.address).toBe(PAGE)
    expect(shown(await read(LIST, { list: { items: 'li', fields: { nom: 'b' } }, key: 'i' }))[2]?.[0]).toBe('rien')
  })
})

describe('a table', () => {
  const table = (rows: string) => `<h1>Agenda</h1><table>${rows}</table>`
  const row = (...cells: string[]) => `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`
  const settings = { table: 'table', page: { titre: 'h1' } }
  test('one row each, under the words of the header', async () => {
    const harvest = await read(
      table(
        `${row('Nos ateliers', '')}${row(' Nom ', 'Lieu', '', 'Lieu')}${row('Un', 'Redon', 'x', 'Vitré')}${row('Deux', '', '', '')}${row('', 'Redon', '', 'x')}${row('Nom', 'Lieu', '', 'Lieu')}${row('…', 'Redon', '', '')}`,
      ),
      settings,
    )
    expect(shown(harvest)).toEqual([
      ['un', { titre: 'Agenda', Nom: 'Un', Lieu: 'Redon|Vitré' }],
      ['ligne-7', { titre: 'Agenda', Nom: '…', Lieu: 'Redon' }],
    ])
    expect(harvest.offers[0]?.fields.Lieu?.[1]?.origin).toEqual({
      document: expect.stringMatching(/^[0-9a-f]{64}$/),
      address: PAGE,
      where: 'tableau, ligne 3, « Lieu »',
    })
    expect(harvest.offers[0]?.address).toBe(PAGE)
    expect(harvest.outcome).toMatchObject({ state: 'complete', given: { Nom: 1, Lieu: 1 } })
  })
  test('keys are cut; a column may be called as objects are', async () => {
    const harvest = await read(table(`${row('Nom', 'constructor')}${row('a'.repeat(90), 'x')}`), settings)
    expect(shown(harvest)).toEqual([['a'.repeat(80), { titre: 'Agenda', Nom: 'a'.repeat(90), constructor: 'x' }]])
  })
  test('without rows: a changed page', async () => {
    const { outcome } = await read(table(row('Nom', 'Lieu')), settings)
    expect(outcome).toMatchObject({ state: 'drifted', expectations: [{ expected: 'au moins un élément « table »' }] })
    expect((await read('<p>x</p>', settings)).outcome.state).toBe('drifted')
  })
})

test.each([
  { items: 'li', sections: 'h2', fields: { nom: 'b' } },
  { items: 'li', table: 'table', fields: { nom: 'b' } },
  { items: 'li' },
  { fields: {} },
  { list: { items: 'li' }, fields: { nom: 'b' } },
  { list: { items: 'li', link: 'a', fields: { nom: 'b' } } },
  { list: { items: 'li', link: 'a' }, sitemap: { match: 'a' }, fields: { nom: 'b' } },
  { sections: 'h6', fields: { nom: 'b' } },
  { fields: { nom: 'b' }, autre: 1 },
])('settings that say nothing, or two things: %j', async settings => {
  await expect(read('', settings)).rejects.toThrow()
})

test('a table with more rows than are read: what comes after is not taken for gone', async () => {
  const row = (name: string) => `<tr><td>${name}</td><td>lundi</td></tr>`
  const table = `<table>${row('Nom')}${row('Couture')}${'<tr></tr>'.repeat(19_999)}${row('Cuisine')}</table>`
  const { offers, rejections, outcome } = await read(table, { table: 'table' })
  expect(offers.map(({ key }) => key)).toEqual(['couture'])
  expect(rejections).toEqual([
    {
      code: 'au-dela-de-la-limite',
      key: null,
      where: PAGE,
      field: null,
      received: `${frenchNumber(20_002, 0)} lignes`,
      expected: `${frenchNumber(20_000, 0)} lignes au plus`,
      message: expect.stringContaining('rien n’est retiré'),
      whose: 'partenaire',
    },
  ])
  expect(outcome.state).toBe('partial')
})
