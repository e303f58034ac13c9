import { afterEach, expect, test } from 'vitest'
import { csv } from '../../src/harvest/connectors/csv.ts'
import { html } from '../../src/harvest/connectors/html.ts'
import { memoryDocumentStore } from '../../src/harvest/memory-document-store.ts'
import { harvestAll, startSite, type TestSite } from './test-site.ts'

let site: TestSite
afterEach(() => site.close())

test('html list, detail, paging, then unchanged', async () => {
  site = await startSite({
    '/': '<article class="o"><h2><a href="/offres/un.html">Un</a></h2><p class="lieu">Rennes</p></article><a rel="next" href="?p=2">suite</a>',
    '/?p=2': '<article class="o"><h2><a href="/offres/deux.html">Deux</a></h2></article>',
    '/offres/un.html':
      '<h1>Accueil  de jour</h1><p><strong>Public concerné :</strong> jeunes</p><a href="tel:0299000000">appeler</a><div class=d><p>Un</p><p>Deux</p></div>',
    '/offres/deux.html': '<h1>Deux</h1><dl><dt>Public concerné</dt><dd>tous</dd></dl>',
  })
  const documents = memoryDocumentStore()
  const settings = {
    kind: 'html',
    list: { items: '.o', link: 'h2 a', next: 'a[rel=next]', fields: { lieu: '.lieu' } },
    fields: {
      nom: { select: 'h1', required: true },
      publics: { label: 'Public concerné' },
      telephone: 'a[href^="tel:"]@href',
      description: '.d',
    },
  }
  const first = await harvestAll(html, { address: `${site.url}/`, settings }, { documents })
  expect(first.outcome.state).toBe('complete')
  expect(first.offers.map(o => o.key)).toEqual(['offres_un', 'offres_deux'])
  expect(first.offers.map(o => o.fields.publics?.[0]?.words)).toEqual(['jeunes', 'tous'])
  const again = await harvestAll(html, { address: `${site.url}/`, settings, known: 2 }, { documents })
  expect(again.outcome).toMatchObject({ state: 'unchanged', documents: 4 })
  expect(again.offers).toEqual(first.offers)
  expect(site.requests.filter(r => r.status === 304)).toHaveLength(4)
})

test('csv', async () => {
  site = await startSite({
    '/a.csv': {
      body: '\uFEFFIdentifiant;Nom;Nom;Page\r\naide;aide;aide;aide\r\n\r\n1;"Un\nsur deux lignes";;/un\r\n2;Deux;Bis;\r\n',
      headers: { 'content-type': 'text/csv' },
    },
  })
  const documents = memoryDocumentStore()
  const settings = { kind: 'csv', key: 'identifiant', hintRows: 1, required: ['Nom'], address: 'Page' }
  const first = await harvestAll(csv, { address: `${site.url}/a.csv`, settings }, { documents })
  expect(first.outcome.state).toBe('complete')
  expect((await harvestAll(csv, { address: `${site.url}/a.csv`, settings }, { documents })).outcome.state).toBe(
    'unchanged',
  )
})
