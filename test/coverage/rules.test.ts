import { expect, test } from 'vitest'
import { loadTerritory } from '../../src/config/territory.ts'
import { loadConvention } from '../../src/convention/load.ts'
import { compareReports } from '../../src/coverage/compare.ts'
import { geographyOf } from '../../src/coverage/geography.ts'
import type { CoverageInput } from '../../src/coverage/input.ts'
import { monthlyEmail } from '../../src/coverage/monthly-email.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { monthsOf, pastOf } from '../../src/coverage/trend.ts'
import { officialGeography } from '../../src/reference/official-geography.ts'
import { valuesOf } from '../../src/reference/referentiels.ts'
import { convention, geography, input, line, offer } from './small-departement.ts'

const config = (file: string) => new URL(`../../config/${file}`, import.meta.url).pathname
const real: CoverageInput = {
  date: '2026-11-24',
  convention: loadConvention(config('conventions/2024.yaml')),
  territory: loadTerritory(config('territory.yaml')),
  sources: [],
  offers: [],
  rejections: [],
}
const stateOf = (given: CoverageInput, id: string) =>
  coverageReport(given, geography).lines.find(found => found.id === id)

test('what the convention excludes is not counted, even when a mapping says so', () => {
  const excluded = offer('s1', 'o1', ['1/a'], {}, { structure: 'Le Jardin Exclu' })
  expect(stateOf({ ...input, offers: [excluded] }, '1/a')?.state).toBe('absent')
  // The same structure may answer another fiche.
  expect(
    stateOf({ ...input, offers: [{ ...excluded, offer: { ...excluded.offer, actions: ['2/x'] } }] }, '2/x')?.state,
  ).toBe('referenced')
})

test('several carriers: in part until each has its published service', () => {
  const fiche = {
    ...convention.fiches[0],
    number: 1,
    title: 'F',
    heading: '',
    state: 30_000,
    department: 30_000,
    shared: [],
  }
  const shared = {
    ...convention,
    fiches: [
      {
        ...fiche,
        lines: [line('1/a', 1, 'p1', { partners: ['p1', 'p2'], amounts: { state: 30_000, department: 30_000 } })],
      },
    ],
  }
  const one = { ...input, convention: shared, offers: [offer('s1', 'o1', ['1/a'])], rejections: [] }
  expect(stateOf(one, '1/a')).toMatchObject({
    state: 'partial',
    reason: 'Service publié, il manque : Partenaire p2',
    whose: 'gestionnaire',
  })
  expect(coverageReport(one, geography).money).toMatchObject({ referenced: 0, partial: 30_000 })
  expect(stateOf({ ...one, offers: [...one.offers, offer('s2', 'o2', ['1/a'])] }, '1/a')?.state).toBe('referenced')
})

test.each([
  ['DRAFT', 'gestionnaire', /à publier/],
  ['SUGGESTION', 'partenaire', /à accepter/],
  ['ARCHIVED', 'gestionnaire', /archivé/],
] as const)('a service that is %s waits, and on whom', (status, whose, reason) => {
  expect(stateOf({ ...input, offers: [offer('s1', 'o1', ['1/a'], {}, { status })] }, '1/a')).toMatchObject({
    state: 'waiting',
    whose,
    reason: expect.stringMatching(reason),
  })
})

test('an offer that its partner no longer shows is not counted, even while DORA still publishes it', () => {
  const report = coverageReport({ ...input, offers: [offer('s1', 'o1', ['1/a'], {}, { state: 'retired' })] }, geography)
  expect(report.lines[0]).toMatchObject({ state: 'waiting', reason: 'L’offre n’est plus chez le partenaire' })
  expect(report.areas.every(area => area.reachable === 0)).toBe(true)
})

test('a rejected new version does not hide the service that is published', () => {
  const rejected = offer(
    's1',
    'o1',
    ['1/a'],
    {},
    { state: 'rejected', reason: 'Téléphone illisible', whose: 'partenaire' },
  )
  const report = coverageReport({ ...input, offers: [rejected] }, geography)
  expect(report.lines[0]?.state).toBe('referenced')
  expect([...report.todo].some(item => item.kind === 'rejet' && item.action === 'Téléphone illisible')).toBe(true)
})

test('every offer of the real convention is accounted for: with nothing read, 24 wait for a named party', () => {
  const report = coverageReport(real)
  const offers = report.lines.filter(found => found.offer)
  expect(offers).toHaveLength(24)
  expect(offers.every(found => found.state === 'absent' && found.whose === 'gestionnaire')).toBe(true)
  expect(report.money).toEqual({ total: 624_670, referenced: 0, partial: 0, missing: 599_670, without_offer: 25_000 })
  // One point per line and carrier: 23 lines with one carrier, 5 missions locales.
  expect(report.todo).toHaveLength(28)
  expect([...report.todo][0]).toMatchObject({ partner: 'bge-bretagne', state_euros: 98_000 })
})

