import { expect, test } from 'vitest'
import {
  type FetchedDocument,
  type Fetcher,
  HarvestError,
  type Harvested,
  type Outcome,
  type StandingOffer,
} from '../harvest/connector.ts'
import { type LectureSettings, LectureSettings as Settings } from '../harvest/connectors/lecture.ts'
import { lazyText } from '../harvest/lazy-text.ts'
import { lexiconOf } from '../normalise/lexicon.ts'
import { doorOf } from './door-of.ts'
import { harvestLearnt } from './learnt-task.ts'

const ADDRESS = 'https://asso.example/ateliers'
const block = (name: string, day: string, label = 'Pour qui') =>
  `<h2>${name}</h2><p>Un temps pour apprendre ensemble, autour d’un café, sans rien savoir d’avance.</p><p><strong>${label} :</strong> demandeurs d’emploi</p><p><strong>Horaires :</strong> le ${day} de 9 h à 12 h</p><p><strong>Téléphone :</strong> 02 99 00 11 22</p>`
const page = (body: string) => `<!doctype html><title>Ateliers</title><main><h1>Nos ateliers</h1>${body}</main>`

/** @param moved where an address leads */
function site(pages: Record<string, string>, moved: Record<string, string> = {}): Fetcher {
  const get = async (asked: string): Promise<FetchedDocument> => {
    const address = moved[asked] ?? asked
    const text = pages[address]
    if (text === undefined) throw new HarvestError('page-absente', 'page absente', 'partenaire', address)
    return lazyText({
      hash: 'h',
      address,
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: new TextEncoder().encode(text),
      unchanged: false,
      fetchedAt: '2026-11-28T00:00:00Z',
    })
  }
  return { get, stream: () => Promise.reject(new Error('not asked')) }
}

const read = (text: string, settings: Partial<LectureSettings> = {}) =>
  readFrom(site({ [ADDRESS]: page(text) }), settings)

async function readFrom(fetcher: Fetcher, settings: Partial<LectureSettings> = {}, standing: StandingOffer[] = []) {
  const entry = { address: ADDRESS, settings: Settings.parse({ kind: 'lecture', ...settings }), known: 0, standing }
  const run = harvestLearnt(entry, lexiconOf({}), fetcher)
  const items: Harvested[] = []
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done)
      return {
        outcome: step.value as Outcome,
        offers: items.flatMap(each => (each.kind === 'offer' ? [each.offer] : [])),
      }
    items.push(step.value)
  }
}

test('offers come with their values beside the words they were read from', async () => {
  const { offers, outcome } = await read(block('Couture', 'lundi') + block('Cuisine', 'mardi'))
  expect(outcome.state).toBe('complete')
  expect(offers.map(({ fields }) => fields.nom?.[0]?.words)).toEqual(['Couture', 'Cuisine'])
  const [hours] = offers[1]?.fields.horaires_accueil ?? []
  expect(hours).toMatchObject({ value: 'Tu 09:00-12:00', words: expect.stringContaining('mardi') })
})

test('a label that was there when it was taught and is no more is a change of the page; one that was reworded is still read', async () => {
  const { offers, outcome } = await read(
    block('Couture', 'lundi', 'Public accueilli') + block('Cuisine', 'mardi', 'Public accueilli'),
    {
      labels: { publics: 'Pour qui' },
    },
  )
  expect(outcome).toMatchObject({ state: 'drifted', expectations: [{ name: 'libelle:publics' }] })
  expect(outcome.state === 'drifted' && outcome.expectations[0]?.message).toContain('Public accueilli')
  expect(offers[0]?.fields.publics?.[0]?.value).toBe('demandeurs-emploi')
})

test('a page that became something else retires nothing', async () => {
  const { outcome, offers } = await read('<p>Ce nom de domaine est à vendre.</p>')
  expect(offers.length).toBeLessThan(2)
  expect(['drifted', 'complete']).toContain(outcome.state)
})

test('a line that was shown is read in every offer; a zone left out is read in none', async () => {
  const two = block('Couture', 'lundi') + block('Cuisine', 'mardi')
  const shown = await read(two, {
    shown: { telephone: { label: 'Téléphone' }, conditions_acces: { starts: 'Un temps' } },
  })
  expect(shown.offers.map(({ fields }) => fields.conditions_acces?.[0]?.value)).toEqual([
    expect.stringContaining('apprendre ensemble'),
    expect.stringContaining('apprendre ensemble'),
  ])
  const out = await read(two, { without: ['Téléphone'] })
  expect(out.offers.every(({ fields }) => fields.telephone === undefined)).toBe(true)
})

test('a line that was shown is read as what it was shown for, whatever words announce it', async () => {
  const two = block('Couture', 'lundi', 'Ceux qui viennent') + block('Cuisine', 'mardi', 'Ceux qui viennent')
  const { offers } = await read(two.replace('demandeurs d’emploi', 'Familles'), {
    shown: { publics: { label: 'Ceux qui viennent' } },
  })
  expect(offers.map(({ fields }) => fields.publics?.map(({ value }) => value))).toEqual([
    ['familles'],
    ['demandeurs-emploi'],
  ])
})

test('ages beside a public that was shown are the details on publics', async () => {
  const two = block('Couture', 'lundi', 'Ceux qui viennent') + block('Cuisine', 'mardi', 'Ceux qui viennent')
  const { offers } = await read(two.replace('demandeurs d’emploi', 'Familles, dès 6 ans'), {
    shown: { publics: { label: 'Ceux qui viennent' } },
  })
  expect(offers.map(({ fields }) => fields.publics_precisions?.map(({ value }) => value))).toEqual([
    ['Familles, dès 6 ans'],
    undefined,
  ])
})

