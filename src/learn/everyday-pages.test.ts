import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../common/digest.ts'
import type { Fetcher } from '../harvest/connector.ts'
import { lazyText } from '../harvest/lazy-text.ts'
import { loadLexicon } from '../normalise/lexicon.ts'
import { foundAt } from './look.ts'
import { readUnit } from './read-unit.ts'

const lexicon = loadLexicon(join(import.meta.dirname, '..', '..', 'mappings', 'lexique.yaml'), 'mappings/lexique.yaml')
const SITE = 'https://asso.example.org'
const page = (main: string) =>
  `<!doctype html><html lang="fr"><head><title>Asso</title></head><body><main>${main}</main></body></html>`

/** Name of each offer, and the fields that are asked for. */
async function readAt(pages: Record<string, string>, asked: readonly string[], path = '/') {
  const fetcher: Fetcher = {
    async get(address) {
      const text = pages[address.replace(SITE, '')]
      if (text === undefined) throw new Error(`no page ${address}`)
      const body = new TextEncoder().encode(page(text))
      const known = { status: 200, headers: {}, body, unchanged: false, fetchedAt: '2026-11-28T09:00:00Z' }
      return lazyText({ hash: sha256(body), address, ...known })
    },
    stream: () => Promise.reject(new Error('nothing is streamed')),
  }
  const found = await foundAt(`${SITE}${path}`, { fetcher, lexicon, near: '35' })
  const offers = found.units.map(unit => {
    const { fields } = readUnit(unit, lexicon, undefined, '35')
    return [unit.title, ...asked.map(name => fields[name]?.value ?? null)]
  })
  return { found, offers }
}

const facts = (hours: string, phone: string, price = 'Gratuit') =>
  `<p><b>Pour qui ?</b><br>Demandeurs d’emploi</p><p><b>Quand ?</b><br>${hours}</p><p><b>Combien ?</b><br>${price}</p><p><b>Contact</b><br>${phone}</p>`

test('a part that folds and whose title begins as a label is an offer like those beside it', async () => {
  const fold = (name: string, inside: string, at: number) =>
    `<div class="pli"><button aria-expanded="false" aria-controls="p${at}"><span>${name}</span></button><div id="p${at}" hidden>${inside}</div></div>`
  const folds = [
    fold('Vestiaire', facts('Le mardi de 9h à 12h', '02 99 00 11 01', '2 € l’habit'), 0),
    fold('Permanence numérique', facts('Le mercredi de 14h à 17h', '02 99 00 11 02'), 1),
  ]
  const { offers } = await readAt({ '/': `<h1>Nos aides</h1>${folds.join('')}` }, [
    'horaires_accueil',
    'frais',
    'telephone',
  ])
  expect(offers).toEqual([
    ['Vestiaire', 'Tu 09:00-12:00', 'payant', '+33299001101'],
    ['Permanence numérique', 'We 14:00-17:00', 'gratuit', '+33299001102'],
  ])
})

const TABS = ['Accompagnement', 'Parrainage']
const panel = (id: string, phone: string, attributes = '') =>
  `<div id="${id}" role="tabpanel" ${attributes}><p class="lbl">Public concerné</p><p>Demandeurs d’emploi</p><p class="lbl">Tarif</p><p>Gratuit</p><p class="lbl">Comment s’inscrire ?</p><p>Au ${phone}</p></div>`

test.each([
  [
    'links to what they show',
    `<ul role="tablist">${TABS.map((name, at) => `<li><a role="tab" href="#t${at}">${name}</a></li>`).join('')}</ul>`,
    '',
  ],
  [
    'buttons that control it, in a menu',
    `<nav><div role="tablist">${TABS.map((name, at) => `<button role="tab" aria-controls="t${at}">${name}</button>`).join('')}</div></nav>`,
    '',
  ],
  [
    'buttons that it names',
    `<div role="tablist">${TABS.map((name, at) => `<button role="tab" id="onglet${at}">${name}</button>`).join('')}</div>`,
    'onglet',
  ],
])('tabs name what they show, hidden or not: %s', async (_, tabs, labelled) => {
  const by = (at: number) => (labelled === '' ? '' : `aria-labelledby="${labelled}${at}"`)
  const panels = panel('t0', '02 99 00 11 03', by(0)) + panel('t1', '02 99 00 11 04', `${by(1)} style="display:none"`)
  const { offers } = await readAt({ '/': `<h1>Nos actions</h1>${tabs}${panels}` }, ['publics', 'frais', 'telephone'])
  expect(offers).toEqual([
    ['Accompagnement', ['demandeurs-emploi'], 'gratuit', '+33299001103'],
    ['Parrainage', ['demandeurs-emploi'], 'gratuit', '+33299001104'],
  ])
})

