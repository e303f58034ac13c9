import { join } from 'node:path'
import { expect, test } from 'vitest'
import { conventionOf, testSource } from '../../test/normalise/testing.ts'
import { sha256 } from '../common/digest.ts'
import type { Fetcher, RawOffer } from '../harvest/connector.ts'
import { connectorFor } from '../harvest/connectors/index.ts'
import { lazyText } from '../harvest/lazy-text.ts'
import { loadLexicon } from '../normalise/lexicon.ts'
import { parseMapping } from '../normalise/mapping/load-mapping.ts'
import { normalise } from '../normalise/normalise.ts'
import { learnFrom } from './look.ts'
import type { OfferProposal } from './proposal.ts'

// Shapes of our own, unlike those that the code was written on.
const lexicon = loadLexicon(join(import.meta.dirname, '..', '..', 'mappings', 'lexique.yaml'), 'mappings/lexique.yaml')
const SITE = 'https://asso.example.org'
const KNOWN = { partner: 'essai', partnerName: 'Essai', action: null }

function siteOf(pages: Record<string, string>): Fetcher {
  return {
    async get(address) {
      const text = pages[address.replace(SITE, '')]
      if (text === undefined) throw new Error(`no page ${address}`)
      const body = new TextEncoder().encode(text)
      return lazyText({
        hash: sha256(body),
        address,
        status: 200,
        headers: {},
        body,
        unchanged: false,
        fetchedAt: '2026-11-28T09:00:00Z',
      })
    },
    stream: () => Promise.reject(new Error('nothing is streamed')),
  }
}
const learn = (pages: Record<string, string>, path = '/') =>
  learnFrom(`${SITE}${path}`, { fetcher: siteOf(pages), lexicon }, KNOWN)
const values = ({ fields }: OfferProposal) =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]))
const page = (main: string, head = '') =>
  `<!doctype html><html lang="fr"><head><title>Asso</title>${head}</head><body><nav><a href="/">Accueil</a></nav>${main}<footer>Asso, 1 rue du Siège, 35000 Rennes – 02 99 00 00 00</footer></body></html>`

/** What the proposed mapping reads, on the very page it was learnt from. */
async function readAgain(mapping: string, fetcher: Fetcher, path: string) {
  const parsed = parseMapping(mapping, 'essai', lexicon)
  const { connector, settings } = connectorFor(parsed.harvest)
  const offers: RawOffer[] = []
  const run = connector.harvest({ address: `${SITE}${path}`, settings, known: 0 }, fetcher)
  for (let step = await run.next(); !step.done; step = await run.next())
    if (step.value.kind === 'offer') offers.push(step.value.offer)
  return offers.flatMap(raw =>
    normalise(raw, { mapping: parsed, source: testSource, convention: conventionOf(), today: '2026-11-28' }).offers.map(
      ({ service }) => service,
    ),
  )
}

test('a page of one offer: definitions, whatever the order', async () => {
  const pages = {
    '/': page(`<main><h1>Coup de pouce numérique</h1>
      <p>Une animatrice vous aide à envoyer un courriel, à remplir un dossier et à protéger vos comptes, à votre rythme.</p>
      <dl><dt>Tarif</dt><dd>Gratuit</dd><dt>Public</dt><dd>Seniors et demandeurs d’emploi</dd>
      <dt>Jours</dt><dd>Le mardi de 9 h à 12 h</dd><dt>Adresse</dt><dd>4 rue des Lices<br>35000 Rennes</dd>
      <dt>Contact</dt><dd>02 99 12 34 56, aide [at] asso.example.org</dd></dl></main>`),
  }
  const { kind, offers, notOffers } = await learn(pages)
  expect([kind, offers.length, notOffers]).toEqual(['html', 1, []])
  expect(values(offers[0] as OfferProposal)).toMatchObject({
    nom: 'Coup de pouce numérique',
    frais: 'gratuit',
    publics: ['seniors', 'demandeurs-emploi'],
    horaires_accueil: 'Tu 09:00-12:00',
    adresse: '4 rue des Lices',
    code_postal: '35000',
    commune: 'Rennes',
    telephone: '+33299123456',
    courriel: 'aide@asso.example.org',
  })
  expect(offers[0]?.fields.publics).toMatchObject({
    confidence: 'haute',
    reason: 'le libellé « Public » juste avant',
    unread: [],
  })
  expect(offers[0]?.fields.description?.value).toMatch(/^Une animatrice/)
})

