import { expect, test } from 'vitest'
import { frenchNumber } from '../common/french.ts'
import { type FetchedDocument, type Fetcher, HarvestError, type Outcome } from '../harvest/connector.ts'
import { LectureSettings } from '../harvest/connectors/lecture.ts'
import { lazyText } from '../harvest/lazy-text.ts'
import { lexiconOf } from '../normalise/lexicon.ts'
import { harvestLearnt } from './learnt-task.ts'

const SITE = 'https://asso.example'
const ADDRESS = `${SITE}/ateliers/`
const OFFER =
  '<p>Un temps pour apprendre ensemble, autour d’un café, sans rien savoir d’avance.</p><p><strong>Pour qui :</strong> demandeurs d’emploi</p><p><strong>Horaires :</strong> le lundi de 9 h à 12 h</p><p><strong>Téléphone :</strong> 02 99 00 11 22</p>'
const page = (body: string) => `<!doctype html><title>Ateliers</title><main><h1>Nos ateliers</h1>${body}</main>`

function site(pages: Record<string, string>, headers: Record<string, Record<string, string>>): Fetcher {
  const get = async (address: string): Promise<FetchedDocument> => {
    const text = pages[address]
    if (text === undefined) throw new HarvestError('page-absente', 'page absente', 'partenaire', address)
    return lazyText({
      hash: `h ${address}`,
      address,
      status: 200,
      headers: headers[address] ?? {},
      body: new TextEncoder().encode(text),
      unchanged: false,
      fetchedAt: '2026-11-28T00:00:00Z',
    })
  }
  return { get, stream: () => Promise.reject(new Error('not asked')) }
}

async function outcomeOf(pages: Record<string, string>, headers: Record<string, Record<string, string>> = {}) {
  const entry = { address: ADDRESS, settings: LectureSettings.parse({ kind: 'lecture' }), known: 0 }
  const run = harvestLearnt(entry, lexiconOf({}), site(pages, headers))
  let offers = 0
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done) return { outcome: step.value as Outcome, offers }
    if (step.value.kind === 'offer') offers += 1
  }
}

const beyond = (received: string, expected: string) => ({
  state: 'partial',
  reasons: [{ code: 'au-dela-de-la-limite', where: ADDRESS, received, expected: `${expected} au plus` }],
})

test('a list that leads to more pages than a pass reads: the others are not taken for gone', async () => {
  const list = (count: number) => {
    const addresses = Array.from({ length: count }, (_, at) => `${ADDRESS}atelier-${at}`)
    return {
      ...Object.fromEntries(addresses.map((address, at) => [address, page(OFFER).replace('Nos', `Le n° ${at} des`)])),
      [ADDRESS]: page(addresses.map((address, at) => `<h2><a href="${address}">Atelier ${at}</a></h2>`).join('')),
    }
  }
  expect(await outcomeOf(list(3))).toMatchObject({ offers: 3, outcome: { state: 'complete' } })
  const cut = await outcomeOf(list(201))
  expect(cut.offers).toBe(200)
  expect(cut.outcome).toMatchObject(beyond('201 pages', '200 pages'))
})

test('a table longer than is read', async () => {
  const row = (...cells: string[]) => `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`
  const rows = ['Couture', 'Cuisine'].map(name => row(name, 'demandeurs d’emploi', 'le lundi de 9 h à 12 h', '5 €'))
  const table = (blank: number) =>
    page(
      `<table>${row('Atelier', 'Public', 'Horaires', 'Tarif')}${rows.join('')}${'<tr></tr>'.repeat(blank)}${rows[0]}</table>`,
    )
  const cut = await outcomeOf({ [ADDRESS]: table(20_000) })
  expect(cut.outcome).toMatchObject(beyond(`${frenchNumber(20_004, 0)} lignes`, `${frenchNumber(20_000, 0)} lignes`))
})

test.each<[what: string, count: number, total: string | undefined, state: string]>([
  ['all of them, as the site says', 100, '100', 'complete'],
  ['some of them', 3, undefined, 'complete'],
  ['a full page, and no total', 100, undefined, 'partial'],
  ['fewer than the site says', 100, '130', 'partial'],
])('items of a WordPress site: %s', async (_, count, total, state) => {
  const api = `${SITE}/wp-json/`
  const items = Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    title: { rendered: `Atelier ${at}` },
    content: { rendered: OFFER },
  }))
  const asked = `${api}wp/v2/ateliers?_embed&per_page=100`
  const pages = {
    [ADDRESS]: page('').replace('<title>', `<link rel="https://api.w.org/" href="${api}"><title>`),
    [`${api}wp/v2/types`]: JSON.stringify({ atelier: { slug: 'atelier', rest_base: 'ateliers' } }),
    [asked]: JSON.stringify(items),
  }
  const { outcome, offers } = await outcomeOf(pages, total === undefined ? {} : { [asked]: { 'x-wp-total': total } })
  expect([offers, outcome.state]).toEqual([count, state])
})

test('a record that its reader refused may be an offer: none is taken for gone', async () => {
  const records = [
    { id: 1, nom: 'Couture', public: 'tous' },
    { nom: 'Cuisine', public: 'tous' },
  ]
  const { outcome } = await outcomeOf({ [ADDRESS]: JSON.stringify({ ateliers: records }) })
  expect(outcome).toMatchObject({ state: 'partial', reasons: [{ code: 'cle-absente' }] })
})

test('columns of a table beyond those that are read', async () => {
  const text = page(`<table><tr>${'<td>Atelier</td>'.repeat(61)}</tr></table>${OFFER}`)
  expect((await outcomeOf({ [ADDRESS]: text })).outcome).toMatchObject(beyond('61 colonnes', '60 colonnes'))
})

test('the next page of a list that cannot be had hides offers: none is taken for gone', async () => {
  const block = (name: string) => `<h2>${name}</h2>${OFFER}`
  const first = page(`${block('Couture')}${block('Cuisine')}<a rel="next" href="?page=2">Page suivante</a>`)
  const whole = await outcomeOf({ [ADDRESS]: first, [`${ADDRESS}?page=2`]: page(block('Jardin')) })
  expect(whole).toMatchObject({ offers: 3, outcome: { state: 'complete' } })
  expect(await outcomeOf({ [ADDRESS]: first })).toMatchObject({
    offers: 2,
    outcome: { state: 'partial', reasons: [{ code: 'page-absente' }] },
  })
})
