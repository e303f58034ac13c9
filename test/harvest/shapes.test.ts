import { gzipSync } from 'node:zlib'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { afterEach, expect, test } from 'vitest'
import { connectorFor } from '../../src/harvest/connectors/index.ts'
import { type Answer, harvestAll, startSite, type TestSite } from './test-site.ts'

let site: TestSite
afterEach(() => site.close())
async function read(page: Answer, settings: { kind: string; [name: string]: unknown }, known = 0) {
  site = await startSite({ '/page': page })
  return harvestAll(connectorFor(settings).connector, { address: `${site.url}/page`, settings, known })
}
const words = (offers: Awaited<ReturnType<typeof read>>['offers'], field: string) =>
  offers.map(offer => offer.fields[field]?.[0]?.words)

/** A structure's page that lists several courses in an accordion: two share their name, labels are bold words in running text. */
const course = (slug: string, name: string, dates: string) => `<div class="contact-accordion"><h3><a href="#">
 ${name}
 - Places disponibles<br><small>Structure - 3, allée du Lavoir, 95130 - Ville</small></a></h3>
<div><strong class="underline">Objectifs visés</strong> : <br><ul><li>Devenir autonome</li><li>Travailler l’oral</li></ul><br>
<strong class="underline">Public attendu :</strong><br><ul><li>Scolarisé</li></ul><br><ul><li>Bénéficiaires du RSA [Prioritaire]</li></ul><br>
<strong class="underline">Étendue de la formation :</strong><br>${dates}<br><br>
<strong class="underline">Lieu(x) et horaire(s) :</strong><br>Structure : 3, allée du Lavoir<br>Lundi de 09:00 à 12:00<br></div>
<a class="readon" href="/formation/${slug}">En savoir plus</a></div>`

const ACCORDION = {
  kind: 'html',
  page: { structure: { select: '#structure strong', required: true } },
  items: '#formations .contact-accordion',
  fields: {
    nom: { select: 'h3', required: true },
    objectifs: { label: 'Objectifs visés' },
    publics: { label: 'Public attendu' },
    dates: { label: 'Étendue de la formation' },
    horaires: { label: 'Lieu(x) et horaire(s)' },
  },
}

test('several courses on one structure’s page, two of the same name, each with its own dates and key', async () => {
  const { offers, outcome } = await read(
    `<html><body><div id="structure"><strong>STRUCTURE </strong></div><div id="formations">${course('e6cfe-cours', 'Cours du soir', '4 déc. 2025 - 5 mars 2026')}${course('05161-cours', 'Cours du soir', '10 mars 2026 - 5 juin 2026')}</div><div class="contact-accordion"><h3>Nous écrire</h3></div></body></html>`,
    ACCORDION,
  )
  expect(outcome.state).toBe('complete')
  expect(offers.map(offer => offer.key)).toEqual(['formation_e6cfe-cours', 'formation_05161-cours'])
  expect(words(offers, 'dates')).toEqual(['4 déc. 2025 - 5 mars 2026', '10 mars 2026 - 5 juin 2026'])
  expect(words(offers, 'publics')).toEqual(Array(2).fill('Scolarisé\nBénéficiaires du RSA [Prioritaire]'))
  expect(words(offers, 'horaires')[0]).toBe('Structure : 3, allée du Lavoir\nLundi de 09:00 à 12:00')
  expect(words(offers, 'structure')).toEqual(['STRUCTURE', 'STRUCTURE'])
  expect(offers[0]?.fields.nom?.[0]?.html).toContain('<small>')
})

test('the same mapping on the same site redone: drifted, and says what it looked for', async () => {
  const { offers, outcome } = await read(
    '<html><main><h1>Structure</h1><ul class="cours"><li>Cours du soir</li></ul></main></html>',
    ACCORDION,
    2,
  )
  expect(offers).toEqual([])
  expect(outcome.state).toBe('drifted')
  if (outcome.state === 'drifted')
    expect(outcome.expectations.map(broken => broken.name)).toEqual(
      expect.arrayContaining(['offres-dans-la-page', 'champ:structure', 'nombre-d-offres']),
    )
})

