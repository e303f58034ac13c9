import { expect, test } from 'vitest'
import { proposeConvention } from '../../src/convention-reader/propose.ts'

/** The sections of one fiche that say nothing of interest here. */
const REST = `Description de l'action : Un suivi.
Date de mise en place de l'action : 1er mars 2027
Durée de l'action : mars à décembre 2027
Partenaires et co-financeurs :
Partenaires : Adalea
Budget prévisionnel :`
const PAID = `${REST}
PART ETAT : 24 000 € versés à Adalea
PART DEPARTEMENT : 24 000 €`
const HEAD = 'La présente convention est conclue pour la période du 1er janvier 2027 au 31 décembre 2027.\n'

const fichesOf = (text: string) =>
  proposeConvention(text).fiches.map(({ number, title, state, department }) => [
    number,
    title?.value,
    state.total?.value,
    department.total?.value,
  ])
const doubtsOf = (text: string) =>
  proposeConvention(text).checks.flatMap(({ outcome, subject, message }) =>
    outcome === 'juste' ? [] : [`${subject}: ${message}`],
  )
const fiche = (heading: string, body = PAID, title = 'Mobilité solidaire') =>
  `${heading}\nIntitulé de l'action : ${title}\n${body}\n`

test.each([
  'FICHE ACTION 1',
  'Fiche action n°1 - Mobilité solidaire',
  'Action n°1 : Mobilité solidaire',
  'ACTION N° 1',
  'Action 1 –',
  'FICHE-ACTION N° l',
  'Fiche 1.',
])('a fiche opens with «%s»', heading => {
  expect(fichesOf(HEAD + fiche(heading))).toEqual([[1, 'Mobilité solidaire', 24_000, 24_000]])
})

test('a fiche of another wording is not poured into the one before', () => {
  expect(fichesOf(HEAD + fiche('FICHE ACTION 1') + fiche('Action n°2 : Garde', PAID, 'Garde d’enfants'))).toEqual([
    [1, 'Mobilité solidaire', 24_000, 24_000],
    [2, 'Garde d’enfants', 24_000, 24_000],
  ])
})

test('a list of the actions before the first fiche opens none', () => {
  const list = 'Action 1 : Mobilité\nAction 2 : Garde\n\n'
  expect(fichesOf(HEAD + list + fiche('FICHE ACTION 1') + fiche('FICHE ACTION 2')).map(([number]) => number)).toEqual([
    1, 2,
  ])
})

test('a second title in one fiche is told: the heading of a fiche was not recognised', () => {
  const text = HEAD + fiche('FICHE ACTION 1') + fiche('Volet B', PAID, 'Garde')
  expect(doubtsOf(text)).toContainEqual(
    expect.stringMatching(
      /^fiche 1: Un second intitulé \(ligne \d+\).: le titre d’une fiche n’a sans doute pas été reconnu/,
    ),
  )
})

test('«9 bis» is another fiche than 9, under a number of its own, and that is told', () => {
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(n => fiche(`FICHE ACTION ${n}`)).join('')
  const plan = `ANNEXE 2
VOLET 2
Fiche action 9 : Mobilité 48000
Fiche action 9 bis : Garde 48000
Fiche action 10 : Garde 48000
`
  const text = `${HEAD}${numbers}${fiche('FICHE ACTION 9 bis')}${fiche('FICHE ACTION 10')}${plan}`
  const proposal = proposeConvention(text)
  expect(proposal.fiches.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 10])
  expect(proposal.totals.planFiches.map(({ fiche: number }) => number)).toEqual([9, 11, 10])
  const said = proposal.checks.filter(({ subject }) => subject.startsWith('fiche'))
  expect(said[0]).toMatchObject({ outcome: 'juste', subject: 'fiches' })
  expect(said.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^« 9 bis » dans le texte.: un numéro de fiche est entier, 11 est proposé/),
  )
})

test.each([
  ['a table with bars', '|', '| ', ' | ', ' |'],
  ['cells parted by tabulations', '\t', '', '\t', ''],
  ['two columns', ' ', '', '      ', ''],
])('%s: each heading and what stands beside it', (_, __, open, between, close) => {
  const row = (label: string, text: string) => `${open}${label}${between}${text}${close}`
  const text = [
    HEAD,
    'FICHE ACTION 1',
    row('Intitulé de l’action', 'Ateliers numériques'),
    row('Description de l’action', 'Des ateliers.'),
    row('Date de mise en place de l’action', '1er janvier 2027'),
    row('Durée de l’action', '1er janvier au 31 octobre 2027'),
    row('Partenaires et co-financeurs', 'Partenaires : Ti Numerik'),
    row('Budget prévisionnel', 'PART ETAT : 15 000 € versés à Ti Numerik'),
    row(open === '' ? '' : ' ', 'PART DEPARTEMENT : 15 000 €'),
  ].join('\n')
  const [read] = proposeConvention(text).fiches
  expect(read).toMatchObject({
    title: { value: 'Ateliers numériques' },
    partners: [{ value: 'Ti Numerik' }],
    periods: [{ start: { value: '2027-01-01' }, end: { value: '2027-10-31' } }],
    state: { total: { value: 15_000 }, items: [{ payee: 'Ti Numerik' }] },
    department: { total: { value: 15_000 } },
    missing: [],
  })
})

