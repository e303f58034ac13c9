import { expect, test } from 'vitest'
import { inert } from '../../src/coverage/csv.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { geography, input, offer } from './small-departement.ts'

/*
 * A département small enough to be computed by hand, with the arithmetic written out.
 *
 * Convention: fiche 1 = 10 000 (1/a) + 20 000 (1/b); fiche 2 = 12 000 for 2/x and 2/y together; fiche 3 = 8 000, a post. Total 50 000.
 * On 30 June 2030: o1 answers 1/a and is published; o2 answers 2/x and is published; o3 answers 1/b and was refused; nothing answers 2/y.
 */
const report = coverageReport(input, geography)
const figure = (id: string) => {
  const found = report.indicators.find(indicator => indicator.id === id)
  return found && { value: found.value, of: found.of, parts: found.parts.map(part => part.value) }
}

test('lines: 1/a and 2/x referenced, 1/b waits for its partner, 2/y for the configuration', () => {
  expect(report.lines.map(line => [line.id, line.state, line.whose])).toEqual([
    ['1/a', 'referenced', null],
    ['1/b', 'waiting', 'partenaire'],
    ['2/x', 'referenced', null],
    ['2/y', 'absent', 'configuration'],
    ['3/poste', 'absent', null],
  ])
  // 2 referenced + 0 in part + 1 waiting + 1 absent = 4 offers; the post is not an offer.
  expect(figure('actions-referencees')).toEqual({ value: 2, of: 4, parts: [2, 0, 1, 1] })
  // Fiche 1: volet 1 yes, volet 2 no; fiche 2: volet 1 yes, volet 2 no; fiche 3: none. 2 of 4.
  expect(figure('volets-references')).toMatchObject({ value: 2, of: 4 })
})

test('euros: 10 000 referenced, 12 000 in part, 20 000 missing, 8 000 pay no offer', () => {
  // The 12 000 are shared by 2/x (referenced) and 2/y (not): in part. 10 000 + 12 000 + 20 000 = 42 000, and 8 000 apart.
  expect(figure('euros-etat')).toEqual({ value: 10_000, of: 42_000, parts: [10_000, 12_000, 20_000] })
  // The Département: fiche 1's 30 000 follow the State's 10 000 : 20 000; fiches 2 and 3 state theirs. Same split.
  expect(figure('euros-departement')).toEqual({ value: 10_000, of: 42_000, parts: [10_000, 12_000, 20_000] })
  expect(report.fiches.map(fiche => [fiche.offers, fiche.referenced, fiche.money.referenced])).toEqual([
    [2, 1, 10_000],
    [2, 1, 0],
    [0, 0, 0],
  ])
})

test('places: 10 alone and 6 shared; the 6 wait for 2/y', () => {
  expect(figure('places')).toEqual({ value: 10, of: 16, parts: [10, 6] })
  // Unit cost: (10 000 + 10 000) ÷ 10 = 2 000; (12 000 + 12 000) ÷ 6 = 4 000.
  expect(report.parcours.map(row => [row.line, row.places.value, row.unit_cost.value])).toEqual([
    ['1/a', 10, 2_000],
    ['1/b', null, null],
    ['2/x', 6, 4_000],
    ['2/y', null, 4_000],
  ])
})

test('structures: two carriers, one with published services, none up to date', () => {
  expect(figure('structures-dans-dora')).toMatchObject({ value: 1, of: 2 })
  expect(figure('structures-publiees')).toMatchObject({ value: 1, of: 2 })
  // p1's o2 was confirmed 365 days ago: more than 180.
  expect(figure('structures-a-jour')).toMatchObject({ value: 0, of: 2 })
  // p1 carries 1/a (10 000, referenced) and shares 12 000 between its two lines, in part; p2 carries 1/b (20 000, missing).
  expect(
    report.structures.map(one => [one.partner, one.state_euros, one.state_euros_referenced, one.state_euros_missing]),
  ).toEqual([
    ['p1', 22_000, 10_000, 0],
    ['p2', 20_000, 0, 20_000],
  ])
  expect(figure('structures-contactees')).toMatchObject({ value: null, of: 2 })
})