test('Ille-et-Vilaine: 18 EPCI, 332 communes and 20 that were, six agencies that hold each EPCI once', () => {
  const { epci, epciOf } = geographyOf('35')
  expect(epci).toHaveLength(18)
  const former = new Set(
    officialGeography()
      .formerOfDepartment('35')
      .map(({ code }) => code),
  )
  expect([...epciOf.keys()].filter(code => !former.has(code))).toHaveLength(332)
  expect([...former].filter(code => epciOf.has(code))).toHaveLength(20)
  expect(epci.reduce((people, each) => people + each.population, 0)).toBeGreaterThan(1_000_000)
  const held = real.territory.agencies.flatMap(agency => agency.epci)
  expect(held.toSorted()).toEqual(epci.map(each => each.code).toSorted())
  expect(coverageReport(real).agencies_inferred).toBe(true)
})

test('the convention’s values exist in the référentiels and its zones in the département', () => {
  const lines = real.convention.fiches.flatMap(fiche => fiche.lines)
  const { epci } = geographyOf('35')
  const zones = new Set(['35', ...epci.map(each => each.code)])
  for (const { id, publics, thematiques, type, zone } of lines) {
    expect(
      publics.filter(value => !valuesOf('publics').includes(value)),
      id,
    ).toEqual([])
    expect(
      thematiques.filter(value => !valuesOf('thematiques').includes(value)),
      id,
    ).toEqual([])
    expect(type === null || valuesOf('types').includes(type), id).toBe(true)
    expect(
      zone.filter(code => !zones.has(code)),
      id,
    ).toEqual([])
    expect(publics.includes('tous-publics') && publics.length > 1, id).toBe(false)
  }
})

test('a comparison says what moved, and only that', () => {
  const before = coverageReport(input, geography)
  const accepted = input.offers.map(state =>
    state.offer.key === 'o3'
      ? { ...state, state: 'created' as const, slug: 'slug-o3', status: 'PUBLISHED' as const, whose: null }
      : state,
  )
  const after = coverageReport({ ...input, date: '2030-07-31', offers: accepted }, geography)
  const moved = compareReports(before, after)
  expect(moved.lines).toEqual([{ id: '1/b', title: 'Action 1/b', before: 'waiting', after: 'referenced' }])
  expect(moved.indicators.find(one => one.id === 'euros-etat')).toMatchObject({
    before: 10_000,
    after: 30_000,
    change: 20_000,
  })
  expect(moved.indicators.some(one => one.id === 'conflits')).toBe(false)
  expect(moved.deserts_filled).toEqual([
    { area: 'Aval', category: 'Mobilité' },
    { area: 'Bourg', category: 'Mobilité' },
  ])
  expect(moved.deserts_new).toEqual([])
  const letter = monthlyEmail(after, moved, 'http://exemple.test/rapport')
  expect(letter.subject).toBe('Référencement dans DORA, Petit-Pays : 3 actions sur 4 sont référencées dans DORA')
  expect(letter.text).toMatch(
    /Part de l’État dont l’action est référencée.: 10.000.€ sur 42.000.€ → 30.000.€ sur 42.000.€ \(\+20.000.€\)/,
  )
  expect(letter.html).toContain('<a href="http://exemple.test/rapport">')
  expect(monthlyEmail(before, compareReports(before, before), 'http://exemple.test/').text).toContain(
    'aucun chiffre n’a bougé',
  )
})

test('the trend keeps the last report of each month', () => {
  const at = (date: string, offers = input.offers) => coverageReport({ ...input, date, offers }, geography)
  const reports = [at('2030-09-30'), at('2030-06-02', []), at('2030-06-30'), at('2030-07-31')]
  const months = monthsOf(reports.map(pastOf))
  expect(
    months.map(({ month, past }) => [month, past?.date ?? null, past?.figures['actions-referencees'].value]),
  ).toEqual([
    ['2030-06', '2030-06-30', 2],
    ['2030-07', '2030-07-31', 2],
    // Nothing was kept in August: said, and not drawn as a fall.
    ['2030-08', null, undefined],
    ['2030-09', '2030-09-30', 2],
  ])
  const [june] = months
  expect(june?.past?.figures).toMatchObject({
    'euros-etat': { value: 10_000, of: 42_000 },
    'structures-publiees': { value: 1 },
    'services-publies': { value: 2 },
    fraicheur: { value: 1, of: 2 },
  })
})

test('contacts and corrections are counted when somebody keeps them', () => {
  const report = coverageReport(
    {
      ...input,
      contacts: [
        { partner: 'p1', day: '2030-02-01' },
        { partner: 'p1', day: '2030-03-01' },
      ],
      corrections: [{ source: 's1', key: 'o1', field: 'telephone', day: '2030-05-01' }],
    },
    geography,
  )
  const value = (id: string) => report.indicators.find(one => one.id === id)?.value
  expect(value('structures-contactees')).toBe(1)
  expect(value('corrections')).toBe(1)
  expect(report.structures.find(one => one.partner === 'p1')?.contacted).toBe('2030-03-01')
})

test.each(['homonyme', 'hors-perimetre', 'page-sans-offre'])(
  'a page set aside on purpose (%s) is nobody’s work',
  code => {
    const aside = input.rejections.map(found => ({ ...found, code, key: 'o10' }))
    const before = coverageReport(input, geography)
    const after = coverageReport({ ...input, rejections: [...input.rejections, ...aside] }, geography)
    expect(after.waiting).toEqual(before.waiting)
    expect(after.todo).toEqual(before.todo)
    expect(after.indicators.find(one => one.id === 'travail-en-attente')?.limits).toContain('1 page écartée à dessein')
  },
)