test('a WordPress page with only what Yoast emits has no offer, and says which types it has', async () => {
  const yoast = {
    '@context': 'https://schema.org',
    '@graph': [
      { '@type': 'WebPage', '@id': '#p' },
      { '@type': 'BreadcrumbList' },
      { '@type': 'WebSite', publisher: { '@id': '#o' } },
      { '@type': 'Organization', '@id': '#o' },
    ],
  }
  const { offers, outcome } = await read(
    `<script type="application/ld+json">${JSON.stringify(yoast)}</script><h1>Nos offres</h1>`,
    { kind: 'json-ld' },
  )
  expect(offers).toEqual([])
  expect(outcome).toMatchObject({
    state: 'drifted',
    expectations: [{ seen: 'WebPage, BreadcrumbList, WebSite, Organization' }],
  })
})

test('a course with its sessions, its place by reference, its hours readable, its teacher left out', async () => {
  const graph = {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Place',
        '@id': '#lieu',
        name: 'Le Lieu',
        address: { '@type': 'PostalAddress', postalCode: '35000' },
        openingHoursSpecification: {
          '@type': 'OpeningHoursSpecification',
          dayOfWeek: ['https://schema.org/Monday', 'Tuesday'],
          opens: '09:00',
          closes: '12:00:00',
        },
      },
      {
        '@type': 'schema:Course',
        '@id': '#cours',
        name: 'Français',
        author: 'Une Salariée',
        provider: { '@type': 'Organization', name: 'Asso' },
        hasCourseInstance: [
          {
            '@type': 'CourseInstance',
            startDate: '2026-01-05',
            location: { '@id': '#lieu' },
            instructor: { '@type': 'Person', name: 'Une Salariée' },
          },
          { '@type': 'CourseInstance', startDate: '2026-03-10' },
        ],
        contactPoint: { '@type': 'Person', name: 'Une Salariée', email: 'accueil@asso.example' },
      },
    ],
  }
  const { offers } = await read(`<script type="application/ld+json"><!--\n${JSON.stringify(graph)}\n--></script>`, {
    kind: 'json-ld',
  })
  expect(offers).toHaveLength(1)
  const [offer] = offers
  expect(offer?.fields['hasCourseInstance.startDate']?.map(value => value.words)).toEqual(['2026-01-05', '2026-03-10'])
  expect(words(offers, 'hasCourseInstance.location.address.postalCode')).toEqual(['35000'])
  expect(words(offers, 'hasCourseInstance.location.openingHoursSpecification')).toEqual(['lundi, mardi : 09:00-12:00'])
  expect(words(offers, 'contactPoint.email')).toEqual(['accueil@asso.example'])
  expect(JSON.stringify(offers)).not.toContain('Salariée')
})

test('two JSON-LD nodes that name each other do not turn in circles', async () => {
  const graph = {
    '@graph': [
      { '@type': 'Service', '@id': '#a', name: 'A', isRelatedTo: { '@id': '#b' } },
      { '@type': 'Thing', '@id': '#b', subjectOf: { '@id': '#a' } },
    ],
  }
  const { offers, outcome } = await read(`<script type="application/ld+json">${JSON.stringify(graph)}</script>`, {
    kind: 'json-ld',
  })
  expect(outcome.state).toBe('complete')
  expect(words(offers, 'name')).toEqual(['A'])
})

test('a template spreadsheet: examples ticked out, a date where a header should be, SIRET and postcode stored as numbers', async () => {
  const rows = [
    ['__ignore__', 'id', new Date('2026-03-03T00:00:00Z'), 'nom', 'lien_source', 'lien_source', 'siret', 'code_postal'],
    [true, 'Un identifiant unique', null, 'Chaîne de caractères', 'Lien', null, null, null],
    [
      null,
      'a-1',
      new Date('2026-02-27T00:00:00Z'),
      'Logement',
      'https://x.example/1',
      'https://x.example/bis',
      60487647500499,
      35000,
    ],
  ]
  const body = await writeXlsx({
    sheets: [
      { name: 'Structures', rows: [['x']] },
      { name: 'Services', rows },
    ],
  })
  const { offers, outcome } = await read(
    { body },
    { kind: 'xlsx', sheet: 'Services', key: 'id', ignore: '__ignore__', columns: { C: 'date_maj' }, required: ['nom'] },
  )
  expect(outcome.state).toBe('complete')
  expect(offers).toHaveLength(1)
  const fields = offers[0]?.fields
  expect([fields?.date_maj, fields?.siret, fields?.code_postal].map(values => values?.[0]?.words)).toEqual([
    '2026-02-27',
    '60487647500499',
    '35000',
  ])
  expect(fields?.lien_source?.map(value => value.origin.where)).toEqual([
    'feuille « Services », cellule E3',
    'feuille « Services », cellule F3',
  ])
})

