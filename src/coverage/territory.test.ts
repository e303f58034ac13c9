import { expect, test } from 'vitest'
import { input, offer } from '../../test/coverage/small-departement.ts'
import { cellCounts } from './cell-counts.ts'
import type { CoverageInput, Territory } from './input.ts'
import { REACH } from './reach.ts'
import { territoryCoverage } from './territory.ts'

/** Three EPCI of one commune each, the last without inhabitants; an agency of the first two, and one of an EPCI that is elsewhere. */
const geography = {
  epciOf: new Map([
    ['99001', 'e1'],
    ['99002', 'e2'],
    ['99003', 'e3'],
    ['99004', 'e9'],
  ]),
  epci: [
    { code: 'e1', name: 'Un', population: 20_000 },
    { code: 'e2', name: 'Deux', population: 6000 },
    { code: 'e3', name: 'Trois', population: 0 },
  ],
}
const agencies = [
  { name: 'Nord', epci: ['e1', 'e2'], inferred: false },
  { name: 'Loin', epci: ['e9'], inferred: false },
]
const areas = (byEpci: Record<string, number> | null, codes: (string | null)[]) => {
  const territory: Territory = {
    ...input.territory,
    agencies,
    beneficiaries: byEpci === null ? null : { source: 'Caf', byEpci },
  }
  const offers = codes.map((code_insee, n) => offer('s1', `o${n}`, [], { code_insee, zone_eligibilite: null }))
  return territoryCoverage({ date: input.date, offers, census: null, territory }, geography).areas
}

test('for so many inhabitants, and so many beneficiaries where each of the EPCI told them', () => {
  const codes = ['99001', '99002', '99002', '99003', '99004', 'e1', null]
  const counts = (byEpci: Record<string, number> | null) =>
    areas(byEpci, codes).map(each => [each.code, each.on_site, each.per_10000, each.beneficiaries, each.per_1000_rsa])
  expect(counts({ e1: 300, e2: 100, e3: 0 })).toEqual([
    ['e1', 2, 1, 300, 6.7],
    ['e2', 2, 3.3, 100, 20],
    ['e3', 1, 0, 0, 0],
    ['agence:Nord', 4, 1.5, 400, 10],
    ['agence:Loin', 0, 0, 0, 0],
  ])
  expect(counts({ e2: 100 }).map(([, , , ...rsa]) => rsa)).toEqual([
    [null, null],
    [100, 20],
    [null, null],
    [null, null],
    [0, 0],
  ])
  expect(
    counts(null)
      .slice(0, 4)
      .flatMap(([, , , ...rsa]) => rsa),
  ).toEqual(Array.from({ length: 8 }, () => null))
})

test('a zone of an EPCI that is not of the département reaches nobody; France and the département reach all', () => {
  const reached = (zone_eligibilite: string[], modes_accueil: string[] | null) => {
    const offers: CoverageInput['offers'] = [
      offer('s1', 'o', [], { zone_eligibilite, modes_accueil, code_insee: null }),
    ]
    const { areas } = territoryCoverage({ ...input, offers }, geography)
    return areas.slice(0, 3).map(({ on_site, by_zone, remote }) => `${on_site}${by_zone}${remote}`)
  }
  expect(reached(['99004', 'e2', '98'], null)).toEqual(['000', '010', '000'])
  expect(reached(['99003'], ['a-distance'])).toEqual(['000', '000', '001'])
  for (const all of ['france', '99100', '99']) expect(reached([all], ['en-presentiel'])).toEqual(['010', '010', '010'])
})

test('cells in order of codes, categories and publics; those open to all count with each public, a word unknown has its place', () => {
  const placed = (thematiques: string[], publics: string[] | null) => ({
    thematiques,
    publics,
    modes_accueil: null,
    zone_eligibilite: null,
    code_insee: null,
  })
  const offers = [
    placed(['sante--sante-mentale', 'sante--acces-aux-soins'], ['jeunes', 'zz-inconnu']),
    placed(['zz--inconnue'], ['tous-publics', 'jeunes']),
  ]
  const counts = cellCounts(2, offers)
  const [one, two] = offers as [(typeof offers)[0], (typeof offers)[0]]
  counts.add(one, Uint8Array.of(REACH.on_site, REACH.none), 'followed')
  counts.add(two, Uint8Array.of(REACH.remote, REACH.by_zone), 'elsewhere')
  const told = counts.cells(['b', 'a']).map(cell => {
    const { followed, elsewhere } = cell.origins
    const holders = `${followed.on_site}/${followed.reachable} ${elsewhere.on_site}/${elsewhere.reachable}`
    return `${cell.area} ${cell.category} ${cell.public} ${cell.on_site}${cell.by_zone}${cell.remote} ${cell.open_to_all} ${holders}`
  })
  expect(told.filter(cell => / (\*|jeunes|tous-publics|zz-inconnu) \d/.test(cell))).toEqual([
    'a * jeunes 010 1 0/0 0/1',
    'a * tous-publics 010 1 0/0 0/1',
    'a zz * 010 1 0/0 0/1',
    'a zz jeunes 010 1 0/0 0/1',
    'a zz tous-publics 010 1 0/0 0/1',
    'b * jeunes 101 1 1/1 0/1',
    'b * tous-publics 001 1 0/0 0/1',
    'b * zz-inconnu 100 0 1/1 0/0',
    'b sante * 100 0 1/1 0/0',
    'b sante jeunes 100 0 1/1 0/0',
    'b sante zz-inconnu 100 0 1/1 0/0',
    'b zz * 001 1 0/0 0/1',
    'b zz jeunes 001 1 0/0 0/1',
    'b zz tous-publics 001 1 0/0 0/1',
  ])
  expect(() => counts.offers(0, 'absente', REACH.remote)).toThrow('not among the words counted: absente')
})
