import { describe, expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'

const SITE = 'https://partenaire.example.org'
const PAGE = `${SITE}/offres`
const read = (
  entry: string,
  settings: object,
  pages: Record<string, string> = {},
  moved: Record<string, string> = {},
) => harvestText({ kind: 'html', fields: { nom: 'h1' }, ...settings }, entry, { pages, moved })
const keys = ({ offers }: Awaited<ReturnType<typeof read>>) => offers.map(({ key }) => key)
const link = (path: string) => `<li><a href="${path}">${path}</a></li>`
const list = { list: { items: 'li', link: 'a', next: '.suite' } }
const next = (path: string) => `<a class="suite" href="${path}">suite</a>`
const offer = (name: string) => `<h1>${name}</h1>`

test('an entry that says that it is gone', async () => {
  const { offers, outcome } = await read('<title>Page introuvable</title><h1>x</h1>', {})
  expect(offers).toEqual([])
  expect(outcome).toMatchObject({ state: 'failed', code: 'page-sans-offre', documents: 1 })
})

describe('a sitemap', () => {
  const map = (...paths: string[]) =>
    `<urlset>${paths.map(path => `<url><loc>${SITE}${path}</loc></url>`).join('')}</urlset>`
  const sitemap = { sitemap: { match: '/o/' } }
  test('its pages that are wanted, each once', async () => {
    const pages = { '/sitemap.xml': map('/o/a', '/x', '/o/b', '/o/a'), '/o/a': offer('A'), '/o/b': offer('B') }
    const harvest = await read('', sitemap, pages)
    expect(keys(harvest)).toEqual(['o_a', 'o_b'])
    expect(harvest.outcome).toMatchObject({ state: 'complete', documents: 3 })
  })
  test('none that is wanted: it has changed', async () => {
    expect((await read('', sitemap, { '/sitemap.xml': map('/x', '/y') })).outcome).toMatchObject({
      state: 'drifted',
      expectations: [
        {
          name: 'adresses-du-plan-du-site',
          expected: 'des adresses qui répondent à « \\/o\\/ »',
          seen: 'aucune sur 2',
        },
      ],
    })
  })
  test('one that cannot be had; a page of it that cannot', async () => {
    expect((await read('', sitemap)).outcome).toMatchObject({ state: 'failed', code: 'page-absente' })
    const { rejections, outcome } = await read('', sitemap, { '/sitemap.xml': map('/o/a', '/o/b'), '/o/b': offer('B') })
    expect(rejections).toMatchObject([{ code: 'page-absente', key: 'o_a' }])
    expect(outcome.state).toBe('partial')
  })
})

describe('a list', () => {
  const offers = { '/a': offer('A'), '/b': offer('B'), '/c': offer('C') }
  test('page after page, each offer once', async () => {
    const harvest = await read(`${link('/a')}${link('/b')}${next('/2')}`, list, {
      ...offers,
      '/2': `${link('/b')}${link('/c')}`,
    })
    expect(keys(harvest)).toEqual(['a', 'b', 'c'])
    expect(harvest.outcome).toMatchObject({ state: 'complete', documents: 5 })
  })
  test('one that goes round, or shows nothing new, ends', async () => {
    const round = await read(`${link('/a')}${next('/2')}`, list, { ...offers, '/2': `${link('/b')}${next('/offres')}` })
    expect([keys(round), round.rejections.map(({ code }) => code)]).toEqual([['a', 'b'], ['pagination-sans-fin']])
    const same = await read(`${link('/a')}${next('/2')}`, list, {
      ...offers,
      '/2': `${link('/a')}${next('/3')}`,
      '/3': link('/c'),
    })
    expect([keys(same), same.rejections]).toMatchObject([['a'], [{ where: `${SITE}/3`, whose: 'configuration' }]])
  })
  describe('one whose last page is served again', () => {
    const numbers = (...paths: string[]) => paths.map((path, at) => `<a href="${path}">${at + 1}</a>`).join('')
    const turns = numbers('/offres', '/l?p=2')
    const whole = async (pages: Record<string, string>, first = `${link('/a')}${turns}${next('/l?p=2')}`) => {
      const { outcome, rejections } = await read(first, list, { ...offers, ...pages })
      return [outcome.state, rejections.map(({ code }) => code).join()]
    }

    test('word for word, all numbered pages read: whole, and told', async () => {
      const second = (at: number) => `${link('/b')}${turns}${next(`/l?p=${at}`)}<p>Vu à ${at} h</p>`
      const pages = { ...offers, '/l?p=2': second(3), '/l?p=3': second(4), '/l?p=4': link('/c') }
      const harvest = await read(`${link('/a')}${turns}${next('/l?p=2')}`, list, pages)
      expect([keys(harvest), harvest.outcome]).toMatchObject([['a', 'b'], { state: 'complete', documents: 5 }])
      expect(harvest.rejections).toMatchObject([
        { code: 'derniere-page-repetee', key: null, where: `${SITE}/offres`, whose: 'partenaire' },
      ])
    })

    const endless = ['partial', 'pagination-sans-fin']
    const again = (html: string) => ({ '/l?p=2': `${html}${next('/l?p=3')}`, '/l?p=3': `${html}${next('/l?p=4')}` })
    test.each([
      ['no page has a number', again(link('/b')), `${link('/a')}${next('/l?p=2')}`],
      ['a numbered page was not read', again(link('/b') + numbers('/offres', '/l?p=2', '/l?p=3')), undefined],
      ['a later page is linked by words', again(`${link('/b')}${turns}<a href="/l?p=9">dernière</a>`), undefined],
      [
        'the first page that numbers a third',
        again(link('/b')),
        link('/a') + numbers('/', '/l?p=2', '/l?p=3') + next('/l?p=2'),
      ],
      [
        'an earlier page comes again, not the last',
        { '/l?p=2': link('/b') + turns + next('/l?p=3'), '/l?p=3': link('/a') + turns + next('/l?p=4') },
        undefined,
      ],
      [
        'other words about the same offers',
        {
          '/l?p=2': link('/b') + turns + next('/l?p=3'),
          '/l?p=3': `<li><a href="/b">autre</a></li>${turns}${next('/l?p=4')}`,
        },
        undefined,
      ],
      [
        'only a part of the last page',
        { '/l?p=2': link('/b') + link('/c') + turns + next('/l?p=3'), '/l?p=3': link('/c') + turns + next('/l?p=4') },
        undefined,
      ],
    ])('%s: in doubt, in part', async (_, pages, first) => {
      expect(await whole(pages, first)).toEqual(endless)
    })
  })

  test('no more pages than said', async () => {
    const pages = { ...offers, '/2': `${link('/b')}${next('/3')}`, '/3': link('/c') }
    const cut = await read(`${link('/a')}${next('/2')}`, { list: { ...list.list, pages: 2 } }, pages)
    expect([keys(cut), cut.rejections]).toMatchObject([
      ['a', 'b'],
      [{ where: `${SITE}/3`, code: 'pagination-sans-fin' }],
    ])
    expect(keys(await read(`${link('/a')}${next('/2')}`, { list: { ...list.list, pages: 3 } }, pages))).toEqual([
      'a',
      'b',
      'c',
    ])
  })
  test('a page of it that cannot be had, and a first page that cannot', async () => {
    const { rejections } = await read(`${link('/a')}${next('/2')}`, list, offers)
    expect(rejections).toMatchObject([{ code: 'page-absente', key: null }])
    expect((await read(undefined as unknown as string, list)).outcome).toMatchObject({ state: 'failed' })
  })
  describe('one that answers 200 with another page, where the same elements stand', () => {
    const other = `<h1>Actualités</h1>${link('/a')}`
    test.each([
      ['leads to the home page', other, `${SITE}/`],
      ['leads to the door', other, `${SITE}/connexion`],
      ['says that it is not there', `<title>Page introuvable</title>${link('/a')}`, undefined],
      ['says that the site is closed', `<h1>Site en maintenance</h1>${link('/a')}`, undefined],
    ])('%s: nothing is read of it', async (_, html, to) => {
      const entry = await read(html, list, offers, to === undefined ? {} : { '/offres': to })
      expect([keys(entry), entry.outcome.state]).toEqual([[], 'failed'])
      const later = await read(`${link('/b')}${next('/2')}`, list, { ...offers, '/2': html }, to ? { '/2': to } : {})
      expect([keys(later), later.outcome.state]).toEqual([['b'], 'partial'])
    })

    test('an entry that is a home page, or that moved within its site, is read', async () => {
      const moved = await read(link('/a'), list, offers, { '/offres': `${SITE}/nos-offres/` })
      expect([keys(moved), moved.outcome.state]).toEqual([['a'], 'complete'])
    })
  })

  test('empty: changed, unless it says so; so is a later page', async () => {
    expect((await read('<p>x</p>', list)).outcome).toMatchObject({
      state: 'drifted',
      expectations: [{ expected: 'au moins un élément « li »' }],
    })
    const told = { list: { ...list.list, empty: '.vide' } }
    expect((await read('<p class="vide">x</p>', told)).outcome.state).toBe('complete')
    expect((await read('<p>x</p>', told)).outcome.state).toBe('drifted')
    expect((await read(`${link('/a')}${next('/2')}`, list, { ...offers, '/2': '<p>x</p>' })).outcome.state).toBe(
      'drifted',
    )
  })
  test('items without link: each rejected, and the list has changed', async () => {
    const bare = `<li>${'Atelier '.repeat(40)}</li><li>Deux</li>`
    const { rejections, outcome } = await read(bare, list)
    expect(rejections).toMatchObject([
      { code: 'lien-absent', where: `${PAGE}, élément d’une liste n° 1`, expected: 'un lien a', whose: 'partenaire' },
      { code: 'lien-absent', where: `${PAGE}, élément d’une liste n° 2`, received: 'Deux' },
    ])
    expect(rejections[0]?.received).toHaveLength(200)
    expect(outcome.state).toBe('drifted')
  })
  test('an offer that is gone, or that its page says is; the others are read', async () => {
    const pages = { '/b': '<title>Erreur 404</title>', '/c': offer('C') }
    const { rejections, offers: found } = await read(`${link('/a')}${link('/b')}${link('/c')}`, list, pages)
    expect(found.map(({ key }) => key)).toEqual(['c'])
    expect(rejections.map(({ code, key }) => [code, key])).toEqual([
      ['page-absente', 'a'],
      ['page-sans-offre', 'b'],
    ])
  })
  test('the same offer linked in several ways, and the list itself linked as one', async () => {
    const harvest = await read(
      `${link('/a')}${link('/a#contact')}${link('/a?utm_source=x')}${link('/a/')}${link('/offres')}${link('/b')}${next('/2')}`,
      list,
      { ...offers, '/2': `${link('/offres')}${link('/2')}${link('/c')}` },
    )
    expect(keys(harvest)).toEqual(['a', 'b', 'c'])
    expect(harvest.rejections).toEqual([])
    expect(harvest.outcome).toMatchObject({ state: 'complete', documents: 5 })
  })
  test('pages that link to one another are read once', async () => {
    const around = { '/a': `${offer('A')}${link('/b')}`, '/b': `${offer('B')}${link('/a')}` }
    const harvest = await read(`${link('/a')}${link('/b')}`, list, around)
    expect([keys(harvest), harvest.outcome]).toMatchObject([['a', 'b'], { state: 'complete', documents: 3 }])
  })
  test('an offer that leads to another site is told, one of the same site is read', async () => {
    const { offers: found, rejections } = await read(`${link('/a')}${link('/b')}`, list, offers, {
      '/a': 'https://www.helloasso.example/a',
      '/b': 'https://offres.example.org/b',
    })
    expect(found.map(({ address }) => address)).toEqual(['https://offres.example.org/b'])
    expect(rejections).toMatchObject([
      {
        code: 'page-sans-offre',
        key: 'a',
        where: `${SITE}/a`,
        whose: 'partenaire',
        message: expect.stringContaining('www.helloasso.example'),
      },
    ])
  })
})
