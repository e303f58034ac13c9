import { expect, test } from 'vitest'
import { convention, geography, input, line, offer } from '../../test/coverage/small-departement.ts'
import { shareOf } from './figure.ts'
import type { CoverageInput } from './input.ts'
import { coverageReport } from './report.ts'

const report = (over: Partial<CoverageInput> = {}) => coverageReport({ ...input, ...over }, geography)

test('once the convention is over every figure says so, not on its last day', () => {
  const on = (date: string) => report({ date })
  expect(on('2030-12-31').headlines).toHaveLength(3)
  const { headlines, indicators } = on('2031-01-01')
  const ended = 'Convention terminée le 31 décembre 2030 : '
  expect(headlines).toHaveLength(4)
  expect(headlines[3]).toMatch(new RegExp(`^${ended}`))
  expect(indicators.length).toBeGreaterThan(10)
  for (const { id, limits } of indicators) expect(limits, id).toMatch(new RegExp(`(^|\\S )${ended}.*[^ ]$`))
  expect(
    on('2030-12-31')
      .indicators.map(({ limits }) => limits)
      .join(),
  ).not.toContain(ended)
})

test('whatever the order of its lists, two records that differ only by their field too', () => {
  const record = (over: object) => ({ ...input.rejections[0], ...over }) as CoverageInput['rejections'][number]
  const rejections = [
    record({ key: 'b' }),
    record({ key: null, field: null }),
    record({ key: 'a', field: 'nom' }),
    record({ key: 'a', field: null }),
    record({ key: 'a', field: 'nom', code: 'x' }),
    record({ source: 's1', key: 'z' }),
  ]
  const one = report({ rejections })
  const turned = report({
    rejections: rejections.toReversed(),
    offers: input.offers.toReversed(),
    sources: input.sources.toReversed(),
  })
  expect(turned).toEqual(one)
  expect(one.sources.map(({ id }) => id)).toEqual(['s1', 's2'])
  expect(Array.from(one.services, ({ key }) => key)).toEqual(['o1', 'o2', 'o3'])
  const line = (key: string, field: string | null) => record({ key, field, message: `${field}`, source: 's1' })
  const first = (...given: CoverageInput['rejections']) =>
    report({ offers: [], rejections: given }).lines.find(({ id }) => id === '1/a')?.reason
  expect(first(line('b', 'b'), line('a', 'a'))).toBe('a')
  expect(first(line('a', 'b'), line('a', null), line('a', 'a'))).toBe('null')
})

test('one service that the public does not see, or several', () => {
  const hidden = (...keys: string[]) =>
    report({
      offers: [offer('s1', 'o', []), ...keys.map(key => offer('s1', key, [], {}, { suspension: '2030-01-01' }))],
    }).headlines[3]
  expect(hidden()).toBeUndefined()
  expect(hidden('p')).toMatch(/^Sur 2 services publiés, 1 n’est pas vu du public : /)
  expect(hidden('p', 'q')).toMatch(/^Sur 3 services publiés, 2 ne sont pas vus du public : /)
})

test('a share is all, or nothing, only when it is: one of 1 000 and 999 of 1 000 are neither', () => {
  const shares = [
    [0, 5],
    [1, 1000],
    [5, 1000],
    [994, 1000],
    [999, 1000],
    [5, 5],
    [0, 0],
  ].map(([value = 0, of = 0]) => shareOf(value, of))
  expect(shares).toEqual(['0 %', 'moins de 1 %', '1 %', '99 %', 'plus de 99 %', '100 %', 'sans objet'])
})

test('hours: how many services do not give them, when some do not', () => {
  const limits = (...hours: (number | null)[]) =>
    report({
      offers: hours.map((volume_horaire_hebdomadaire, n) => offer('s1', `o${n}`, [], { volume_horaire_hebdomadaire })),
    }).indicators.find(({ id }) => id === 'heures-hebdomadaires')?.limits
  expect([limits(), limits(7), limits(7, null), limits(null, null)]).toEqual([
    'Aucun service n’est publié.',
    'Chaque service publié donne le sien.',
    '1 service sur 2 ne donne pas son volume horaire.',
    '2 services sur 2 ne donnent pas leur volume horaire.',
  ])
})