test('tabs that tell one offer, part by part, name none', async () => {
  const tabs = ['Présentation', 'Public', 'Horaires']
  const list = tabs.map((name, at) => `<li><a role="tab" href="#t${at}">${name}</a></li>`).join('')
  const told = ['Un atelier pour apprendre à coudre et à réparer ses vêtements.', 'Familles', 'Le lundi de 9 h à 11 h']
  const panels = told.map((text, at) => `<div id="t${at}" role="tabpanel"><p>${text}</p></div>`).join('')
  const { offers } = await readAt({ '/': `<h1>Atelier couture</h1><ul role="tablist">${list}</ul>${panels}` }, [
    'publics',
    'horaires_accueil',
  ])
  expect(offers).toEqual([['Atelier couture', ['familles'], 'Mo 09:00-11:00']])
})

test('what one offer of a list of definitions says is never given to the others', async () => {
  const { offers } = await readAt(
    {
      '/': '<h1>Nos services</h1><dl><dt>Laverie</dt><dd>Laver son linge à petit prix.</dd><dd>2 € la machine</dd><dd>02 99 00 11 05</dd><dt>Chantier peinture</dt><dd>Un contrat de quatre mois pour apprendre le métier de peintre.</dd><dd>Du lundi au jeudi de 8h à 15h</dd><dd>02 99 00 11 06</dd><dt>Garde d’enfants</dt><dd>Une garde de quelques heures pendant un entretien d’embauche.</dd><dd>Gratuit</dd><dd>garde@asso.example</dd></dl>',
    },
    ['frais', 'telephone'],
  )
  expect(offers).toEqual([
    ['Laverie', 'payant', '+33299001105'],
    ['Chantier peinture', null, '+33299001106'],
    ['Garde d’enfants', 'gratuit', null],
  ])
})

test('names in front of their texts: one with few words under it is an offer too, and shares nothing', async () => {
  const line = (name: string, text: string) => `<p><b>${name} :</b> ${text}</p>`
  const long = 'un moment pour apprendre ensemble, autour d’une table, sans rien savoir d’avance'
  const { offers } = await readAt(
    {
      '/': `<h1>Nos rendez-vous</h1>${line('Tricot', `${long}, le lundi de 14h à 16h, au 02 99 00 11 07.`)}${line('Laverie', '2 €, au 02 99 00 11 08')}${line('Cuisine', `${long}, gratuit, le jeudi de 9h à 12h.`)}`,
    },
    ['telephone'],
  )
  expect(offers).toEqual([
    ['Tricot', '+33299001107'],
    ['Laverie', '+33299001108'],
    ['Cuisine', null],
  ])
})

test('two offers in one paragraph, their names in bold', async () => {
  const { offers } = await readAt(
    {
      '/': '<h1>Le Fil</h1><p>Le Fil propose deux ateliers au 9 rue de la Paix, 35600 Redon. <strong>Atelier tricot</strong> : tous les lundis de 14h à 16h, pour les personnes isolées. <strong>Atelier cuisine :</strong> tous les jeudis de 10h à 13h, 3 € le repas.</p>',
    },
    ['horaires_accueil', 'adresse', 'complement_adresse', 'commune'],
  )
  expect(offers).toEqual([
    ['Atelier tricot', 'Mo 14:00-16:00', '9 rue de la Paix', null, 'Redon'],
    ['Atelier cuisine', 'Th 10:00-13:00', '9 rue de la Paix', null, 'Redon'],
  ])
})

