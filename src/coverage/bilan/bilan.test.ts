import { expect, test } from 'vitest'
import { convention, geography, input, line, offer } from '../../../test/coverage/small-departement.ts'
import type { ConventionLine } from '../../convention/convention.ts'
import { coverageReport } from '../report.ts'
import { bilanOf, readFigure } from './bilan.ts'
import type { BilanAnswer } from './bilan-contract.ts'
import { type Block, missingSentence, originOf, whatIsSigned } from './document.ts'

const given = { ...convention, id: 'c' }
const [fiche] = convention.fiches
if (fiche === undefined) throw new Error('no fiche')
const told = (box: string, value: string, at = '2030-05-01T09:00:00.000Z'): BilanAnswer => ({
  box,
  value,
  by: 'Claire',
  at,
})
/** The account of the small convention, or of one line of it. */
const account = (
  answers: BilanAnswer[],
  { date = '2030-06-30', own }: { date?: string; own?: Partial<ConventionLine> } = {},
) => {
  const lines = own && [line('1/n', 1, 'p1', own)]
  // The Département pays as much as the State.
  const state = own?.amounts?.state ?? 0
  const text = lines ? { ...given, fiches: [{ ...fiche, state, department: state, lines, shared: [] }] } : given
  const offers = lines ? [offer('s1', 'o', ['1/n'])] : input.offers
  return bilanOf(text, coverageReport({ ...input, date, offers, convention: text }, geography), answers)
}
const parcours = (own: Partial<ConventionLine>, ...answers: BilanAnswer[]) => account(answers, { own }).parcours[0]
const amounts = { state: 1000, department: null }

test('the last word of a box counts, whatever the order; of two at one instant the one told later', () => {
  const [first, last] = [
    told('duree:1/a', 'un', '2030-05-01T09:00:00.000Z'),
    told('duree:1/a', 'deux', '2030-05-02T09:00:00.000Z'),
  ]
  for (const answers of [
    [first, last],
    [last, first],
  ])
    expect(account(answers).boxes.find(({ id }) => id === 'duree:1/a')?.answer?.value).toBe('deux')
  expect(account([first, { ...last, at: first.at }]).boxes.find(({ id }) => id === 'duree:1/a')?.answer?.value).toBe(
    'deux',
  )
})

test('a word of the convention’s last day is asked again once it is over, one of the day after is not', () => {
  const again = (at: string, date: string) =>
    account([told('duree:1/a', 'un', at)], { date }).boxes.find(({ id }) => id === 'duree:1/a')?.again
  // 23 h 59 in France.
  const lastDay = '2030-12-31T22:59:00.000Z'
  expect([again(lastDay, '2030-12-31'), again(lastDay, '2031-01-01')]).toEqual([false, true])
  expect(again('2030-12-31T23:00:00.000Z', '2031-01-02')).toBe(false)
})

test('what a text or an offer says is not asked of a person; who said the rest, and when, is kept', () => {
  const by = { from: 'personne', by: 'Claire', at: '2030-05-01T09:00:00.000Z' }
  expect(parcours({ weeks: 3 }, told('duree:1/n', '9 mois'))?.duration).toEqual({
    value: '3 semaines',
    from: 'convention',
  })
  expect(parcours({}, told('duree:1/n', ' 9 mois '))?.duration).toEqual({ value: '9 mois', ...by })
  expect(parcours({}, told('duree:1/n', '  '))?.duration).toEqual({ value: null, from: null })
  expect(parcours({})?.duration).toEqual({ value: null, from: null })
  expect(parcours({}, told('places:1/n', 'beaucoup'))?.places).toEqual({ value: null, from: null })
  const costs = parcours({ amounts }, told('places:1/n', '10'))
  // 1 000 € of the State and as much of the Département.
  expect([costs?.places, costs?.unitCost]).toEqual([
    { value: 10, ...by },
    { value: 200, from: 'calcul' },
  ])
  expect(parcours({ amounts, places: 4 }, told('places:1/n', '10'))?.unitCost.value).toBe(500)
  expect(parcours({ places: 4 })?.unitCost).toEqual({ value: null, from: null })
  expect(parcours({ amounts }, told('places:1/n', '0'))?.unitCost).toEqual({ value: null, from: null })
})

