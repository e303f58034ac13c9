import { expect, test } from 'vitest'
import { convention, input, line, offer } from '../../test/coverage/small-departement.ts'
import type { ConventionFiche, ConventionLine } from '../convention/convention.ts'
import { fundings } from '../convention/fundings.ts'
import type { OfferState } from './input.ts'
import { bilanRows, parcoursRows, speakers } from './parcours.ts'
import type { LineAccount } from './report-contract.ts'

const [fiche] = convention.fiches
if (fiche === undefined) throw new Error('no fiche')
/** What the State pays in a fiche, the Département as much. */
const parity = (given: Pick<ConventionFiche, 'lines' | 'shared'>) => {
  const paid = fundings({ fiches: [{ ...fiche, ...given }] }).reduce((sum, { state }) => sum + state, 0)
  return { ...fiche, state: paid, department: paid, ...given }
}
/** Fiche 1 with these lines: what is counted of each. */
const rows = (
  lines: ConventionLine[],
  { offers = [], ...over }: { offers?: OfferState[] } & Partial<ConventionFiche> = {},
) =>
  parcoursRows(
    {
      ...input,
      offers,
      convention: { ...convention, fiches: [{ ...parity({ shared: [], lines, ...over }), ...over }] },
    },
    [],
  )
const row = (over: Partial<ConventionLine>, ...offers: OfferState[]) =>
  rows([line('1/n', 1, 'p1', over)], { offers })[0]
const shared = (lines: string[], places: number | null, state: number | null) => ({
  lines,
  places,
  amounts: state === null ? null : { state, department: null },
  text: '',
})

test.each<[Partial<ConventionLine>, string | null, string | null]>([
  [{ weeks: 3, months: 2, totalHours: 40, hoursText: '35 h par semaine' }, '3 semaines', '35 h par semaine'],
  [{ months: 1.5, totalHours: 40 }, '1,5 mois', null],
  [{ weeks: 1 }, '1 semaine', null],
  [{ totalHours: 1.5 }, '1,5 heure', null],
  [{ totalHours: 1200, hoursText: '1 200 heures' }, '1 200 heures', null],
  [{ hoursText: 'Deux demi-journées par semaine' }, 'Deux demi-journées par semaine', null],
  [{ hoursText: '2,5 jours' }, '2,5 jours', null],
  [{ hoursText: '6 mois' }, '6 mois', null],
  [{ hoursText: 'Par semaine, deux jours' }, null, 'Par semaine, deux jours'],
  [{ hoursText: 'Un anniversaire' }, null, 'Un anniversaire'],
  [{ hoursText: '12 personnes' }, null, '12 personnes'],
  [{}, null, null],
])('how long and how often, %o', (over, duration, rhythm) => {
  expect(row(over)).toMatchObject({ duration: { value: duration }, rhythm })
})

test('the convention speaks first, its offer where it is silent', () => {
  const told = offer('s1', 'o', ['1/n'], {
    publics: ['jeunes', 'seniors'],
    zone_eligibilite: ['99', '98'],
    nombre_semaines: 4,
    volume_horaire_hebdomadaire: 7,
    description: 'Dit par la page',
  })
  const silent = { publicsText: '', zoneText: '' }
  const [said, offered] = ['convention', 'offre']
  expect(row(silent, told)).toMatchObject({
    duration: { value: '4 semaines', from: offered },
    content: { value: 'Dit par la page', from: offered },
    weekly_hours: { value: 7, from: offered },
    public: { value: 'Jeunes, Séniors', from: offered },
    territory: { value: '99, 98', from: offered },
    modes: { value: null, from: null },
    gaps: ['individuel ou collectif', 'coût unitaire', 'places financées'],
  })
  const full = { weeks: 2, content: 'Dit', hoursPerWeek: 3, modes: ['individuel' as const, 'collectif' as const] }
  expect(row({ ...full, totalHours: 6 }, told)).toMatchObject({
    duration: { value: '2 semaines', from: said },
    content: { value: 'Dit', from: said },
    weekly_hours: { value: 3, from: said },
    total_hours: { value: 6, from: said },
    public: { value: 'Jeunes', from: said },
    territory: { value: 'Le département', from: said },
    modes: { value: 'individuel et collectif', from: said },
    gaps: ['coût unitaire', 'places financées'],
  })
  const nothing = { value: null, from: null }
  const bare = offer('s1', 'o', ['1/n'], { publics: null, zone_eligibilite: null, nombre_semaines: null })
  expect(row(silent, bare)).toMatchObject({ public: nothing, territory: nothing, duration: nothing })
  expect(row(silent)).toMatchObject({ public: nothing, territory: nothing, content: nothing, referenced: false })
})

test('of its offers the published one speaks, then the first by its key; one that is gone, or that the text rules out, is silent', () => {
  const says = (key: string, over: Partial<OfferState> & { structure?: string } = {}) =>
    offer('s1', key, ['1/n'], { description: key }, over)
  const spoken = (...offers: OfferState[]) => [offers, offers.toReversed()].map(each => row({}, ...each)?.content.value)
  expect(spoken(says('a', { status: 'DRAFT' }), says('b'))).toEqual(['b', 'b'])
  expect(spoken(says('a'), says('b'))).toEqual(['a', 'a'])
  expect(spoken(says('a'), says('b'), says('c'))).toEqual(['a', 'a'])
  expect(spoken(says('a', { status: 'DRAFT' }), says('b', { status: 'DRAFT' }))).toEqual(['a', 'a'])
  expect(spoken(says('a', { state: 'retired' }))).toEqual([null, null])
  expect(spoken(says('a', { structure: 'Le Jardin exclu' }), says('b'))).toEqual(['b', 'b'])
})