test('what stands after the last card is said for all of them, and a card that tells little is one of them', async () => {
  const card = (name: string, told: string) =>
    `<article class="carte"><h2>${name}</h2><p>Un atelier pour reprendre confiance, à plusieurs.</p>${told}</article>`
  const cards = [
    card('Sophrologie', '<p>Le mardi de 10h à 11h</p><p>Bénéficiaires du RSA</p>'),
    card('Gestes et postures', '<p>Le jeudi de 14h à 16h</p>'),
    card('Théâtre', '<p>Le vendredi de 17h à 19h</p><p>Gratuit</p>'),
  ]
  const { offers } = await readAt(
    {
      '/': `<h1>Nos ateliers</h1>${cards.join('')}<p>Tous nos ateliers ont lieu au 25 boulevard de Metz, 35400 Saint-Malo. Appelez le 02 99 00 11 09.</p>`,
    },
    ['horaires_accueil', 'telephone', 'commune', 'frais'],
  )
  expect(offers).toEqual([
    ['Sophrologie', 'Tu 10:00-11:00', '+33299001109', 'Saint-Malo', null],
    ['Gestes et postures', 'Th 14:00-16:00', '+33299001109', 'Saint-Malo', null],
    ['Théâtre', 'Fr 17:00-19:00', '+33299001109', 'Saint-Malo', 'gratuit'],
  ])
})

test('in a list without sentences, an offer is described by its own first words, not by the page', async () => {
  const { offers } = await readAt(
    {
      '/': '<h1>La Trame</h1><p>Depuis 2011, nous donnons une seconde vie aux objets.</p><h3>Chantier textile</h3><ul><li>Trier, laver et vendre des vêtements</li><li>02 99 00 11 10</li><li>Gratuit</li></ul><h3>Vestiaire</h3><ul><li>Mardi de 9h à 17h</li><li>02 99 00 11 11</li></ul>',
    },
    ['description'],
  )
  expect(offers).toEqual([
    ['Chantier textile', 'Trier, laver et vendre des vêtements'],
    ['Vestiaire', 'Depuis 2011, nous donnons une seconde vie aux objets.'],
  ])
})

const offer = (name: string, phone: string) => `<h1>${name}</h1>${facts('Le lundi de 9h à 11h', phone)}`
const card = (name: string, path: string) => `<h3>${name}</h3><p><a href="${path}">En savoir plus</a></p>`
const block = (name: string, phone: string) => `<h2>${name}</h2>${facts('Le lundi de 9h à 11h', phone)}`
const row = (name: string, phone: string) => `<tr><td>${name}</td><td>Familles</td><td>${phone}</td></tr>`
const table = (rows: string) => `<table><tr><th>Atelier</th><th>Public</th><th>Téléphone</th></tr>${rows}</table>`

test.each([
  [
    'of links',
    {
      '/offres/': `<h1>Offres</h1>${card('A la ferme', '/offre/a')}${card('Au jardin', '/offre/b')}<a href="/offres/?page=2">Page suivante »</a>`,
      '/offres/?page=2': `<h1>Offres</h1>${card('En cuisine', '/offre/c')}<a href="/offres/">Page précédente</a>`,
      '/offre/a': offer('A la ferme', '02 99 00 11 12'),
      '/offre/b': offer('Au jardin', '02 99 00 11 13'),
      '/offre/c': offer('En cuisine', '02 99 00 11 14'),
    },
  ],
  [
    'of blocks',
    {
      '/offres/': `<h1>Offres</h1>${block('A la ferme', '02 99 00 11 12')}${block('Au jardin', '02 99 00 11 13')}<a rel="next" href="/offres/page/2/">2</a>`,
      '/offres/page/2/': `<h1>Offres</h1>${block('En cuisine', '02 99 00 11 14')}`,
    },
  ],
  [
    'in tables',
    {
      '/offres/': `<h1>Offres</h1>${table(row('A la ferme', '02 99 00 11 12') + row('Au jardin', '02 99 00 11 13'))}<a href="?p=2" title="Suivant">›</a>`,
      '/offres/?p=2': `<h1>Offres</h1>${table(row('En cuisine', '02 99 00 11 14') + row('Au musée', '02 99 00 11 15'))}`,
    },
  ],
])('a list over several pages is read to its end: %s', async (_, pages) => {
  const { found, offers } = await readAt(pages, ['telephone'], '/offres/')
  expect(offers.slice(0, 3)).toEqual([
    ['A la ferme', '+33299001112'],
    ['Au jardin', '+33299001113'],
    ['En cuisine', '+33299001114'],
  ])
  expect(found.found).toContain('sur 2 pages qui se suivent')
  expect(found.unread ?? []).toEqual([])
})