test('an age that no public is, and who comes first, are kept as details on publics', async () => {
  const one = async (words: string) => {
    const body = `<main><h1>Atelier cuisine</h1><p>Cuisiner à plusieurs des plats de saison, et les partager ensuite à table.</p><p>Public : ${words}</p><p>Horaires : jeudi 10h-13h</p></main>`
    const { publics, publics_precisions } = values((await learn({ '/': page(body) })).offers[0] as OfferProposal)
    return [publics, publics_precisions]
  }
  expect(await one('prioritairement les 18-25 ans')).toEqual([['jeunes'], 'prioritairement les 18-25 ans'])
  expect(await one('à partir de 16 ans')).toEqual([undefined, 'à partir de 16 ans'])
  expect(await one('familles')).toEqual([['familles'], undefined])
})

test.each([
  ['a bar', '<p>Tarif : 5 € | Public : seniors</p>'],
  ['a semicolon', '<p>Tarif : 5 € ; Public : seniors</p>'],
  ['a sentence', '<p>Horaires : jeudi 10h-13h. Tarif : 5 €. Public : seniors.</p>'],
  ['a bullet', '<p>• Tarif : 5 €<br>• Public : seniors</p>'],
  ['a line as typed', '<pre>Tarif : 5 €\nPublic : seniors</pre>'],
])('labels of one paragraph are told apart by %s', async (_, body) => {
  const main = `<main><h1>Atelier cuisine</h1><p>Cuisiner à plusieurs des plats de saison, et les partager ensuite à table.</p>${body}</main>`
  const { frais, publics } = (await learn({ '/': page(main) })).offers[0]?.fields ?? {}
  expect([frais?.value, frais?.reason, publics?.value, publics?.reason]).toEqual([
    'payant',
    'le libellé « Tarif » juste avant',
    ['seniors'],
    'le libellé « Public » juste avant',
  ])
  expect(frais?.words).toMatch(/^5 €\.?$/)
})

const BLOCKS = page(`<main><h1>Nos ateliers</h1>
  <div class="x1"><h3 id="velo">Atelier vélo</h3><p>Réparer son vélo avec un mécanicien et repartir avec, pour aller travailler.</p>
    <ul><li><strong>Pour qui :</strong> bénéficiaires du RSA</li><li><strong>Quand :</strong> lundi de 14h à 17h</li><li><strong>Prix :</strong> gratuit</li></ul></div>
  <h3>Cuisine du monde</h3><p>Cuisiner à plusieurs des plats de chaque pays, et les partager ensuite à table.</p>
    <p>Pour qui ? Familles</p><p>Horaires : jeudi 10h-13h</p><p>Tél. 02 99 11 22 33</p>
  <section><h3>Devenez bénévole</h3><p>Vous avez du temps le lundi de 14h à 17h ? Appelez le 02 99 44 55 66.</p></section></main>`)

