import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { fakeFetcher } from '../../test/harvest/testing.ts'
import { lexiconOf } from '../normalise/lexicon.ts'
import { learnFrom } from './look.ts'

const SITE = 'https://partenaire.example.org'
const TEXT = 'Apprendre à réparer son vélo avec d’autres, sans rien savoir d’avance, avec les outils de la maison.'

async function learn(body: string | Uint8Array, pages: Record<string, string> = {}) {
  const fetcher = fakeFetcher({ '/offres': body, ...pages }, '2026-11-28T09:00:00Z')
  const known = { partner: 'essai', partnerName: 'Essai', action: null }
  const { offers, ...rest } = await learnFrom(`${SITE}/offres`, { fetcher, lexicon: lexiconOf({}) }, known)
  const values = offers.map(
    ({ key, fields }): Record<string, unknown> => ({
      key,
      ...Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value])),
    }),
  )
  return { ...rest, offers: values }
}
const both = (one: (id: string) => object) => ['a', 'b'].map(one)

test.each<[what: string, content: unknown, first: object, absent: string[]]>([
  [
    'WordPress, by its API alone: the day of the article is none of the offer',
    both(id => ({
      id,
      date: '2026-01-02T00:00:00',
      modified: '2026-02-02T00:00:00',
      link: `${SITE}/${id}`,
      title: { rendered: `Atelier &#8211; ${id}` },
      content: { rendered: `<p>${TEXT}</p>` },
    })),
    { key: 'a', nom: 'Atelier – a', description: TEXT, lien_source: `${SITE}/a` },
    ['debut', 'fin'],
  ],
  [
    'Drupal',
    {
      data: both(id => ({
        type: 'node',
        id,
        attributes: { title: `Atelier ${id}`, changed: '2026-01-02', body: { value: `<p>${TEXT}</p>` } },
      })),
    },
    { key: 'a', nom: 'Atelier a', description: TEXT },
    ['debut', 'fin'],
  ],
  [
    'OpenAgenda: its title, its first day and its last',
    {
      total: 2,
      events: both(id => ({
        slug: id,
        updatedAt: '2025-01-01T00:00:00Z',
        title: { fr: `Atelier ${id}` },
        location: { name: 'Maison' },
        firstTiming: { begin: '2027-01-05T09:00:00+01:00', end: '2027-01-05T12:00:00+01:00' },
        timings: [
          { begin: '2027-01-05T09:00:00+01:00', end: '2027-01-05T12:00:00+01:00' },
          { begin: '2027-01-12T09:00:00+01:00', end: '2027-01-12T12:00:00+01:00' },
        ],
      })),
    },
    { key: 'a', nom: 'Atelier a', debut: '2027-01-05', fin: '2027-01-12' },
    [],
  ],
  [
    'a list that PHP numbered',
    { offres: { 0: { id: 'a', titre: 'Atelier a' }, 2: { id: 'b', titre: 'Atelier b' } } },
    { key: 'a', nom: 'Atelier a' },
    [],
  ],
  [
    'an object by identifier',
    { x: { id: 'a', titre: 'Atelier a' }, y: { id: 'b', titre: 'Atelier b' } },
    { key: 'a', nom: 'Atelier a' },
    [],
  ],
  [
    'a day that nothing names',
    both(id => ({ id, titre: `Atelier ${id}`, saisie: '2026-03-04', date_maj: '2026-03-05', debut: '2027-01-05' })),
    { key: 'a', debut: '2027-01-05' },
    ['fin'],
  ],
])('%s', async (_, content, first, absent) => {
  const { offers } = await learn(JSON.stringify(content))
  expect(offers).toHaveLength(2)
  expect(offers[0]).toMatchObject(first)
  for (const name of absent) expect(offers[0]).not.toHaveProperty(name)
})

test('the day on which an article of a feed came out is none of its offer', async () => {
  const item = (id: string) =>
    `<item><title>Atelier ${id}</title><guid>${id}</guid><pubDate>Mon, 30 Nov 2026 09:00:00 GMT</pubDate><description>${TEXT}</description></item>`
  const { offers } = await learn(`<?xml version="1.0"?><rss><channel>${item('a')}${item('b')}</channel></rss>`)
  expect(offers[0]).toMatchObject({ nom: 'Atelier a' })
  expect(offers[0]).not.toHaveProperty('debut')
})

test('offers of an XML that stand one level down are found there', async () => {
  const offer = (id: string) =>
    `<offre><id>${id}</id><titre>Atelier ${id}</titre><session/><session/><session/></offre>`
  const { offers, kind } = await learn(
    `<?xml version="1.0"?><catalogue><meta><total>2</total></meta><offres>${offer('a')}${offer('b')}</offres></catalogue>`,
  )
  expect([kind, offers.map(({ key }) => key)]).toEqual(['xml', ['a', 'b']])
})