test('a list that never ends is read in part, and it is said; the next article of a blog is no rest of a list', async () => {
  const blocks = block('A la ferme', '02 99 00 11 12') + block('Au jardin', '02 99 00 11 13')
  const endless = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [
      `/offres/page/${at}/`,
      `<h1>Offres</h1>${blocks}<a rel="next" href="/offres/page/${at + 1}/">suite</a>`,
    ]),
  )
  const { found } = await readAt(endless, [], '/offres/page/0/')
  expect(found.unread).toMatchObject([{ code: 'au-dela-de-la-limite', expected: '10 pages au plus' }])
  const blog = { '/ateliers/': `<h1>Offres</h1>${blocks}<a rel="next" href="/fete-du-quartier/">Article suivant</a>` }
  expect((await readAt(blog, [], '/ateliers/')).found.found).not.toContain('qui se suivent')
})

test('a title above a table describes none of its offers', async () => {
  const { offers } = await readAt(
    {
      '/': `<h1>Nos ateliers</h1><p>Programme des actions de la maison de l’emploi</p>${table(row('A la ferme', '02 99 00 11 12') + row('Au jardin', '02 99 00 11 13'))}`,
    },
    ['description'],
  )
  expect(offers).toEqual([
    ['A la ferme', null],
    ['Au jardin', null],
  ])
})

test('what the words of an image say is read, unless it says nothing of an offer or is said again beside it', async () => {
  const image = (alt: string, beside = '') => `<p><img src="a.png" alt="${alt}">${beside}</p>`
  const one = (name: string, images: string) =>
    `<h2>${name}</h2><p><b>Pour qui ?</b><br>Demandeurs d’emploi</p><p><b>Quand ?</b><br>Le mardi de 9h à 12h</p>${images}`
  const price = one('Vestiaire', image('Tarif : 15 euros la séance') + image('Des femmes et des jeunes au travail'))
  const phone = one('Écrivain public', `${image('Appelez le 02 99 00 11 01', 'Appelez le 02 99 00 11 01')}`)
  const { found, offers } = await readAt({ '/': `<h1>Nos aides</h1>${price}${phone}` }, [
    'frais',
    'telephone',
    'publics',
  ])
  expect(offers).toEqual([
    ['Vestiaire', 'payant', null, ['demandeurs-emploi']],
    ['Écrivain public', null, '+33299001101', ['demandeurs-emploi']],
  ])
  const texts = found.units.flatMap(({ lines }) => lines.map(({ text }) => text))
  expect(texts.filter(text => /02 99|femmes/.test(text))).toEqual(['Appelez le 02 99 00 11 01'])
})

test('a box in the text that is taken for what surrounds it is named among what is no offer', async () => {
  const box =
    '<aside><h3>Bourse aux vêtements</h3><p>Chaque samedi, des vêtements d’occasion à petit prix, pour tous.</p></aside>'
  const small = '<aside><h3>Partager</h3><p>Par courriel</p></aside>'
  const offer = `<h2>Vestiaire</h2>${facts('Le mardi de 9h à 12h', '02 99 00 11 01')}`
  const two = `${offer}${offer.replace('Vestiaire', 'Cuisine')}`
  const { found, offers } = await readAt({ '/': `<h1>Nos aides</h1>${two}${box}${small}` }, [])
  expect(offers).toEqual([['Vestiaire'], ['Cuisine']])
  expect(found.notOffers).toEqual([{ words: 'Bourse aux vêtements', because: 'un encart à côté du texte de la page' }])
})

