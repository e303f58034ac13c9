import { expect, test } from 'vitest'
import { convention, input, line, offer } from '../../test/coverage/small-departement.ts'
import type { CoverageInput, OfferState } from './input.ts'
import { lineAccounts } from './lines.ts'

const date = '2030-06-30'
/** The line `1/n` of fiche 1 as it stands with these offers; another fiche rules out the first offer’s structure. */
const account = (offers: OfferState[], over: Partial<CoverageInput> = {}, own = line('1/n', 1, 'p1')) => {
  const [fiche] = convention.fiches
  if (fiche === undefined) throw new Error('no fiche')
  const excluded = [
    { name: 'Jardin Exclu', fiche: 1, reason: '' },
    { name: 'Structure', fiche: 2, reason: '' },
  ]
  const fiches = [{ ...fiche, lines: [own], shared: [] }]
  const [found] = lineAccounts({
    ...input,
    date,
    rejections: [],
    offers,
    ...over,
    convention: { ...convention, excluded, fiches },
  })
  return found
}
const unpublished = (over: Partial<OfferState>, key = 'o') =>
  offer('s1', key, ['1/n'], {}, { status: 'DRAFT', reason: 'Dit par la lecture', ...over })
const ended = (end: string): OfferState => {
  const state = unpublished({})
  return { ...state, offer: { ...state.offer, end } }
}

test.each<[string, OfferState[], string, string | null]>([
  ['a published one', [offer('s1', 'o', ['1/n'])], 'Service publié dans DORA', null],
  ['a draft', [unpublished({})], 'Brouillon dans DORA, à publier', 'gestionnaire'],
  [
    'a suggestion',
    [unpublished({ status: 'SUGGESTION' })],
    'Suggestion dans DORA, à accepter par la structure',
    'partenaire',
  ],
  ['an archive', [unpublished({ status: 'ARCHIVED' })], 'Service archivé dans DORA', 'gestionnaire'],
  ['none in DORA yet', [unpublished({ status: null, slug: null })], 'Dit par la lecture', 'gestionnaire'],
  [
    'gone from the partner, whatever DORA has',
    [unpublished({ state: 'retired' })],
    'L’offre n’est plus chez le partenaire',
    'gestionnaire',
  ],
  ['refused', [unpublished({ state: 'rejected', whose: 'partenaire' })], 'Dit par la lecture', 'partenaire'],
  ['waiting', [unpublished({ state: 'waiting' })], 'Dit par la lecture', 'gestionnaire'],
  ['in conflict', [unpublished({ state: 'conflict' })], 'Dit par la lecture', 'gestionnaire'],
  ['over yesterday', [ended('2030-06-29')], 'Terminée le 29 juin 2030', 'gestionnaire'],
  ['over today: still on', [ended(date)], 'Brouillon dans DORA, à publier', 'gestionnaire'],
  [
    'two, one of them somebody’s move: that one is told',
    [unpublished({}, 'a'), unpublished({ state: 'waiting', whose: 'robot' }, 'b')],
    'Dit par la lecture',
    'robot',
  ],
  [
    'two that are nobody’s: the first',
    [unpublished({}, 'a'), unpublished({ status: 'ARCHIVED' }, 'b')],
    'Brouillon dans DORA, à publier',
    'gestionnaire',
  ],
])('%s: what it waits for, and whose move it is', (_, offers, reason, whose) => {
  expect(account(offers)).toMatchObject({ reason, whose, state: whose === null ? 'referenced' : 'waiting' })
})

const source = (id: string, lastSuccess: string | null) => ({ id, name: id, partner: 'p1', lastSuccess, outcome: null })
const refusal = { ...input.rejections[0], source: 's1', code: 'champ-manquant' } as CoverageInput['rejections'][number]

test.each<[string, Partial<CoverageInput>, object]>([
  ['nobody reads the partner', { sources: [] }, { state: 'absent', whose: 'gestionnaire' }],
  [
    'never read',
    { sources: [source('s1', null)] },
    { state: 'waiting', whose: 'robot', reason: 'La source n’a encore jamais été lue avec succès' },
  ],
  [
    'one of two read',
    { sources: [source('s1', null), source('s3', date)] },
    { state: 'absent', whose: 'configuration' },
  ],
  ['read, nothing answers', {}, { state: 'absent', whose: 'configuration' }],
  ['a record refused', { rejections: [refusal] }, { state: 'waiting', reason: refusal.message, whose: refusal.whose }],
  [
    'set aside on purpose',
    { rejections: [{ ...refusal, code: 'homonyme' }] },
    { state: 'absent', whose: 'configuration' },
  ],
  ['another’s refused', { rejections: [{ ...refusal, source: 's2' }] }, { state: 'absent', whose: 'configuration' }],
])('without an offer, %s', (_, over, standing) => {
  expect(account([], over)).toMatchObject(standing)
})

test('an offer of what the convention rules out for this fiche is not counted for it, under any name that holds the words', () => {
  const named = (structure: string) => offer('s1', structure, ['1/n'], {}, { structure })
  const names = ['Le JARDIN exclu de Rennes', 'Jardin Exclusif', 'Structure']
  expect(account(names.map(named))?.services.map(({ key }) => key)).toEqual(['Jardin Exclusif', 'Structure'])
})

test('of two partners one is published: what is missing is named, and waits for whoever holds the other offer', () => {
  const both = { ...line('1/n', 1, 'p1'), partners: ['p1', 'p2', 'p9'] }
  const one = offer('s1', 'o', ['1/n'], {}, { whose: 'robot' })
  expect(account([one], {}, both)).toMatchObject({
    state: 'partial',
    reason: 'Service publié, il manque : Partenaire p2, p9',
    whose: 'gestionnaire',
    partners: [{ published: true }, { published: false }, { published: false }],
  })
  const other = offer('s2', 'q', ['1/n'], {}, { status: 'DRAFT', whose: 'partenaire' })
  expect(account([one, unpublished({}), other], {}, both)?.whose).toBe('partenaire')
})

test('an only partner’s action is referenced by whatever source tells it; its services are by source, then key', () => {
  const found = account([offer('s2', 'a', ['1/n']), offer('s1', 'c', ['1/n', '1/n']), offer('s1', 'b', ['1/n'])])
  expect(found?.partners).toEqual([{ id: 'p1', name: 'Partenaire p1', published: true }])
  expect(found?.services.map(({ source, key }) => `${source} ${key}`)).toEqual(['s1 b', 's1 c', 's2 a'])
  expect(account([offer('s2', 'a', ['1/n'])])?.state).toBe('referenced')
})

test('an amount that lines share is counted on the first of them, and each names the others; shared places are no amount', () => {
  const [fiche] = convention.fiches
  if (fiche === undefined) throw new Error('no fiche')
  const lines = ['1/a', '1/b', '1/c'].map(id => line(id, 1, 'p1'))
  const shared = [
    { lines: ['1/a', '1/c'], amounts: null, places: 4, text: '' },
    { lines: ['1/b', '1/c'], amounts: { state: 700, department: null }, places: null, text: '' },
  ]
  const found = lineAccounts({ ...input, convention: { ...convention, fiches: [{ ...fiche, lines, shared }] } })
  expect(found.map(each => [each.id, each.state_euros, each.counted_euros, each.shared_with])).toEqual([
    ['1/a', null, 0, []],
    ['1/b', null, 700, ['1/c']],
    ['1/c', null, 0, ['1/b']],
  ])
})