test('a sheet that is not there: drifted', async () => {
  const body = await writeXlsx({ sheets: [{ name: 'Offres', rows: [['id'], ['1']] }] })
  expect((await read({ body }, { kind: 'xlsx', sheet: 'Services', key: 'id' })).outcome.state).toBe('drifted')
})

test('a feed that shows only the latest items never retires anything', async () => {
  const feed = '<rss><channel><item><title>Un</title><guid>1</guid></item></channel></rss>'
  expect((await read(feed, { kind: 'rss' })).outcome).toMatchObject({
    state: 'partial',
    reasons: [{ code: 'flux-recent' }],
  })
})

test('entities of a DTD are not expanded and nothing outside the feed is read', async () => {
  const feed =
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>Un &b; &x; &eacute;t&eacute;</title><guid>1</guid></item></channel></rss>'
  const { offers, outcome } = await read(feed, { kind: 'rss', recent: false })
  expect(outcome.state).toBe('complete')
  expect(words(offers, 'title')).toEqual(['Un &b; &x; été'])
})

test('LHÉO: two actions of one training are two offers; «-» is unknown; escaped HTML is read; a contact stays', async () => {
  const lheo = `<?xml version="1.0" encoding="ISO-8859-1"?><lheo xmlns="http://lheo.gouv.fr/2.2"><offres><formation numero="F1"><intitule-formation>Fran\xE7ais</intitule-formation><objectif-formation>&lt;ul&gt;&lt;li&gt;Lire&lt;/li&gt;&lt;li&gt;\xC9crire&lt;/li&gt;&lt;/ul&gt;</objectif-formation><resultats-attendus>-</resultats-attendus><contact-formation><coordonnees><telfixe><numtel>0299000000</numtel></telfixe></coordonnees></contact-formation><action numero="A"><session numero="s1"><periode><debut>20260105</debut></periode></session></action><action numero="B"><session><periode><debut>20260310</debut></periode></session></action><organisme-formation-responsable><nom-organisme>CLPS</nom-organisme></organisme-formation-responsable></formation></offres></lheo>`
  const { offers, outcome } = await read(
    { body: Uint8Array.from(Buffer.from(lheo, 'latin1')), headers: { 'content-type': 'application/xml' } },
    { kind: 'lheo' },
  )
  expect(outcome.state).toBe('complete')
  expect(offers.map(offer => offer.key)).toEqual(['F1_A', 'F1_B'])
  expect(words(offers, 'action.session.periode.debut')).toEqual(['20260105', '20260310'])
  expect(words(offers, 'objectif-formation')[0]).toBe('Lire\nÉcrire')
  expect(words(offers, 'intitule-formation')[0]).toBe('Français')
  expect(words(offers, 'organisme-formation-responsable.nom-organisme')).toEqual(['CLPS', 'CLPS'])
  expect(offers[0]?.fields['resultats-attendus']).toBeUndefined()
})

test('a LHÉO version that nobody knows: drifted', async () => {
  const { outcome } = await read(
    '<lheo xmlns="http://lheo.gouv.fr/9.9"><offres><formation numero="1"><intitule-formation>x</intitule-formation></formation></offres></lheo>',
    { kind: 'lheo' },
  )
  expect(outcome).toMatchObject({ state: 'drifted', expectations: [{ name: 'version-lheo', seen: 'LHÉO 9.9' }] })
})