test('where a person said to look and nothing can be read, nothing is guessed from elsewhere', async () => {
  const two = block('Couture', 'lundi') + block('Cuisine', 'mardi')
  const { offers } = await read(two, { shown: { publics: { label: 'Horaires' } } })
  expect(offers.map(({ fields }) => [fields.nom?.[0]?.words, fields.publics])).toEqual([
    ['Couture', undefined],
    ['Cuisine', undefined],
  ])
})

const OFFERS = ['couture', 'cuisine', 'jardin']
const listed = page(OFFERS.map(name => `<h2><a href="/ateliers/${name}">Atelier ${name}</a></h2>`).join(''))
const own = (name: string) => page(block(`Atelier ${name}`, 'lundi')).replace('Nos ateliers', `Atelier ${name}`)
const pagesOf = (over: Record<string, string>) => ({
  [ADDRESS]: listed,
  ...Object.fromEntries(OFFERS.map(name => [`${ADDRESS}/${name}`, over[name] ?? own(name)])),
})

test.each([
  ['says that it is not there', '<title>Asso</title><h1>Page introuvable</h1>', 'page-sans-offre', /introuvable/],
  ['says it under the name of its site', '<h1>Asso</h1><h2>Erreur 404</h2>', 'page-sans-offre', /Erreur 404/],
  ['is closed for works', '<h1>Site en maintenance</h1><p>02 99 00 11 22</p>', 'page-sans-offre', /maintenance/],
  ['asks for its cookies first', '<h1>Nous respectons votre vie privée</h1>', 'page-sans-offre', /cookies/],
  ['holds no word', '<title>Asso</title><body><div id="root"></div>', 'page-vide', /aucun mot/],
])('the page of an offer that %s makes the reading partial, and no offer', async (_, text, code, message) => {
  const { offers, outcome } = await readFrom(site(pagesOf({ cuisine: `<!doctype html>${text}` })))
  expect(offers.map(({ fields }) => fields.nom?.[0]?.value)).toEqual(['Atelier couture', 'Atelier jardin'])
  expect(outcome).toMatchObject({
    state: 'partial',
    reasons: [{ code, whose: 'partenaire', message: expect.stringMatching(message) }],
  })
  if (code === 'page-vide') return
  expect((await readFrom(site({ [ADDRESS]: `<!doctype html>${text}` }))).outcome).toMatchObject({
    state: 'failed',
    code,
    whose: 'partenaire',
  })
})

test.each([
  ['the list', ADDRESS],
  ['another offer', `${ADDRESS}/jardin`],
  ['the home page', 'https://asso.example/'],
])('the page of an offer that leads back to %s makes the reading partial', async (_, to) => {
  const pages = { ...pagesOf({}), 'https://asso.example/': page('<p>Bienvenue chez nous, au 02 99 00 11 22.</p>') }
  const { offers, outcome } = await readFrom(site(pages, { [`${ADDRESS}/cuisine`]: to }))
  expect(offers.map(({ fields }) => fields.nom?.[0]?.value)).toEqual(['Atelier couture', 'Atelier jardin'])
  expect(outcome).toMatchObject({ state: 'partial', reasons: [{ code: 'page-sans-offre' }] })
})

test('a second page of a list that is closed makes the reading partial', async () => {
  const first = page(
    `${block('Couture', 'lundi')}${block('Cuisine', 'mardi')}<a rel="next" href="/ateliers/page/2">Suivante</a>`,
  )
  const { offers, outcome } = await readFrom(
    site({ [ADDRESS]: first, [`${ADDRESS}/page/2`]: '<!doctype html><h1>Oups !</h1>' }),
  )
  expect([offers.length, outcome.state]).toEqual([2, 'partial'])
})

test('a page that came without its end is read up to there, and retires nothing', async () => {
  const whole = `<html><body>${page(block('Couture', 'lundi') + block('Cuisine', 'mardi'))}</main></body></html>`
  const cut = whole.slice(0, whole.lastIndexOf('<p>'))
  const { offers, outcome } = await readFrom(site({ [ADDRESS]: `<!doctype html>${cut}` }))
  expect(offers).toHaveLength(2)
  expect(outcome).toMatchObject({ state: 'partial', reasons: [{ code: 'page-coupee', whose: 'partenaire' }] })
})

test('an offer whose title became a smaller one is not gone, and its words are not another’s', async () => {
  const names = ['Couture', 'Cuisine', 'Jardin', 'Vélo']
  const now = names.map((name, at) => block(name, 'lundi').replaceAll('h2', at === 1 ? 'h3' : 'h2')).join('')
  const standing = names.map(name => ({ name, key: name.toLowerCase().replace('é', 'e') }))
  const { offers, outcome } = await readFrom(site({ [ADDRESS]: page(now) }), {}, standing)
  expect(offers.map(({ key }) => key)).toEqual(['jardin', 'velo'])
  const reasons = ['cuisine', 'couture'].map(key => ({ code: 'offre-non-lue', key, whose: 'gestionnaire' }))
  expect(outcome).toMatchObject({ state: 'partial', reasons })
})

test('a source that is read in another shape than it was taught in has changed; a table stays one, whatever its file', async () => {
  const two = block('Couture', 'lundi') + block('Cuisine', 'mardi')
  expect((await read(two, { door: 'html' })).outcome.state).toBe('complete')
  expect((await read(two, { door: 'wordpress' })).outcome).toMatchObject({
    state: 'drifted',
    expectations: [{ name: 'forme-de-la-source', message: expect.stringContaining('site WordPress') }],
  })
  expect(['csv', 'xlsx', 'ods'].map(kind => doorOf({ kind, harvest: {} }))).toEqual(Array(3).fill('tableur'))
  expect(doorOf({ kind: 'html', harvest: { list: {} } })).toBe('liste')
})