test('several offers under headings, each in its own boxes; a call for volunteers is none', async () => {
  const { offers, notOffers, mapping } = await learn({ '/': BLOCKS })
  expect(offers.map(({ key }) => key)).toEqual(['velo', 'cuisine-du-monde'])
  expect(offers.map(values)).toMatchObject([
    {
      nom: 'Atelier vélo',
      publics: ['beneficiaires-des-minimas-sociaux'],
      horaires_accueil: 'Mo 14:00-17:00',
      frais: 'gratuit',
    },
    { nom: 'Cuisine du monde', publics: ['familles'], horaires_accueil: 'Th 10:00-13:00', telephone: '+33299112233' },
  ])
  expect(notOffers.map(({ words }) => words)).toEqual(['Devenez bénévole'])
  const read = await readAgain(mapping, siteOf({ '/': BLOCKS }), '/')
  expect(read.map(({ nom, horaires_accueil, frais }) => [nom, horaires_accueil, frais])).toEqual([
    ['Atelier vélo', 'Mo 14:00-17:00', 'gratuit'],
    ['Cuisine du monde', 'Th 10:00-13:00', null],
  ])
})

test('blocks whose names hold the word of a label are offers like the others', async () => {
  const block = (name: string, day: string) =>
    `<h3>${name}</h3><p>On avance à son rythme, à trois ou quatre, avec une formatrice.</p><ul><li><b>Public :</b> demandeurs d’emploi</li><li><b>Horaires :</b> le ${day} de 9 h à 11 h</li></ul>`
  const names = ['Parler en public', 'Permanence numérique', 'Théâtre tout public', 'Lire et écrire']
  const days = ['lundi', 'mardi', 'jeudi', 'vendredi']
  const blocks = names.map((name, at) => block(name, days[at] ?? '')).join('')
  const { offers } = await learn({ '/': page(`<main><h1>Apprendre ensemble</h1>${blocks}</main>`) })
  expect(offers.map(each => [values(each).nom, values(each).publics])).toEqual(
    names.map(name => [name, ['demandeurs-emploi']]),
  )
})

const TABLE = page(`<main><h1>Planning</h1><p>Les ateliers de la saison, au centre social.</p><table>
  <tr><th>Action</th><th>Public</th><th>Horaires</th><th>Tarif</th><th>Renseignements</th></tr>
  <tr><td colspan="5">À RENNES</td></tr>
  <tr><td>Français</td><td>Réfugiés</td><td>Lundi 9h-11h</td><td rowspan="2">Gratuit</td><td>02 99 01 01 01</td></tr>
  <tr><td>Permis</td><td>Jeunes</td><td>Mardi 9h-11h</td><td>idem</td></tr></table></main>`)

test('a table with merged cells and «idem»: one offer per row', async () => {
  const { offers, mapping } = await learn({ '/': TABLE })
  expect(offers.map(values)).toMatchObject([
    {
      nom: 'Français',
      publics: ['personnes-exilees'],
      horaires_accueil: 'Mo 09:00-11:00',
      frais: 'gratuit',
      telephone: '+33299010101',
    },
    {
      nom: 'Permis',
      publics: ['jeunes'],
      horaires_accueil: 'Tu 09:00-11:00',
      frais: 'gratuit',
      telephone: '+33299010101',
    },
  ])
  const read = await readAgain(mapping, siteOf({ '/': TABLE }), '/')
  expect(read.map(({ nom, horaires_accueil, frais }) => [nom, horaires_accueil, frais])).toEqual([
    ['Français', 'Mo 09:00-11:00', 'gratuit'],
    ['Permis', 'Tu 09:00-11:00', 'gratuit'],
  ])
})