test('iCal: what is over is left out, a rule without end gives the dates of the next 90 days only', async () => {
  const event = (uid: string, lines: string[]) => ['BEGIN:VEVENT', `UID:${uid}`, ...lines, 'END:VEVENT']
  const calendar = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...event('fini', ['DTSTART:20200101T090000Z', 'DTEND:20200101T100000Z', 'SUMMARY:Passé']),
    ...event('futur', ['DTSTART:20270601T090000Z', 'SUMMARY:Plus tard']),
    ...event('hebdo', ['DTSTART:20200106T090000Z', 'RRULE:FREQ=WEEKLY', 'SUMMARY:Chaque lundi']),
    'END:VCALENDAR',
    '',
  ].join('\r\n')
  const { offers } = await read({ body: calendar, headers: { 'content-type': 'text/calendar' } }, { kind: 'ical' })
  expect(offers.map(offer => offer.key)).toEqual(['futur', 'hebdo'])
  expect(offers[1]?.fields.occurrence).toHaveLength(12)
  expect(offers[1]?.fields.occurrence?.[0]?.words).toBe('2026-11-30T10:00:00')
})

test('how often each column is filled comes with the outcome, empty ones too', async () => {
  const rows = Array.from({ length: 8 }, (_, at) => `${at};Offre ${at};${at === 0 ? 'gratuit' : ''}`).join('\n')
  site = await startSite({ '/page': `Id;Nom;Frais\n${rows}\n` })
  const settings = { kind: 'csv', key: 'Id' }
  const { outcome } = await harvestAll(connectorFor(settings).connector, { address: `${site.url}/page`, settings })
  expect(outcome).toMatchObject({ state: 'complete', fill: { Id: 1, Nom: 1, Frais: 1 / 8 } })
})

test('a sitemap index whose sitemaps are compressed files: every page that matches, once', async () => {
  const at = (path: string) => `${site.url}${path}`
  site = await startSite({})
  const urlset = (...paths: string[]) =>
    new Uint8Array(
      gzipSync(
        `<?xml version="1.0"?><urlset>${paths.map(path => `<url><loc>${at(path)}</loc></url>`).join('')}</urlset>`,
      ),
    )
  Object.assign(site.pages, {
    '/sitemap.xml': `<sitemapindex><sitemap><loc>${at('/a.xml.gz')}</loc></sitemap><sitemap><loc>${at('/b.xml.gz')}</loc></sitemap></sitemapindex>`,
    '/a.xml.gz': { body: urlset('/offres/1', '/contact'), headers: { 'content-type': 'application/gzip' } },
    '/b.xml.gz': { body: urlset('/offres/2', '/offres/1'), headers: { 'content-type': 'application/gzip' } },
    '/offres/1': '<h1>Un</h1>',
    '/offres/2': '<h1>Deux</h1>',
  })
  const settings = { kind: 'html', sitemap: { match: '/offres/' }, fields: { nom: 'h1' } }
  const { offers, outcome } = await harvestAll(connectorFor(settings).connector, { address: at('/'), settings })
  expect(outcome).toMatchObject({ state: 'complete', documents: 5 })
  expect(words(offers, 'nom')).toEqual(['Un', 'Deux'])
})

test.each([
  ['page numbers', { page: { parameter: 'p', from: 0 } }, ['/api?p=0', '/api?p=1', '/api?p=2']],
  ['an offset', { offset: { parameter: 'debut' } }, ['/api', '/api?debut=2', '/api?debut=3']],
])('a JSON API turned by %s: until the first empty page', async (_, paging, asked) => {
  const rows = (...ids: number[]) => JSON.stringify(ids.map(id => ({ id, nom: `Offre ${id}` })))
  const [first = '', second = '', last = ''] = asked
  site = await startSite({ [first]: rows(1, 2), [second]: rows(3), [last]: '[]' })
  const settings = { kind: 'json', key: 'id', ...paging }
  const { offers, outcome } = await harvestAll(connectorFor(settings).connector, {
    address: `${site.url}/api`,
    settings,
  })
  expect(outcome).toMatchObject({ state: 'complete', documents: 3 })
  expect(offers.map(offer => offer.key)).toEqual(['1', '2', '3'])
})