test('who speaks for the lines that the convention says nothing of: one offer each, the same whatever the order', () => {
  const lines = [
    line('1/a', 1, 'p1'),
    line('1/b', 1, 'p1', { content: 'Dit' }),
    line('1/c', 1, 'p1', { offer: false }),
    line('1/d', 1, 'p1'),
    line('1/e', 1, 'p1'),
  ]
  const all = ['1/a', '1/b', '1/c', '1/d']
  const offers = [offer('s2', 'k', all), offer('s1', 'k', all), offer('s3', 'z', ['1/d', '1/a'])]
  const text = { ...convention, fiches: [{ ...fiche, lines, shared: [] }] }
  for (const given of [offers, offers.toReversed()])
    expect(
      speakers({ convention: text, offers: given, date: input.date }).map(({ like }) => like.offer.source),
    ).toEqual(['s1', 's1'])
})

test('partners by their names, unknown ones by their id; referenced as the account of the line says', () => {
  const own = { ...line('1/n', 1, 'p1'), partners: ['p2', 'p9'] }
  const text = { ...convention, fiches: [{ ...fiche, lines: [own], shared: [] }] }
  const told = (state: LineAccount['state']) =>
    parcoursRows({ ...input, offers: [], convention: text }, [{ id: '1/n', state } as LineAccount])[0]
  expect(told('referenced')).toMatchObject({ partner: 'Partenaire p2, p9', referenced: true })
  expect(told('partial')).toMatchObject({ referenced: false })
})

test('unit cost: both shares over the places, where the text gives both for the same lines', () => {
  const at = (id: string, state: number | null, places: number | null) =>
    line(id, 1, 'p1', { amounts: state === null ? null : { state, department: null }, places })
  const costs = (lines: ConventionLine[], over: Partial<ConventionFiche> = {}) =>
    rows(lines, over).map(each => [each.unit_cost.value, each.places.value, each.gaps.includes('places financées')])
  // 1 000 € of the State, as much of the Département, 30 places.
  expect(costs([at('1/a', 1000, 30)])).toEqual([[66.67, 30, false]])
  expect(costs([at('1/a', 1000, 30)], { department: 0 })).toEqual([[33.33, 30, false]])
  // What the text says of the Département for one amount is not shared again with the others.
  const told = line('1/a', 1, 'p1', { amounts: { state: 600, department: 300 }, places: 10 })
  expect(costs([told, at('1/b', 400, 10)], { department: 1000 })).toEqual([
    [90, 10, false],
    [110, 10, false],
  ])
  expect(costs([at('1/a', null, 30), at('1/b', 1000, null)])).toEqual([
    [null, 30, false],
    [null, null, true],
  ])
  // Places that two of three lines share, each with its own amount; then with one amount for both.
  const three = [at('1/a', 1000, null), at('1/b', 200, null), at('1/c', 7, null)]
  expect(costs(three, { shared: [shared(['1/a', '1/b'], 10, null)] })).toEqual([
    [240, 10, false],
    [240, null, false],
    [null, null, true],
  ])
  expect(costs(three, { shared: [shared(['1/b', '1/c'], null, 9), shared(['1/a', '1/b'], 10, 600)] })).toEqual([
    [120, 10, false],
    [120, null, false],
    [null, null, true],
  ])
  const half = [at('1/a', 1000, null), at('1/b', null, null)]
  expect(costs(half, { shared: [shared(['1/a', '1/b'], 10, null)] })).toEqual([
    [null, 10, false],
    [null, null, false],
  ])
})

test('final account: each amount once, its own lines and those that share it, and whether its offers are referenced', () => {
  const of = (id: string, over: Partial<ConventionLine> = {}) => line(id, 1, 'p1', over)
  const amounts = { state: 100, department: null }
  const lines = [
    of('1/a', { amounts, places: 4 }),
    of('1/b'),
    of('1/c'),
    of('1/d', { amounts, offer: false }),
    of('1/e', { offer: false }),
  ]
  const accounts = [
    { id: '1/a', state: 'referenced' },
    { id: '1/b', state: 'partial' },
  ] as LineAccount[]
  const found = bilanRows(
    {
      ...convention,
      fiches: [parity({ lines, shared: [shared(['1/b', '1/c', '1/e'], null, 50), shared(['1/a', '1/b'], 3, null)] })],
    },
    accounts,
  )
  expect(
    found.map(each => [each.line, each.object, each.planned_total, each.units, each.unit_cost, each.referenced]),
  ).toEqual([
    ['1/a', 'Action 1/a', 200, 4, 50, 'référencée'],
    ['1/d', 'Action 1/d', 200, null, null, 'sans objet'],
    ['1/b + 1/c + 1/e', 'Action 1/b ; Action 1/c ; Action 1/e', 100, null, null, 'en partie, absente'],
  ])
  expect(found[0]).toMatchObject({ nature: 'Action', unit: 'place', period: 'du 1er janvier 2030 au 31 décembre 2030' })
})
