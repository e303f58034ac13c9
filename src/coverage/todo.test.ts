import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convention, geography, input, line, offer } from '../../test/coverage/small-departement.ts'
import type { CoverageInput, OfferState } from './input.ts'
import { lineAccounts } from './lines.ts'
import { todoList } from './todo.ts'

const todo = (over: Partial<CoverageInput>) => {
  const given = { ...input, offers: [], rejections: [], ...over }
  return [...todoList(given, lineAccounts(given), [], geography)]
}
/** Two lines of one partner: nothing else asks for work once both have an offer. */
const [fiche] = convention.fiches
if (fiche === undefined) throw new Error('no fiche')
const of = (...lines: ReturnType<typeof line>[]) => ({
  convention: { ...convention, fiches: [{ ...fiche, lines, shared: [] }] },
})
const nothing = of(line('1/a', 1, 'p1', { offer: false }))
const kinds = (state: OfferState) =>
  todo({ ...nothing, offers: [state] }).map(({ kind, whose, action }) => [kind, whose, action])
const one = (over: Partial<OfferState>) => offer('s1', 'o', [], {}, over)

test.each<[string, Partial<OfferState>, unknown[]]>([
  ['published and confirmed', {}, []],
  ['confirmed 180 days ago', { confirmedAt: '2030-01-01' }, []],
  [
    'confirmed 181 days ago',
    { confirmedAt: '2029-12-31' },
    [['offre-perimee', 'partenaire', expect.stringMatching(/confirmation : le 31 décembre 2029\)$/)]],
  ],
  [
    'never confirmed',
    { confirmedAt: null },
    [['offre-perimee', 'partenaire', expect.stringMatching(/confirmation : jamais\)$/)]],
  ],
  ['gone', { state: 'retired', status: 'DRAFT' }, []],
  ['a draft', { status: 'DRAFT' }, [['a-publier', 'gestionnaire', 'Publier le brouillon dans DORA']]],
  [
    'a suggestion',
    { status: 'SUGGESTION' },
    [['a-publier', 'partenaire', 'Faire accepter la suggestion par la structure dans DORA']],
  ],
  ['refused', { state: 'rejected', status: null, reason: 'R' }, [['rejet', 'partenaire', 'R']]],
  ['refused, said whose', { state: 'rejected', status: null, whose: 'robot' }, [['rejet', 'robot', 'Rien à changer']]],
  ['a doubt', { state: 'waiting', status: 'DRAFT', reason: 'R' }, [['rapprochement-douteux', 'gestionnaire', 'R']]],
  [
    'a doubt, said whose',
    { state: 'waiting', status: null, whose: 'dora' },
    [['rapprochement-douteux', 'dora', 'Rien à changer']],
  ],
  [
    'a conflict on a draft',
    { state: 'conflict', status: 'DRAFT', reason: 'R' },
    [
      ['a-publier', 'gestionnaire', 'Publier le brouillon dans DORA'],
      ['conflit', 'gestionnaire', 'Choisir entre la valeur de DORA et celle du partenaire : R'],
    ],
  ],
  [
    'a conflict, said whose',
    { state: 'conflict', whose: 'partenaire' },
    [['conflit', 'partenaire', expect.any(String)]],
  ],
])('%s', (_, over, expected) => {
  expect(kinds(one(over)).toSorted()).toEqual(expected)
})

test('a line that nothing answers: whoever reads the partner, or asks it for a source', () => {
  const lines = of(
    line('1/a', 1, 'p1', { amounts: { state: 5, department: null } }),
    { ...line('1/b', 1, 'p2', { amounts: { state: 7, department: null } }), partners: ['p2', 'p9'] },
    line('1/c', 1, 'p1', { offer: false }),
  )
  const read = { id: 's7', name: 'Sept', partner: 'p1', lastSuccess: null, outcome: null }
  const other = { id: 's8', name: 'Huit', partner: 'p2', lastSuccess: '2030-06-01', outcome: null }
  expect(todo({ ...lines, sources: [read, other] })).toMatchObject([
    { partner: 'p9', partner_name: 'p9', kind: 'source-absente', whose: 'gestionnaire', source: null, state_euros: 7 },
    { partner: 'p2', kind: 'ligne-sans-offre', whose: 'configuration', source: 's8', state_euros: 7 },
    { partner: 'p1', kind: 'ligne-sans-offre', whose: 'robot', source: 's7', key: null, state_euros: 5 },
  ])
})