test('services: statuses, freshness, quality, mobilisation, hours, delay', () => {
  // Published, draft, suggestion, archived, not in DORA: 2 + 0 + 0 + 0 + 1 = 3.
  expect(figure('services-par-statut')).toEqual({ value: 3, of: null, parts: [2, 0, 0, 0, 1] })
  // o1 confirmed 29 days ago (under 3 months); o2 365 days ago (6 months to 1 year).
  expect(figure('fraicheur')).toEqual({ value: 1, of: 2, parts: [1, 0, 1, 0, 0, 0] })
  // Scores 0.90 and 0.50: one at least 0.80.
  expect(figure('qualite')).toEqual({ value: 1, of: 2, parts: [0, 1, 1, 0] })
  expect(figure('mobilisables-professionnels')).toMatchObject({ value: 1, of: 2 })
  expect(figure('mobilisables-usagers')).toMatchObject({ value: 1, of: 2 })
  expect(figure('orientables')).toMatchObject({ value: 1, of: 2 })
  expect(figure('contact')).toMatchObject({ value: 1, of: 2 })
  // Median of 6 and 20 hours: 13. Median of 3 days (1 → 4 June) and 0: 1.5.
  expect(figure('heures-hebdomadaires')).toMatchObject({ value: 13 })
  expect(figure('delai-publication')).toMatchObject({ value: 1.5 })
  // One of them reaches 15 hours; 6 + 20 = 26.
  expect(report.indicators.find(one => one.id === 'heures-hebdomadaires')?.definition).toContain(
    'À 15 h ou plus : 1 service ; en tout 26 h par semaine.',
  )
  // o2 misses both mobilisation fields (one criterion), any contact, and a recent date.
  expect(report.quality.missed).toEqual([
    expect.objectContaining({ key: 'au_moins_un_moyen_de_contact', value: 1 }),
    expect.objectContaining({ key: 'date_maj_recente', value: 1 }),
    expect.objectContaining({ key: 'modes_mobilisation_bien_definis', value: 1 }),
  ])
})

test('work waiting: o3 on its partner, the refused record o9 on the configuration', () => {
  expect(figure('travail-en-attente')).toEqual({ value: 2, of: null, parts: [1, 1, 0, 0, 0] })
})

test('territories: o1 is received in Aval and open to Bourg, o2 is remote for Bourg only', () => {
  const nobody = { others: { on_site: 0, reachable: 0 }, elsewhere: { on_site: 0, reachable: 0 } }
  expect(report.areas).toEqual([
    // 1 ÷ 20 000 × 10 000 = 0.5
    {
      code: '999000001',
      name: 'Aval',
      kind: 'epci',
      population: 20_000,
      beneficiaries: null,
      on_site: 1,
      by_zone: 0,
      remote: 0,
      reachable: 1,
      per_10000: 0.5,
      per_1000_rsa: null,
      origins: { followed: { on_site: 1, reachable: 1 }, ...nobody },
    },
    // Nothing is received there: what is reached from elsewhere makes no rate.
    {
      code: '999000002',
      name: 'Bourg',
      kind: 'epci',
      population: 10_000,
      beneficiaries: null,
      on_site: 0,
      by_zone: 1,
      remote: 1,
      reachable: 2,
      per_10000: 0,
      per_1000_rsa: null,
      origins: { followed: { on_site: 0, reachable: 2 }, ...nobody },
    },
    // Each offer once, at its nearest: o1 on site, o2 remote. on site: 1 ÷ 30 000 × 10 000 = 0.33… → 0.3
    {
      code: 'agence:Nord',
      name: 'Nord',
      kind: 'agence',
      population: 30_000,
      beneficiaries: null,
      on_site: 1,
      by_zone: 0,
      remote: 1,
      reachable: 2,
      per_10000: 0.3,
      per_1000_rsa: null,
      origins: { followed: { on_site: 1, reachable: 2 }, ...nobody },
    },
  ])
})

test('cells: who can reach what; an offer for all is counted apart in each public', () => {
  const cell = (area: string, category: string, who: string) =>
    report.cells.find(found => found.area === area && found.category === category && found.public === who)
  expect(cell('999000002', 'sante', '*')).toMatchObject({
    on_site: 0,
    by_zone: 1,
    remote: 1,
    reachable: 2,
    open_to_all: 1,
  })
  // Jeunes in Bourg: o1 for them, o2 for all.
  expect(cell('999000002', 'sante', 'jeunes')).toMatchObject({ by_zone: 1, remote: 1, open_to_all: 1 })
  expect(cell('999000002', 'sante', 'femmes')).toMatchObject({ by_zone: 0, remote: 1, open_to_all: 1 })
  expect(cell('999000002', 'sante', 'tous-publics')).toMatchObject({ reachable: 1, open_to_all: 1 })
  expect(cell('999000001', 'sante', 'femmes')).toBeUndefined()
  // Any thématique: in Aval, o1 for the young; in Bourg, o1 and o2.
  expect(cell('999000001', '*', 'jeunes')).toMatchObject({ reachable: 1, open_to_all: 0 })
  expect(cell('999000002', '*', 'jeunes')).toMatchObject({ reachable: 2, open_to_all: 1 })
  expect(cell('999000001', 'numerique', 'jeunes')).toMatchObject({ on_site: 1, reachable: 1 })
})