test.each<[what: string, body: string | Uint8Array, why: RegExp]>([
  ['a PDF without text', '%PDF-1.7\n', /ce PDF n’a pas de texte.*demander au partenaire/],
  ['a line for each object, the last one cut', '{"id":1}\n{"id"', /JSON est coupé ou mal formé/],
  ['an error', '{"error":{"message":"Clé invalide"}}', /répond une erreur \(« Clé invalide »\)/],
  ['an empty list', '{"results":[]}', /n’a pas de liste d’offres/],
  ['an error in XML', '<OAI-PMH><error code="noRecordsMatch">rien</error></OAI-PMH>', /« noRecordsMatch : rien »/],
  ['a map of the site', '<urlset><url><loc>https://x.fr/a</loc></url></urlset>', /plan du site/],
  ['an empty calendar', 'BEGIN:VCALENDAR\nEND:VCALENDAR', /ce calendrier est vide/],
  ['words', 'bonjour', /aucune ligne de titres/],
])('%s: nothing is read, and it is said why', async (_, body, why) => {
  const { offers, found } = await learn(body)
  expect(offers).toEqual([])
  expect(found).toMatch(why)
})

test('a page that leads to one file for each offer says that they were not read', async () => {
  const link = (name: string) => `<li><a href="/${name}.pdf">Atelier ${name}</a></li>`
  const list = `<!doctype html><html><main><h1>Nos ateliers</h1><ul>${link('velo')}${link('couture')}</ul></main></html>`
  const { notOffers } = await learn(list, { '/velo.pdf': '%PDF-1.7\n', '/couture.pdf': '%PDF-1.7\n' })
  expect(notOffers.map(({ because }) => because)).toEqual([
    expect.stringMatching(/mène à 2 fichiers qui n’ont pas été lus \(« velo\.pdf », « couture\.pdf »\)/),
  ])
})

test('of several files the first is read, and the others are told', async () => {
  const link = (name: string) => `<li><a href="/${name}.csv">Ateliers ${name}</a></li>`
  const page = `<!doctype html><html><main><h1>Nos ateliers</h1><ul>${link('a')}${link('b')}</ul></main></html>`
  const { kind, offers, notOffers } = await learn(page, {
    '/a.csv': 'Nom;Lieu\nVélo;Redon\n',
    '/b.csv': 'Nom;Lieu\nCouture;Redon\n',
  })
  expect([kind, offers.map(({ key }) => key)]).toEqual(['csv', ['velo']])
  expect(notOffers[0]?.because).toMatch(/1 fichier qui n’est pas lu \(« b\.csv »\)/)
})

test('sums and notes of a workbook are no offers', async () => {
  const rows = [
    ['Nom', 'Lieu', 'Téléphone'],
    ['Vélo', 'Redon', '02 99 71 00 00'],
    ['Total', '1 offre', null],
    ['Mis à jour le', '12/11/2026', null],
  ]
  expect((await learn(await writeXlsx({ sheets: [{ name: 'A', rows }] }))).offers.map(({ key }) => key)).toEqual([
    'velo',
  ])
})

test('the few words that another field says whole are not the description; nor are few words where there is more', async () => {
  const record = { longDescription: { fr: `${TEXT} Et le réparer encore.` }, id: 'a', title: 'Atelier' }
  for (const description of [TEXT, 'Réparer son vélo', `${TEXT.slice(0, 30)} […]`]) {
    const { offers } = await learn(JSON.stringify([{ description: { fr: description }, ...record }]))
    expect(offers[0]).toMatchObject({ description: record.longDescription.fr })
  }
})

test('an interface whose pages follow by addresses is read to its end, in a file as in the header Link', async () => {
  const of = (id: string, over = {}) => ({
    items: [{ id, nom: `Atelier ${id}`, telephone: '02 99 00 11 22' }],
    ...over,
  })
  const { offers, mapping } = await learn(JSON.stringify(of('a', { links: { next: '/offres?page=2' } })), {
    '/offres?page=2': JSON.stringify(of('b')),
  })
  expect(offers.map(({ key }) => key)).toEqual(['a', 'b'])
  expect(mapping).toContain('next: links.next')
})

const located = (id: string) => ({
  id,
  nom: `Atelier ${id}`,
  location: { address: '1 rue Haute', postalCode: '35500', city: 'Vitré' },
})

test('pages that follow by an address are read to the last; the town under its English name is the commune', async () => {
  const first = { data: [located('a'), located('b')], links: { next: '/offres?page=2' } }
  const { offers } = await learn(JSON.stringify(first), { '/offres?page=2': JSON.stringify({ data: [located('c')] }) })
  expect(offers.map(({ key, commune, code_postal }) => [key, commune, code_postal])).toEqual(
    ['a', 'b', 'c'].map(key => [key, 'Vitré', '35500']),
  )
})

test('a second page that is something else is told: offers may be missing for it', async () => {
  const first = { data: [located('a'), located('b')], links: { next: '/offres?page=2' } }
  const { offers, notOffers } = await learn(JSON.stringify(first), {
    '/offres?page=2': '{"message":"trop de demandes"}',
  })
  expect(offers.map(({ key }) => key)).toEqual(['a', 'b'])
  expect(notOffers.map(({ because }) => because).join(' ')).toContain('trop de demandes')
})