test('a list leads to the page of each offer; the cards at their foot are read on their own page', async () => {
  const detail = (name: string, other: string, day: string) =>
    page(
      `<main><h1>${name}</h1><p>Un accompagnement pas à pas vers la mobilité, avec un conseiller du territoire.</p><h2>Quand ?</h2><p>Le ${day} de 9h à 12h</p><h2>Voir aussi</h2><h3><a href="/aides/${other}">Autre</a></h3><p>Le samedi de 8h à 9h</p></main>`,
    )
  const pages = {
    '/aides/': page(
      '<main><h1>Nos aides</h1><article><h2><a href="/aides/scooter">Scooter</a></h2><p>Louer.</p></article><article><h2><a href="/aides/conduite">Conduite</a></h2><p>Apprendre.</p></article></main>',
    ),
    '/aides/scooter': detail('Location de scooters', 'conduite', 'lundi'),
    '/aides/conduite': detail('Apprendre à conduire', 'scooter', 'jeudi'),
  }
  const { offers, mapping } = await learn(pages, '/aides/')
  const read = await readAgain(mapping, siteOf(pages), '/aides/')
  expect(read.map(({ nom, telephone }) => [nom, telephone])).toEqual([
    ['Location de scooters', '+33299000000'],
    ['Apprendre à conduire', '+33299000000'],
  ])
  expect(offers[0]?.fields.telephone).toMatchObject({ value: '+33299000000', confidence: 'basse' })
  expect(offers.map(values)).toMatchObject([
    { nom: 'Location de scooters', horaires_accueil: 'Mo 09:00-12:00', lien_source: `${SITE}/aides/scooter` },
    { nom: 'Apprendre à conduire', horaires_accueil: 'Th 09:00-12:00', lien_source: `${SITE}/aides/conduite` },
  ])
})

test('facts in plain sentences: the mapping finds them in the text', async () => {
  const pages = {
    '/': page(`<main><h1>Le vestiaire</h1><p>Choisir une tenue pour un entretien d’embauche, avec une conseillère du quartier.</p>
      <p>Le vestiaire s’adresse aux demandeurs d’emploi. C’est gratuit.</p><p>Ouvert le mardi de 14h à 17h</p>
      <p>Au 7 rue Haute, 35500 Vitré</p><p>Rendez-vous au 02 99 55 66 77.</p></main>`),
  }
  const { offers, mapping } = await learn(pages)
  const told = {
    publics: ['demandeurs-emploi'],
    frais: 'gratuit',
    horaires_accueil: 'Tu 14:00-17:00',
    code_insee: '35360',
    telephone: '+33299556677',
  }
  expect(values(offers[0] as OfferProposal)).toMatchObject(told)
  expect((await readAgain(mapping, siteOf(pages), '/'))[0]).toMatchObject(told)
})

test.each([
  [
    'a page',
    (data: string) => page('<main><h1>Nos cours</h1></main>', `<script type="application/ld+json">${data}</script>`),
  ],
  ['a file', (data: string) => data],
])('what %s describes for search engines is read there', async (_, written) => {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Course',
    name: 'Lire l’heure en français',
    description: 'Six séances pour lire un horaire de bus et prendre un rendez-vous.',
    audience: { '@type': 'Audience', audienceType: 'Personnes exilées' },
    offers: { '@type': 'Offer', description: 'Gratuit' },
    provider: { '@type': 'Organization', name: 'Asso', telephone: '02 99 10 20 30' },
    location: {
      '@type': 'Place',
      address: { streetAddress: '2 rue Neuve', postalCode: '35300', addressLocality: 'Fougères' },
    },
  }
  const pages = { '/': written(JSON.stringify(data)) }
  const { kind, offers, mapping } = await learn(pages)
  const told = {
    nom: 'Lire l’heure en français',
    frais: 'gratuit',
    telephone: '+33299102030',
    adresse: '2 rue Neuve',
    code_insee: '35115',
  }
  expect(kind).toBe('json-ld')
  expect(values(offers[0] as OfferProposal)).toMatchObject(told)
  expect((await readAgain(mapping, siteOf(pages), '/'))[0]).toMatchObject(told)
})