const tagged = (name: string, above: string, inside: string) =>
  `<div class="carte"><p>${above}</p><h3>${name}</h3>${inside}</div>`

test('what a card says above its title is its own, and said of no other', async () => {
  const cards = [
    tagged('Refaire son CV', 'Demandeurs d’emploi', '<p>Le mardi de 10h à 12h, 35000 Rennes</p>'),
    tagged('Réussir son entretien', 'Demandeurs d’emploi', '<p>Le jeudi de 10h à 12h, 35000 Rennes</p>'),
    tagged('Conseil mobilité', 'Tout public', '<p>Le vendredi de 9h à 17h, 35770 Vern-sur-Seiche</p>'),
  ]
  const { offers } = await readAt({ '/': `<h1>Ateliers</h1><div>${cards.join('')}</div>` }, ['publics'])
  expect(offers).toEqual([
    ['Refaire son CV', ['demandeurs-emploi']],
    ['Réussir son entretien', ['demandeurs-emploi']],
    ['Conseil mobilité', ['tous-publics']],
  ])
})

test('what a button opens in a box takes its place', async () => {
  const names = ['Couture', 'Jardin partagé']
  const cards = names.map(
    (name, at) =>
      `<div class="card"><h5>${name}</h5><p>Un atelier pour avancer ensemble, à son rythme.</p><button data-bs-toggle="modal" data-bs-target="#m${at}">En savoir plus</button></div>`,
  )
  const boxes = names.map(
    (name, at) =>
      `<div class="modal fade" id="m${at}" role="dialog"><div class="modal-header"><h5>${name}</h5></div><div class="modal-body">${facts('Le lundi de 14h à 16h', `02 99 00 12 0${at}`)}</div></div>`,
  )
  const { offers } = await readAt({ '/': `<h1>Activités</h1><div>${cards.join('')}</div>${boxes.join('')}` }, [
    'horaires_accueil',
    'telephone',
  ])
  expect(offers).toEqual([
    ['Couture', 'Mo 14:00-16:00', '+33299001200'],
    ['Jardin partagé', 'Mo 14:00-16:00', '+33299001201'],
  ])
})

test('bold drawn by a style is bold', async () => {
  const block = (name: string, day: string) =>
    `<p><span style="font-weight:700;">${name}</span></p><p><span>Tous les ${day} de 14h à 16h, au 3 rue Pasteur, 35150 Janzé. 15 € par trimestre.</span></p>`
  const { offers } = await readAt(
    { '/': `<h1>Ateliers</h1>${block('Peinture', 'mardis')}${block('Chorale', 'jeudis')}` },
    ['horaires_accueil'],
  )
  expect(offers).toEqual([
    ['Peinture', 'Tu 14:00-16:00'],
    ['Chorale', 'Th 14:00-16:00'],
  ])
})

const TABLE = (rows: string) => `<table><tr><th>Atelier</th><th>Jour et heure</th><th>Lieu</th></tr>${rows}</table>`
const rowOf = (...cells: string[]) => `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`

test('tables with the same columns are one list, each under its commune; another table is told', async () => {
  const body = `<h1>Ateliers</h1><h2>Vitré</h2>${TABLE(rowOf('Cuisine', 'lundi 10h-12h', '27 rue Notre-Dame') + rowOf('Couture', 'mardi 14h-16h', '27 rue Notre-Dame'))}<h2>Fougères</h2>${TABLE(rowOf('Cuisine', 'jeudi 10h-12h', '5 rue du Gast') + rowOf('Tricot', 'mercredi 14h-16h', '5 rue du Gast'))}<h2>Tarifs</h2><table>${rowOf('Tarif', 'Public', 'Prix')}${rowOf('Plein', 'tous', '5 €')}${rowOf('Réduit', 'RSA', '1 €')}</table><p>Inscription : 02 99 00 07 00</p>`
  const { offers, found } = await readAt({ '/': body }, ['commune', 'adresse', 'telephone'])
  expect(offers).toEqual([
    ['Cuisine', 'Vitré', '27 rue Notre-Dame', '+33299000700'],
    ['Couture', 'Vitré', '27 rue Notre-Dame', '+33299000700'],
    ['Cuisine', 'Fougères', '5 rue du Gast', '+33299000700'],
    ['Tricot', 'Fougères', '5 rue du Gast', '+33299000700'],
  ])
  expect(found.notOffers.map(({ words }) => words)).toEqual(['tableau « Tarif, Public, Prix »'])
})