test('a JSON API that gives the same page for ever: partial, at once', async () => {
  const same: Answer = '[{"id":1}]'
  site = await startSite(Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`/api?p=${at}`, same])))
  const settings = { kind: 'json', key: 'id', page: { parameter: 'p' } }
  const { outcome } = await harvestAll(connectorFor(settings).connector, { address: `${site.url}/api`, settings })
  expect(outcome).toMatchObject({ state: 'partial', reasons: [{ code: 'pagination-sans-fin' }] })
  expect(site.requests.filter(request => request.path.startsWith('/api'))).toHaveLength(2)
})

test('encoding and separator can be forced', async () => {
  const body = Uint8Array.from(Buffer.from('Id,x|Nom\n1|\xA4t\xE9\n', 'latin1'))
  const { offers } = await read({ body }, { kind: 'csv', key: 'Id,x', delimiter: '|', charset: 'iso-8859-15' })
  expect(words(offers, 'Nom')).toEqual(['€té'])
})

test('a CSV with a quote that never closes: the other rows stand, and the harvest is partial', async () => {
  const { offers, outcome } = await read('Id;Nom\n1;Un\n2;"Deux\n3;Trois\n', { kind: 'csv', key: 'Id' })
  expect(offers.map(offer => offer.key)).toEqual(['1', '3'])
  expect(outcome).toMatchObject({ state: 'partial', reasons: [{ code: 'ligne-illisible' }] })
})

test('a scanned PDF has no text: drifted, and says that it is an image', async () => {
  const { pdfOf } = await import('./office-files.ts')
  const { outcome } = await read({ body: pdfOf([[], []]) }, { kind: 'pdf' })
  expect(outcome.state).toBe('drifted')
  if (outcome.state === 'drifted') expect(outcome.expectations[0]?.message).toContain('image numérisée')
})

test('the sheet of an ODS file that is asked for by name is the only one read', async () => {
  const body = await writeOds({
    sheets: [
      {
        name: 'Notes',
        rows: [
          ['Code', 'Nom'],
          ['N1', 'Une note'],
        ],
      },
      {
        name: 'Offres',
        rows: [
          ['Code', 'Nom'],
          ['A1', 'Atelier'],
        ],
      },
    ],
  })
  const page = { body: Buffer.from(body), type: 'application/vnd.oasis.opendocument.spreadsheet' }
  const { offers } = await read(page, { kind: 'ods', sheet: 'Offres', key: 'Code' })
  expect(words(offers, 'Nom')).toEqual(['Atelier'])
})

const fiche = (number: number, partner: string) => `FICHE ACTION ${number}

Intitulé de I'action : Action ${number}

Enjeux identifiés et objectifs visés par I'action :
Ouvrir la porte
du chantier.

Description de I'action :
Un premier pas.

Partenaires et co-financeurs :
Partenaires : ${partner}.

Budget prévisionnel 2031 :
PART ETAT : 5 000€
`

test('the text of a convention gives the chosen fiches only, with their aims and description at their line', async () => {
  const text = `${fiche(1, 'Terre Neuve')}\n${fiche(2, 'Le Compas')}`
  const all = await read(text, { kind: 'convention' })
  await site.close()
  expect(words(all.offers, 'partenaires')).toEqual(['Terre Neuve', 'Compas'])
  const { offers, rejected, outcome } = await read(text, { kind: 'convention', fiches: [2] })
  expect(outcome.state).toBe('complete')
  expect(rejected).toEqual([])
  expect(offers.map(offer => offer.key)).toEqual(['fiche-2'])
  expect(offers[0]?.fields.enjeux?.[0]).toMatchObject({
    words: 'Ouvrir la porte du chantier.',
    origin: { where: 'ligne 23' },
  })
  expect(words(offers, 'description')).toEqual(['Un premier pas.'])
})

test('a chosen fiche that the text does not have: drifted, and says which', async () => {
  const { offers, outcome } = await read(fiche(1, 'Terre Neuve'), { kind: 'convention', fiches: [7] })
  expect(offers).toEqual([])
  expect(outcome).toMatchObject({ state: 'drifted', expectations: [{ name: 'fiche-action-7' }] })
})