test('deserts: 2 EPCI × 16 thématiques − the 2 that o1 gives on the spot in Aval = 30, of which Bourg reaches its 2', () => {
  expect(figure('sans-service-sur-place')).toEqual({ value: 30, of: 32, parts: [28, 2, 2] })
  // o3, once accepted, would bring mobilité to both: received in Bourg, open to Aval.
  expect(
    report.deserts.filter(desert => desert.waiting > 0).map(desert => [desert.area, desert.category, desert.waiting]),
  ).toEqual([
    ['999000001', 'mobilite', 1],
    ['999000002', 'mobilite', 1],
  ])
})

test('to do: 20 000 € and two deserts first, then 12 000 €, then quality', () => {
  expect(
    Array.from(report.todo, item => [item.partner, item.kind, item.key, item.state_euros, item.deserts, item.score]),
  ).toEqual([
    ['p2', 'rejet', 'o3', 20_000, 2, 0],
    ['p1', 'ligne-sans-offre', null, 12_000, 0, 0],
    // Two criteria missed (the date is its own point): 2 × 0.1.
    ['p1', 'champ-manquant', 'o2', 0, 0, 0.2],
    ['p1', 'offre-perimee', 'o2', 0, 0, 0.1],
    ['p2', 'rejet', 'o9', 0, 0, 0],
  ])
})

test('bilan: planned amounts, both shares, add up to 100 000', () => {
  // Both shares: 20 000 + 40 000 + 24 000 + 16 000 = 100 000.
  expect(report.bilan.map(row => [row.line, row.planned_state, row.planned_total, row.referenced])).toEqual([
    ['1/a', 10_000, 20_000, 'référencée'],
    ['1/b', 20_000, 40_000, 'en attente'],
    ['2/x + 2/y', 12_000, 24_000, 'référencée, absente'],
    ['3/poste', 8_000, 16_000, 'sans objet'],
  ])
})

test('the three first sentences answer: seen, for how much, what is missing', () => {
  expect(report.headlines).toEqual([
    '2 actions sur 4 sont référencées dans DORA.',
    // 10 000 ÷ (50 000 − 8 000) = 23.8 %
    'Cela représente 10 000 € de la part de l’État, sur 42 000 € qui paient des offres (24 %).',
    'Il reste 2 actions à référencer, 1 structure sans service publié et 28 couples territoire–thématique sans aucune offre suivie.',
  ])
})

test('published is not seen: one sentence says how many services the public does not find, and the to-do list why', () => {
  const offers = input.offers.map(state => ({ ...state, home: state.offer.key === 'o1' ? ('orphan' as const) : null }))
  const told = coverageReport({ ...input, offers }, geography)
  expect(told.headlines.at(-1)).toBe(
    'Sur 2 services publiés, 1 n’est pas vu du public : la liste « À faire » dit pourquoi, et à qui d’agir.',
  )
  expect(told.indicators.find(({ id }) => id === 'visibles')?.parts.map(({ value }) => value)).toEqual([0, 1, 1])
  expect([...told.todo].find(({ kind }) => kind === 'invisible')).toMatchObject({ key: 'o1', whose: 'gestionnaire' })
})

test('on the line: a score of exactly 0,80 is good, day 90 is within three months, day 91 is not', () => {
  const at = (score: number, confirmedAt: string) => {
    const offers = [{ ...offer('s1', 'k', ['1/a']), confirmedAt }]
    for (const each of offers) each.offer = { ...each.offer, score }
    const { indicators } = coverageReport({ ...input, date: '2030-06-30', offers }, geography)
    const of = (id: string) => indicators.find(one => one.id === id)
    return [of('qualite')?.value, of('fraicheur')?.parts?.map(part => part.value)]
  }
  expect(at(0.8, '2030-04-01')).toEqual([1, [1, 0, 0, 0, 0, 0]])
  expect(at(0.7999, '2030-03-31')).toEqual([0, [0, 1, 0, 0, 0, 0]])
})

test('a text that a spreadsheet would compute is kept a text, also behind blanks', () => {
  expect(['=1+1', '  =1+1', '\t+2', ' @x', 'a=1', '3 - 2'].map(inert)).toEqual([
    "'=1+1",
    "'  =1+1",
    "'\t+2",
    "' @x",
    'a=1',
    '3 - 2',
  ])
})
