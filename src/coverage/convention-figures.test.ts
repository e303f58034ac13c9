import { expect, test } from 'vitest'
import { convention, geography, input, line, offer } from '../../test/coverage/small-departement.ts'
import type { Convention } from '../convention/convention.ts'
import type { CoverageInput } from './input.ts'
import { coverageReport } from './report.ts'
import type { Indicator } from './report-contract.ts'

const plain = (text: string) => text.replaceAll(/\u00A0|\u202F/g, ' ')
function figure(
  id: string,
  over: Partial<CoverageInput> = {},
): Omit<Indicator, 'display' | 'limits'> & { says: string; limits: string } {
  const found = coverageReport({ ...input, ...over }, geography).indicators.find(each => each.id === id)
  if (found === undefined) throw new Error(`no figure ${id}`)
  const { display, limits, ...rest } = found
  return { ...rest, says: plain(display), limits: plain(limits) }
}
const parts = (found: Pick<Indicator, 'parts'>) =>
  Object.fromEntries(found.parts.map(({ label, value }) => [label, value]))
/** The small convention, its fiches changed. */
function withFiches(change: (fiche: Convention['fiches'][number]) => Partial<Convention['fiches'][number]>) {
  return { convention: { ...convention, fiches: convention.fiches.map(each => ({ ...each, ...change(each) })) } }
}

test('actions: each offer of the convention by where it stands, a post is none', () => {
  const found = figure('actions-referencees')
  expect(found).toMatchObject({ value: 2, of: 4, unit: 'nombre', says: '2 sur 4' })
  expect(parts(found)).toEqual({ Référencées: 2, 'En partie': 0, 'En attente': 1, Absentes: 1 })
})

test('an action of two partners of whom one has nothing is referenced in part', () => {
  const both = withFiches(({ lines }) => ({
    lines: lines.map(each => (each.id === '1/a' ? { ...each, partners: ['p1', 'p2'] } : each)),
  }))
  const found = figure('actions-referencees', both)
  expect([found.value, parts(found)]).toEqual([1, { Référencées: 1, 'En partie': 1, 'En attente': 1, Absentes: 1 }])
})

test('volets: those of which every action is referenced; one that pays no offer is none', () => {
  expect(figure('volets-references')).toMatchObject({ value: 2, of: 4, says: '2 sur 4', parts: [] })
})

test('euros: counted once, those of several actions only when all are referenced, those of a post apart', () => {
  const state = figure('euros-etat')
  expect(state).toMatchObject({ value: 10_000, of: 42_000, unit: 'euros', says: '10 000 € sur 42 000 €' })
  expect(parts(state)).toEqual({ Référencés: 10_000, 'En partie': 12_000, 'Pas encore': 20_000 })
  expect(state.limits).toContain('8 000 € ne paient pas d’offre et sont à part.')
  const all = figure('euros-etat', {
    offers: [...input.offers, offer('s1', 'o4', ['2/y']), offer('s2', 'o5', ['1/b'])],
  })
  expect([all.value, parts(all)]).toEqual([42_000, { Référencés: 42_000, 'En partie': 0, 'Pas encore': 0 }])
})

test('where every euro pays an offer, nothing is said of others', () => {
  const offersOnly = { convention: { ...convention, fiches: convention.fiches.slice(0, 2) } }
  const { of, limits } = figure('euros-etat', offersOnly)
  expect([of, limits]).toEqual([42_000, expect.not.stringContaining('ne paient pas')])
})

test('places: of the actions that are referenced, of all that are known', () => {
  const found = figure('places')
  expect(found).toMatchObject({ value: 10, of: 16, says: '10 sur 16' })
  expect(parts(found)).toEqual({ Référencées: 10, 'Pas encore': 6 })
})

test.each<[string, ReturnType<typeof withFiches>, RegExp]>([
  ['one, the others alone or together', withFiches(() => ({})), /ne chiffre pas les places de 1 offre sur 4 ;/],
  [
    'shared, but not given either',
    withFiches(({ shared }) => ({ shared: shared.map(each => ({ ...each, places: null })) })),
    /ne chiffre pas les places de 3 offres sur 4 ;/,
  ],
  [
    'none is unknown',
    withFiches(({ number }) => (number === 1 ? { lines: [line('1/a', 1, 'p1', { places: 10 })] } : {})),
    /^La convention chiffre les places de toutes les offres ;/,
  ],
])('places that the convention does not give: %s', (_, over, said) => {
  expect(figure('places', over).limits).toMatch(said)
})