test.each([
  ['at the root of the site', (n: number) => `/atelier-${n}/`, ['atelier-1', 'atelier-2']],
  ['told apart by their query', (n: number) => `/spip.php?article${n}`, ['spip_article1', 'spip_article2']],
  ['in a folder', (n: number) => `/offres/${n}.html`, ['1', '2']],
])('a list leads to pages %s: each is read, and keeps its key under another name', async (_, path, keys) => {
  const pages = (name: string) => ({
    '/liste': `<h1>Nos services</h1>${[1, 2].map(n => `<h3><a href="${path(n)}">Atelier ${n}</a></h3><p>Un service de proximité…</p>`).join('')}`,
    ...Object.fromEntries(
      [1, 2].map(n => [path(n), `<h1>${name} ${n}</h1>${facts('Le mardi de 9h à 12h', `02 99 00 13 0${n}`)}`]),
    ),
  })
  for (const name of ['Atelier', 'Nouveau nom']) {
    const { offers, found } = await readAt(pages(name), ['telephone'], '/liste')
    expect(offers).toEqual([1, 2].map(n => [`${name} ${n}`, `+3329900130${n}`]))
    expect(found.units.map(({ key }) => key)).toEqual(keys)
  }
})

test.each(['Bilan de compétences', 'Test de positionnement en français', 'Boutique solidaire'])(
  '«%s» is an offer, and no news',
  async name => {
    const { offers } = await readAt({ '/': `<h1>${name}</h1>${facts('Le mardi de 9h à 12h', '02 99 00 14 01')}` }, [])
    expect(offers).toEqual([[name]])
  },
)
const told = (name: string, phone: string) =>
  `<h1>${name}</h1><p>${name}, un moment pour apprendre ensemble et avancer à son rythme.</p>${facts('Le lundi de 9h à 12h', phone)}`
const TWO = ['Atelier cuisine', 'Jardin partagé']
const PHONES = ['+33299001121', '+33299001122']
const page21 = told(TWO[0] ?? '', '02 99 00 11 21')
const page22 = told(TWO[1] ?? '', '02 99 00 11 22')
const both = TWO.map((name, at) => [name, PHONES[at]])

test.each<[what: string, pages: Record<string, string>, path: string]>([
  [
    'articles that a script names by their number',
    {
      '/spip.php?rubrique7': `<h1>Nos ateliers</h1><ul><li><strong><a href="spip.php?article41">${TWO[0]}</a></strong></li><li><strong><a href="spip.php?article42">${TWO[1]}</a></strong></li></ul><p><a href="spip.php?rubrique7&debut_articles=10">10</a> <a href="spip.php?rubrique7&debut_articles=20">20</a></p>`,
      '/spip.php?article41': page21,
      '/spip.php?article42': page22,
    },
    '/spip.php?rubrique7',
  ],
  [
    'pages at the root of a site, under titles',
    {
      '/nos-ateliers/': `<h1>Nos ateliers</h1><p><a href="/contact/">Contact</a> <a href="/plan-du-site/">Plan du site</a></p><h3><a href="/cuisine/">${TWO[0]}</a></h3><p>Un moment ensemble.</p><h3><a href="/jardin/">${TWO[1]}</a></h3><p>Un autre.</p>`,
      '/cuisine/': page21,
      '/jardin/': page22,
    },
    '/nos-ateliers/',
  ],
  [
    'cards that are cut, each with its title in a header',
    {
      '/agenda/': `<h1>Agenda</h1>${TWO.map((name, at) => `<article><header><time>14 janvier 2027</time><h3><a href="/atelier/${at}">${name}</a></h3></header><p>Pour les familles, sur inscription, gratuit […]</p></article>`).join('')}`,
      '/atelier/0': page21,
      '/atelier/1': page22,
    },
    '/agenda/',
  ],
  [
    'rows without titles on pages that repeat the title of the list',
    {
      '/liste': `<h1>Nos ateliers</h1><div><a href="/atelier/0">${TWO[0]}</a></div><div><a href="/atelier/9">Un autre atelier</a></div><a rel="next" href="/liste?page=1">Suivant</a>`,
      '/liste?page=1': `<h1>Nos ateliers</h1><div><a href="/atelier/1">${TWO[1]}</a></div>`,
      '/atelier/0': page21,
      '/atelier/1': page22,
    },
    '/liste',
  ],
])('each offer is read on its own page: %s', async (_, pages, path) => {
  expect((await readAt(pages, ['telephone'], path)).offers).toEqual(both)
})