test('records named after their town take the name of the action too', async () => {
  const json = JSON.stringify({
    lieux: [
      {
        code: 'v',
        nom: 'Vitré',
        ville: 'Vitré',
        code_postal: '35500',
        action: 'Atelier numérique',
        texte: 'Apprendre à se servir d’un ordinateur.',
      },
      {
        code: 'f',
        nom: 'Fougères',
        ville: 'Fougères',
        code_postal: '35300',
        action: 'Atelier numérique',
        texte: 'Apprendre à se servir d’un ordinateur.',
      },
    ],
  })
  const { offers, mapping } = await learn({ '/l.json': json }, '/l.json')
  expect(offers.map(({ fields }) => fields.nom?.value)).toEqual([
    'Atelier numérique, Vitré',
    'Atelier numérique, Fougères',
  ])
  const read = await readAgain(mapping, siteOf({ '/l.json': json }), '/l.json')
  expect(read.map(({ nom, commune }) => [nom, commune])).toEqual([
    ['Atelier numérique, Vitré', 'Vitré'],
    ['Atelier numérique, Fougères', 'Fougères'],
  ])
})

test('a news item is no offer, and says why', async () => {
  const text = page(
    '<main><article><h1>Retour sur la journée de l’emploi</h1><p>Jeudi 5 novembre de 9h à 16h, 200 demandeurs d’emploi sont venus. Entrée gratuite.</p></article></main>',
  )
  const { offers, notOffers } = await learn({ '/2026/11/journee/': text }, '/2026/11/journee/')
  expect(offers).toEqual([])
  expect(notOffers[0]?.because).toContain('actualité')
})

test('a CSV: columns by their names, one column per day', async () => {
  const csv =
    'ref;Intitulé;Public visé;lundi;mardi;Coût\n1;Aide au permis;jeunes;9h-12h;;20 €\n2;Garde d’enfants;familles;;14h-17h;gratuit\n'
  const { kind, offers } = await learn({ '/f.csv': csv }, '/f.csv')
  expect(kind).toBe('csv')
  expect(offers.map(values)).toMatchObject([
    { nom: 'Aide au permis', publics: ['jeunes'], horaires_accueil: 'Mo 09:00-12:00', frais: 'payant' },
    { nom: 'Garde d’enfants', publics: ['familles'], horaires_accueil: 'Tu 14:00-17:00', frais: 'gratuit' },
  ])
})

test('what is left beside a value is said', async () => {
  const main =
    '<main><h1>Permanence</h1><p>Un juriste vous reçoit pour parler de vos droits et de vos démarches.</p><p><b>Horaires :</b> le lundi de 9h à 12h, sauf pendant les vacances scolaires</p><p><b>Public :</b> jeunes, artisans du bâtiment</p></main>'
  const { offers } = await learn({ '/': page(main) })
  expect(offers[0]?.fields.horaires_accueil?.unread.join(' ')).toContain('vacances')
  expect(offers[0]?.fields.publics?.unread.join(' ')).toContain('artisans')
  expect(offers[0]?.fields.publics?.confidence).not.toBe('haute')
})

test('what is not free says how much, beside; how one asks is supposed from what is given; a name may begin like a link to share', async () => {
  const { offers } = await learn({
    '/': page(
      '<main><h1>Partager sa voiture</h1><p>Une aide pour ceux qui cherchent un emploi, le lundi de 9 h à 12 h.</p><p>Prix : 5 € la séance</p><p>Notre numéro : 02 99 00 22 44</p></main>',
    ),
  })
  expect(offers.map(values)).toMatchObject([
    {
      nom: 'Partager sa voiture',
      frais: 'payant',
      frais_precisions: '5 € la séance',
      modes_mobilisation: ['telephoner'],
    },
  ])
  expect(offers[0]?.fields.modes_mobilisation?.confidence).toBe('basse')
})

test('a CSV that says its separator, cut by «|», with a name that is a formula in error', async () => {
  const csv = 'sep=|\nNom|Public|Prix\nAtelier vélo|jeunes|gratuit\n#REF!|femmes|gratuit\nAtelier couture|femmes|10 €\n'
  const { offers, notOffers } = await learn({ '/f.csv': csv }, '/f.csv')
  expect(offers.map(({ fields }) => fields.nom?.value)).toEqual(['Atelier vélo', 'Atelier couture'])
  expect(notOffers).toEqual([{ words: '#REF!', because: 'la cellule du nom est une formule en erreur' }])
})
