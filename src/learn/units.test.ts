import type { Element } from 'domhandler'
import { expect, test } from 'vitest'
import { load } from '../common/markup.ts'
import { linesOfPage } from './html-lines.ts'
import { splitLines } from './units.ts'

/** Names of the offers of a page, and what is told to be none. */
function namesOf(inside: string) {
  const main = load(`<main><h1>Nos actions</h1>${inside}</main>`)('main')[0] as Element
  const { units, notOffers } = splitLines(linesOfPage(main).lines, 'Nos actions', 'https://asso.example.org/')
  return { names: units.map(({ title }) => title), told: notOffers.map(({ words }) => words), units }
}

const COUTURE = 'Apprendre à coudre et à réparer ses vêtements, le lundi de 9 h à 12 h. Gratuit.'
const PARENTS = 'Un temps d’échange entre parents autour d’un café, le jeudi de 14 h à 16 h. 2 € par séance.'
const PERMIS = 'Un accompagnement pour préparer le permis de conduire, au 02 99 02 03 04.'

test.each([
  [
    'terms of definitions',
    `<dl><dt>Atelier couture</dt><dd>${COUTURE}</dd><dt>Café des parents</dt><dd>${PARENTS}</dd></dl>`,
  ],
  [
    'terms of definitions, in boxes',
    `<dl><div><dt>Atelier couture</dt><dd>${COUTURE}</dd></div><div><dt>Café des parents</dt><dd>${PARENTS}</dd></div></dl>`,
  ],
  [
    'paragraphs in bold',
    `<p><b>Atelier couture</b></p><p>${COUTURE}</p><p><b>Café des parents</b></p><p>${PARENTS}</p>`,
  ],
  ['bold words in front', `<p><b>Atelier couture :</b> ${COUTURE}</p><p><b>Café des parents :</b> ${PARENTS}</p>`],
])('names of offers: %s', (_, inside) => {
  const { names, units } = namesOf(inside)
  expect(names).toEqual(['Atelier couture', 'Café des parents'])
  expect(units[0]?.lines.map(({ text, label }) => [label, text])).toEqual([[null, COUTURE]])
})

test('names of offers: lines all in capitals, of a paragraph or alone', () => {
  expect(namesOf(`<p>ATELIER COUTURE<br>${COUTURE}</p><p>CAFÉ DES PARENTS</p><p>${PARENTS}</p>`).names).toEqual([
    'ATELIER COUTURE',
    'CAFÉ DES PARENTS',
  ])
})

test.each([
  [
    'labels of one offer',
    '<dl><dt>Tarif</dt><dd>Gratuit pour tous les habitants du quartier, sans condition</dd><dt>Public</dt><dd>Seniors</dd></dl>',
  ],
  ['definitions of a few words', '<dl><dt>Animation</dt><dd>La Boussole</dd><dt>Matériel</dt><dd>prêté</dd></dl>'],
  ['one label among names', `<dl><dt>Atelier couture</dt><dd>${COUTURE}</dd><dt>Tarif</dt><dd>${PARENTS}</dd></dl>`],
  ['a shout', '<p>ATTENTION, FERMÉ LE 12 MAI</p><p>ACCUEIL DU PUBLIC LE LUNDI DE 9H À 12H</p>'],
  ['acronyms', `<p>CAF</p><p>${COUTURE}</p><p>RSA</p><p>${PARENTS}</p>`],
  [
    'bold labels',
    '<p><b>Public :</b> demandeurs d’emploi du pays de Rennes, inscrits ou non</p><p><b>Tarif :</b> gratuit</p>',
  ],
])('none of a page of one offer: %s', (_, inside) => {
  expect(namesOf(inside).names).toEqual(['Nos actions'])
})

test('beside offers, a section that tells one thing alone is told', () => {
  const { names, told } = namesOf(
    `<h2>Atelier couture</h2><p>${COUTURE}</p><h2>Café des parents</h2><p>${PARENTS}</p><h2>Aide au permis</h2><p>${PERMIS}</p><h2>Notre histoire</h2><p>Née d’une envie commune.</p>`,
  )
  expect([names, told]).toEqual([['Atelier couture', 'Café des parents'], ['Aide au permis']])
})

const offersIn = (...boxes: [id: string, name: string, text: string][]) =>
  boxes.map(([id, name, text]) => `<div${id === '' ? '' : ` id="${id}"`}><h2>${name}</h2><p>${text}</p></div>`).join('')
const keysOf = (inside: string) => namesOf(inside).units.map(({ key }) => key)

test.each([
  ['the id of its own box', offersIn(['couture', 'Atelier couture', COUTURE], ['cafe', 'Café des parents', PARENTS])],
  [
    'the id of its own box, a number of the site’s',
    offersIn(['fiche-12', 'Atelier couture', COUTURE], ['fiche-7', 'Café des parents', PARENTS]),
  ],
])('an offer is known by %s', (_, inside) => {
  expect(keysOf(inside)).toEqual([...inside.matchAll(/id="([^"]+)"/g)].map(([, id]) => id))
})

test.each([
  ['one box around all', inside => `<div id="contenu">${inside[0]}</div>`],
  ['their ranks', inside => inside[1]],
] satisfies [string, (inside: [string, string]) => string][])(
  'an offer is known by its name where the page only names %s: moved up, it takes the place of no other',
  (_, page) => {
    const couture = (id: string): [string, string, string] => [id, 'Atelier couture', COUTURE]
    const cafe = (id: string): [string, string, string] => [id, 'Café des parents', PARENTS]
    const before = keysOf(page([offersIn(couture(''), cafe('')), offersIn(couture('onglet-1'), cafe('onglet-2'))]))
    const after = keysOf(page([offersIn(cafe(''), couture('')), offersIn(cafe('onglet-1'), couture('onglet-2'))]))
    expect(before).toEqual(['atelier-couture', 'cafe-des-parents'])
    expect(after).toEqual(['cafe-des-parents', 'atelier-couture'])
  },
)

test('an offer whose name has no letter is known all the same', () => {
  expect(keysOf(offersIn(['', '★★★', COUTURE], ['', 'Café des parents', PARENTS]))).toEqual([
    'bloc',
    'cafe-des-parents',
  ])
})