test('squares: as the territory places them, else five a row', () => {
  const epci = Array.from({ length: 11 }, (_, n) => ({ code: `e${n}`, name: '', population: 1 }))
  const squares = (map?: string[][]) =>
    coverageReport({ ...input, territory: { ...input.territory, ...(map && { map }) } }, { epciOf: new Map(), epci })
      .map
  const rows = [['e0', 'e1', 'e2', 'e3', 'e4'], ['e5', 'e6', 'e7', 'e8', 'e9'], ['e10']]
  expect([squares(), squares([])]).toEqual([rows, rows])
  expect(squares([['e1', '']])).toEqual([['e1', '']])
})

test('agencies are a guess as soon as one is', () => {
  const agencies = (...inferred: boolean[]) =>
    report({
      territory: { ...input.territory, agencies: inferred.map(each => ({ name: '', epci: [], inferred: each })) },
    }).agencies_inferred
  expect([agencies(false), agencies(true, false)]).toEqual([false, true])
})

test('what is said of the actions: all, one or several, and the euros that pay offers', () => {
  const [fiche] = convention.fiches
  if (fiche === undefined) throw new Error('no fiche')
  const said = (lines: ReturnType<typeof line>[], keys: string[]) =>
    report({
      rejections: [],
      offers: keys.map(key => offer('s1', key, [key])),
      convention: { ...convention, fiches: [{ ...fiche, lines, shared: [] }] },
    }).headlines
  const of = (id: string, state: number, over = {}) =>
    line(id, 1, 'p1', { amounts: { state, department: null }, ...over })
  const two = [of('1/a', 10), of('1/b', 30)]
  expect(said(two, ['1/a'])).toEqual([
    '1 action sur 2 est référencée dans DORA.',
    'Cela représente 10 € de la part de l’État, sur 40 € qui paient des offres (25 %).',
    'Il reste 1 action à référencer, 0 structure sans service publié et 30 couples territoire–thématique sans aucune offre suivie.',
  ])
  expect(said(two, ['1/a', '1/b'])[0]).toBe('2 actions sur 2 sont référencées dans DORA.')
  expect(said(two, ['1/a', '1/b'])[2]).toMatch(/^Toutes les actions sont référencées ; il reste \d+ couples /)
  expect(said(two, [])[2]).toMatch(/^Il reste 2 actions à référencer, 1 structure sans service publié et /)
  expect(said([of('1/a', 0)], [])[1]).toBe('Cela représente 0 € de la part de l’État.')
  expect(said([of('1/a', 10, { offer: false })], [])[0]).toBe('La convention ne finance pas d’offre à référencer.')
})

test('each source with its partner, its last reading, and what it brings; what was retired is brought no more', () => {
  const [first, second] = input.sources
  const { sources } = report({
    sources: [
      { ...first, standing: { word: 'À jour', late: false } },
      { ...second, partner: 'nobody', standing: { word: 'En retard', late: true } },
      { ...first, id: 's3', name: 'Source trois', lastSuccess: null },
    ] as CoverageInput['sources'],
    offers: [...input.offers, offer('s1', 'gone', ['1/a'], {}, { state: 'retired' })],
  })
  expect(sources).toEqual([
    {
      ...{ id: 's1', name: 'Source un', partner: 'p1', partner_name: 'Partenaire p1' },
      ...{ last_success: '2030-06-29T03:00:00.000Z', standing: 'À jour', late: false, offers: 2, published: 2 },
    },
    {
      ...{ id: 's2', name: 'Source deux', partner: 'nobody', partner_name: 'nobody' },
      ...{ last_success: '2030-06-29T03:00:00.000Z', standing: 'En retard', late: true, offers: 1, published: 0 },
    },
    {
      ...{ id: 's3', name: 'Source trois', partner: 'p1', partner_name: 'Partenaire p1' },
      ...{ last_success: null, standing: null, late: false, offers: 0, published: 0 },
    },
  ])
})