test('what the text adds: rhythm, places in words where there is no number, who pays too', () => {
  const also = (own: Partial<ConventionLine>) => parcours(own)?.also
  const more = { hoursText: 'le lundi', placesText: 'une dizaine', cofunders: ['Région', 'Ville'] }
  expect(also(more)).toBe('le lundi ; une dizaine ; Co-financeurs : Région, Ville')
  expect(also({ ...more, places: 10 })).toBe('le lundi ; Co-financeurs : Région, Ville')
  expect(also({})).toBe('')
})

test('units that a person counted go before those of the text; what was spent is shared out, else what was planned', () => {
  const expense = (own: Partial<ConventionLine>, ...answers: BilanAnswer[]) =>
    account(answers, { own }).volet2[0]?.lines[0]
  const planned = expense({ amounts, places: 4 })
  expect([planned?.units, planned?.unitCost.value, planned?.spent.value]).toEqual([
    { value: 4, from: 'convention' },
    500,
    null,
  ])
  const counted = expense({ amounts, places: 4 }, told('unites:1/n', '3'), told('depense:1/n', '100'))
  expect([counted?.units.value, counted?.unitCost.value]).toEqual([3, 33.33])
  expect(expense({ amounts })?.units).toEqual({ value: null, from: null })
})

test('volet 1 is as the financing plan lists it', () => {
  const volet1 = [{ id: 'v1/chef', nature: 'Pilotage', object: 'Chef de projet', unit: 'ETP', units: 2, state: 80 }]
  const { volet1: groups } = bilanOf({ ...given, volet1 }, coverageReport(input, geography), [])
  expect(groups).toMatchObject([{ title: 'Pilotage', planned: 80, plannedState: 80, spent: 0 }])
  expect(groups[0]?.lines).toMatchObject([
    {
      id: 'v1/chef',
      object: 'Chef de projet',
      unit: 'ETP',
      unitCost: { value: 40 },
      period: 'du 1er janvier 2030 au 31 décembre 2030',
    },
  ])
})

test.each([
  ['12', 12],
  ['3 €', 3],
  ['1 250,55', 1250.55],
  ['12 places', null],
  ['env. 12', null],
  ['12.', null],
  ['1.a', null],
  ['-3', null],
])('«%s» is read as %s', (typed, figure) => {
  expect(readFigure(typed)).toBe(figure)
})

test('boxes left and days left: none, one, several; in time and late', () => {
  const said = (missing: number, left: number) =>
    missingSentence({ ...account([]), required: 9, missing, left }).replaceAll(/\s/g, ' ')
  expect([said(0, 0), said(1, 1), said(2, -1)]).toEqual([
    'Toutes les cases obligatoires sont remplies (9) ; il reste 0 jour jusqu’au 31 mars 2031.',
    '1 case sur 9 reste à remplir ; il reste 1 jour jusqu’au 31 mars 2031.',
    '2 cases sur 9 restent à remplir ; le 31 mars 2031 est passé depuis 1 jour.',
  ])
})

test('where a value comes from', () => {
  const from = (each: 'convention' | 'offre' | 'calcul' | null) => originOf({ value: 1, from: each })
  expect([from(null), from('convention'), from('offre'), from('calcul')]).toEqual([
    'à remplir',
    'Convention',
    'Offre du partenaire, lue par le robot',
    'Calculé',
  ])
  expect(originOf({ value: 1, from: 'personne', by: 'Claire', at: '2030-05-01T23:00:00.000Z' })).toBe(
    'Claire, le 2 mai 2030',
  )
})

test('what is missing comes after the signatures, with its title; without anything missing all is signed', () => {
  const heading = (id: string): Block => ({ kind: 'heading', level: 1, text: id, id })
  const table = (rows: number): Block => ({
    kind: 'table',
    caption: '',
    columns: [],
    rows: Array.from({ length: rows }, () => ({ cells: [] })),
  })
  const [one, text, missing] = [heading('bilan'), { kind: 'text', text: 'manque' } as const, heading('manque')]
  expect(whatIsSigned([one, text, missing, table(1)])).toEqual({ signed: [one, text], unsigned: [missing, table(1)] })
  expect(whatIsSigned([one, text])).toEqual({ signed: [one, text], unsigned: [] })
  expect(whatIsSigned([one, missing, text, table(0)])).toEqual({ signed: [one], unsigned: [] })
})