test('a record that never made an offer is somebody’s work, unless it was set aside on purpose or has an offer by now', () => {
  const record = (over: object) => ({ ...input.rejections[0], ...over }) as CoverageInput['rejections'][number]
  const rejections = [
    record({}),
    record({ source: 's1', key: 'o', message: 'has an offer' }),
    record({ source: 's2', key: 'o', message: 'Une autre' }),
    record({ key: null, message: 'Sans clé' }),
    record({ source: 's9', key: null, message: 'Sans source' }),
    record({ code: 'homonyme', key: null, message: 'set aside' }),
    record({ code: 'homonyme', key: 'o8', message: 'set aside' }),
  ]
  const found = todo({ ...nothing, offers: [one({})], rejections })
  expect(found.map(({ partner, title, action }) => [partner, title, action])).toEqual([
    ['p2', 'Source deux', 'Sans clé (ligne 4)'],
    ['p2', 'o', 'Une autre (ligne 4)'],
    ['p2', 'o9', 'Le nom manque (ligne 4)'],
    ['s9', 's9', 'Sans source (ligne 4)'],
  ])
  expect(found[0]).toMatchObject({ state_euros: 0, deserts: 0, score: 0 })
})

test('of equal worth: by partner, title, then key', () => {
  const named = (source: string, key: string, nom: string) => offer(source, key, [], { nom }, { status: 'DRAFT' })
  const offers = [
    named('s2', 'a', 'A'),
    named('s1', 'd', 'B'),
    named('s1', 'c', 'B'),
    named('s1', 'b', 'C'),
    named('s1', 'e', 'A'),
  ]
  const keys = (given: OfferState[]) => todo({ ...nothing, offers: given }).map(({ key }) => key)
  expect(keys(offers)).toEqual(['e', 'c', 'd', 'b', 'a'])
  expect(keys(offers.toReversed())).toEqual(['e', 'c', 'd', 'b', 'a'])
})

test('whatever offers ask for, in whatever order they come: by worth, partner, title, key, then as they came', () => {
  const partners = new Map([
    ['s1', 'p1'],
    ['s2', 'p2'],
    ['s3', 'p1'],
  ])
  const sources = Array.from(partners, ([id, partner]) => ({ id, name: id, partner, lastSuccess: null, outcome: null }))
  const some = fc.record({
    source: fc.constantFrom(...partners.keys()),
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    name: fc.constantFrom('A', 'B', 'Éa'),
    over: fc.constantFrom<Partial<OfferState>>(
      { status: 'DRAFT' },
      { confirmedAt: null },
      { state: 'conflict', status: 'DRAFT' },
      { state: 'retired' },
      { state: 'waiting', confirmedAt: null },
    ),
  })
  fc.assert(
    fc.property(fc.uniqueArray(some, { selector: ({ source, key }) => source + key }), given => {
      const offers = given.map(({ source, key, name, over }) => {
        const state = offer(source, key, [], {}, over)
        return { ...state, offer: { ...state.offer, name } }
      })
      const found = todo({ ...nothing, sources, offers })
      const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
      const came = (item: (typeof found)[number]) =>
        given.findIndex(each => each.source === item.source && each.key === item.key)
      const order = [...found].sort(
        (a, b) =>
          b.score - a.score ||
          text(a.partner_name, b.partner_name) ||
          text(a.title, b.title) ||
          text(a.key ?? '', b.key ?? '') ||
          came(a) - came(b),
      )
      expect(found).toEqual(order)
      const alone = given.flatMap((_, at) => todo({ ...nothing, sources, offers: offers.slice(at, at + 1) }))
      expect(found.map(item => JSON.stringify(item)).sort()).toEqual(alone.map(item => JSON.stringify(item)).sort())
    }),
  )
})

test('partners stand in the order of a dictionary; of two names that it does not tell apart, the offers stand by their own', () => {
  const names = ['Été', 'Adie', 'Adie\u{AD}', 'Bge']
  const [any] = convention.partners
  if (any === undefined) throw new Error('no partner')
  const partners = names.map((name, at) => ({ ...any, id: `p${at}`, name }))
  const named = (at: number, name: string) => {
    const state = offer(`s${at}`, name, [], {}, { status: 'DRAFT' })
    return { ...state, offer: { ...state.offer, name } }
  }
  const found = todo({
    convention: { ...nothing.convention, partners },
    sources: partners.map(({ id }, at) => ({ id: `s${at}`, name: id, partner: id, lastSuccess: null, outcome: null })),
    offers: [named(0, 'A'), named(1, 'C'), named(2, 'D'), named(2, 'B'), named(3, 'A'), named(1, 'E')],
  })
  expect(found.map(({ title, partner }) => `${partner} ${title}`)).toEqual([
    'p2 B',
    'p1 C',
    'p2 D',
    'p1 E',
    'p3 A',
    'p0 A',
  ])
})