test('headings alone on their lines, and amounts under the name of each part', () => {
  const text = `${HEAD}FICHE ACTION 1
Intitulé de l'action
Couture et estime de soi
Description de l'action
Un atelier de couture.
Date de mise en place de l'action
1er mars 2027
Durée de l'action
mars à décembre 2027
Partenaires et co-financeurs
Partenaires : Les Aiguilles
Budget prévisionnel
PART ETAT
4 000 € versés à Les Aiguilles
PART DEPARTEMENT
4 000 €
`
  const [read] = proposeConvention(text).fiches
  expect(read).toMatchObject({
    title: { value: 'Couture et estime de soi' },
    state: { total: { value: 4000 }, items: [{ payee: 'Aiguilles' }] },
    department: { total: { value: 4000 } },
    missing: [],
  })
})

test.each([
  ['PART ETAT : 12 500,00 € versés à Adalea\nPART DEPARTEMENT : 12 500,00 €', 12_500, 12_500],
  ['PART ETAT : 12.500 € versés à Adalea\nPART DEPARTEMENT : 12.500 €', 12_500, 12_500],
  ['PART ETAT : 12 k€ versés à Adalea\nPART DEPARTEMENT : 12 K€', 12_000, 12_000],
  ['PART ETAT : 12,5 k€ versés à Adalea\nPART DEPARTEMENT : 12,5 milliers d’euros', 12_500, 12_500],
  ['PART ETAT : 1,2 M€ versés à Adalea\nPART DEPARTEMENT : 1,2 million d’euros', 1_200_000, 1_200_000],
  ["PART ETAT : 1,2 million d'€ versés à Adalea\nPART DEPARTEMENT : 2 millions d’euros", 1_200_000, 2_000_000],
  ['PART ETAT : 24 OOO € versés à Adalea\nPART DEPARTEMENT : l2 5OO,OO €', 24_000, 12_500],
  ['PART ETAT : 1.2OO.OOO € versés à Adalea\nPART DEPARTEMENT : I2.5OO €', 1_200_000, 12_500],
  ['Part de l’État (50 %) : 24 000 € versés à Adalea\nPart du Département (50 %) : 24 000 €', 24_000, 24_000],
  ['PART ETAT : 50 % du coût total, soit 24 000 € versés à Adalea\nPART DEPARTEMENT : 24 000 € (50 %)', 24_000, 24_000],
  ['PART ETAT : 24 000 €      PART DEPARTEMENT : 23 000 €', 24_000, 23_000],
])('amounts as people type them: %s', (budget, state, department) => {
  expect(fichesOf(HEAD + fiche('FICHE ACTION 1', `${REST}\n${budget}`))).toEqual([
    [1, 'Mobilité solidaire', state, department],
  ])
})

test('a share in per cent is no one’s money', () => {
  const [read] = proposeConvention(
    HEAD + fiche('FICHE ACTION 1', `${REST}\nPART ETAT : 24 000 € (50 %)\nPART DEPARTEMENT : 24 000 € (50 %)`),
  ).fiches
  expect(read?.department.items).toEqual([])
  expect(read?.state.items).toEqual([])
})

test('totals of the articles in thousands and millions', () => {
  const { totals } = proposeConvention(`${HEAD}Un montant maximum de 1,2 M€ est alloué, dont
- 200 k€ au titre du volet 1 ;
- 1 000 000,00 € au titre du volet 2.
`)
  expect([totals.state, totals.stateVolet1, totals.stateVolet2].map(read => read?.value)).toEqual([
    1_200_000, 200_000, 1_000_000,
  ])
})

test('a letter taken for a figure in a year and in a number of people', () => {
  const text =
    'La présente convention est conclue pour la période du 1er janvier 2O27 au 3l décembre 2027.\n' +
    fiche('FICHE ACTION 1', PAID.replace('Un suivi.', 'Un suivi pour l00 personnes, puis 5O personnes.'))
  const { totals, fiches } = proposeConvention(text)
  expect([totals.period?.start?.value, totals.period?.end?.value]).toEqual(['2027-01-01', '2027-12-31'])
  expect(fiches[0]?.figures.map(({ min, unit }) => [min, unit])).toEqual([
    [100, 'personnes'],
    [50, 'personnes'],
  ])
})

test.each(['H2O', '10l d’eau', 'l’action', 'CO2', 'A1', 'TOTAL 10'])('«%s» is left as it is', words => {
  expect(proposeConvention(`${words}\n`).repairs).toEqual([])
})

test('a title cut by the end of a line, and one that only the heading of the fiche says', () => {
  const cut =
    HEAD + fiche('FICHE ACTION 1', PAID.replace('Un suivi', 'L’accompagnement'), 'Accompa-\ngnement des publics')
  expect(fichesOf(cut)[0]?.[1]).toBe('Accompagnement des publics')
  const named = `${HEAD}FICHE ACTION 1 : Garage solidaire\n${PAID}\n`
  expect(fichesOf(named)[0]?.[1]).toBe('Garage solidaire')
})

test.each([
  ['12 mois', [], '2028-02-29'],
  ['Mobilité : 6 mois', ['Mobilité'], '2027-08-31'],
  ['mars à décembre 2027', [], '2027-12-31'],
])('an action that lasts «%s» from the day that it begins has its last day, read on that line', (said, labels, end) => {
  const body = PAID.replace('mars à décembre 2027', said)
  const [read] = proposeConvention(HEAD + fiche('FICHE ACTION 1', body)).fiches
  const period = read?.periods.find(found => found.end !== null)
  expect(period).toMatchObject({ labels, start: { value: '2027-03-01' }, end: { value: end } })
  expect(period?.end?.words).toContain(said)
})