test('months over the offers of an agenda name none of them, and the next month is read too', async () => {
  const month = (name: string, at: number) =>
    `<h2>${name} 2027</h2><h3>${TWO[at]}</h3>${facts('Le lundi de 9h à 12h', `02 99 00 11 2${at + 1}`)}`
  const pages = {
    '/agenda/2026-12': `<h1>Agenda</h1>${month('Décembre', 0)}<h3>Chorale</h3>${facts('Le mardi de 9h à 12h', '02 99 00 11 23')}<a href="/agenda/2027-01">Mois suivant »</a>`,
    '/agenda/2027-01': `<h1>Agenda</h1><p>Toutes les salles ont changé, au 02 99 00 11 99.</p>${month('Janvier', 1)}`,
  }
  const { offers } = await readAt(pages, ['telephone'], '/agenda/2026-12')
  expect(offers).toEqual([both[0], ['Chorale', '+33299001123'], both[1]])
})

test('boxes without titles, under the word of their kind: the next words name each', async () => {
  const box = (name: string, phone: string) =>
    `<div class="carte"><div class="tag">Atelier</div><div class="nom">${name}</div><div><div>Public</div><div>Familles</div></div><div><div>Horaires</div><div>Mercredi 14h – 17h</div></div><div><div>Contact</div><div>${phone}</div></div></div>`
  const { offers } = await readAt(
    { '/': `<h1>La Fabrique</h1><div>${box('Couture', '02 99 00 11 21')}${box('Bois', '02 99 00 11 22')}</div>` },
    ['telephone'],
  )
  expect(offers).toEqual([
    ['Couture', PHONES[0]],
    ['Bois', PHONES[1]],
  ])
})

test('what a button opens is told where the button stands', async () => {
  const card = (name: string, at: number) =>
    `<div class="card"><h5>${name}</h5><p>Quelques mots.</p><button data-bs-toggle="modal" data-bs-target="#m${at}">Voir</button></div>`
  const modal = (name: string, at: number) =>
    `<div class="modal fade" id="m${at}"><div class="modal-content"><div class="modal-header"><h5>${name}</h5></div><div class="modal-body">${facts('Le lundi de 9h à 12h', `02 99 00 11 2${at + 1}`)}</div></div></div>`
  const { offers } = await readAt(
    { '/': `<h1>Nos actions</h1><div>${TWO.map(card).join('')}</div>${TWO.map(modal).join('')}` },
    ['telephone'],
  )
  expect(offers).toEqual(both)
})

test.each([
  'Horodateur',
  'Date de mise à jour',
  'Date limite d’inscription',
  'Publié le',
  'Début des inscriptions',
  'Date de saisie',
])('the day under «%s» is none of the offer', async label => {
  const block = (name: string) =>
    `<h2>${name}</h2><p>${label} : 12/10/2026</p>${facts('Le lundi de 9h à 12h', '02 99 00 11 21')}`
  const { offers } = await readAt({ '/': `<h1>Nos actions</h1>${TWO.map(block).join('')}` }, ['debut', 'fin'])
  expect(offers).toEqual(TWO.map(name => [name, null, null]))
})
