import { expect, test } from 'vitest'
import { type Candidate, matchOffer } from './match.ts'
import { comparedName } from './name-likeness.ts'

const NAME = 'Accompagnement renforcé'
const offer = { name: comparedName(NAME), subcategories: ['mobilite--permis'], cityCode: '35238' }

type Said = Partial<Omit<Candidate, 'name'> & { name: string }>

function candidate({ name = NAME, ...over }: Said = {}): Candidate {
  return {
    slug: 's1',
    name: comparedName(name),
    subcategories: offer.subcategories,
    cityCode: '35238',
    status: 'PUBLISHED',
    owner: null,
    ...over,
  }
}

test.each<[string, Said[], 'certain' | 'doubtful' | 'none']>([
  ['same name, theme and place', [{}], 'certain'],
  ['name in capitals, without accents', [{ name: 'ACCOMPAGNEMENT RENFORCE' }], 'certain'],
  ['one theme fewer, typed by hand', [{ subcategories: ['mobilite--permis', 'mobilite--louer'] }], 'certain'],
  ['no theme typed', [{ subcategories: [] }], 'doubtful'],
  ['another theme', [{ subcategories: ['sante--handicap'] }], 'doubtful'],
  ['a homonym in another commune', [{ cityCode: '35047' }], 'none'],
  ['no commune typed', [{ cityCode: null }], 'doubtful'],
  ['words in another order', [{ name: 'Renforcé (accompagnement)' }], 'doubtful'],
  ['another service altogether', [{ name: 'Garage solidaire', subcategories: ['mobilite--louer'] }], 'none'],
  ['archived by somebody', [{ status: 'ARCHIVED' }], 'doubtful'],
  ['two of them', [{}, { slug: 's2' }], 'doubtful'],
  ['held by another offer', [{ owner: { words: 'l’offre 7', gone: false } }], 'doubtful'],
  [
    'a distant cousin held by another offer',
    [{ name: 'Accompagnement', owner: { words: 'l’offre 7', gone: false } }],
    'none',
  ],
  [
    'a near name whose offer left the source',
    [{ name: 'Accompagnement renforce +', owner: { words: 'l’offre 7', gone: true } }],
    'doubtful',
  ],
  ['one letter apart', [{ name: 'Accompagnement renforcée' }], 'doubtful'],
  ['a little word in common, all else equal', [{ name: 'Atelier renforcé du numérique' }], 'none'],
  ['nothing there', [], 'none'],
])('%s', (_, candidates, certainty) => {
  const match = matchOffer({ offer, candidates: candidates.map(candidate), adoptFrom: 0.95 })
  expect(match.certainty).toBe(certainty)
  expect(match.slug === null).toBe(certainty === 'none')
})

test('a policy that never adopts makes the best match doubtful, with its reasons in French', () => {
  const match = matchOffer({ offer, candidates: [candidate()], adoptFrom: 1.01 })
  expect(match.certainty).toBe('doubtful')
  expect(match.reasons.join(' ')).toContain('même nom')
})

test('two different names in one structure do not hide each other', () => {
  const match = matchOffer({
    offer,
    candidates: [candidate({ slug: 'x', name: 'Atelier numérique', subcategories: [] }), candidate()],
    adoptFrom: 0.95,
  })
  expect(match).toMatchObject({ certainty: 'certain', slug: 's1' })
})

test('a number tells two services apart', () => {
  const numbered = { ...offer, name: comparedName('Atelier numérique niveau 1') }
  const match = matchOffer({
    offer: numbered,
    candidates: [candidate({ name: 'Atelier numérique niveau 2', subcategories: [] })],
    adoptFrom: 0.6,
  })
  expect(match.certainty).toBe('none')
})

const told = (given: Said, over: Partial<typeof offer> = {}) =>
  matchOffer({ offer: { ...offer, ...over }, candidates: [candidate(given)], adoptFrom: 0 }).reasons
test('why it may be the same: the name, the themes, the commune, in words', () => {
  expect(told({})).toEqual(['même nom', 'mêmes thèmes', 'même commune'])
  expect(told({ name: 'Accompagnement renforcée' })[0]).toBe('nom proche (« Accompagnement renforcée »)')
  expect(told({ subcategories: [] })[1]).toBe('thèmes non comparables')
  expect(told({ subcategories: ['sante--handicap'] })[1]).toBe('aucun thème commun')
  const two = { subcategories: ['mobilite--permis', 'mobilite--louer'] }
  expect(told({ subcategories: ['mobilite--permis', 'sante--handicap'] }, two)[1]).toBe('thèmes en partie communs')
  expect([
    told({ cityCode: null })[2],
    matchOffer({ offer: { ...offer, cityCode: null }, candidates: [candidate()], adoptFrom: 0 }).reasons[2],
  ]).toEqual(['commune non précisée', 'commune non précisée'])
})

test('the best is taken, whatever the order they stand in; of two alike the first by its address, and the other is named', () => {
  const [best, other] = [candidate({ slug: 'z' }), candidate({ slug: 'a', subcategories: [], cityCode: null })]
  for (const candidates of [
    [best, other],
    [other, best],
  ])
    expect(matchOffer({ offer, candidates, adoptFrom: 0 })).toMatchObject({ slug: 'z', certainty: 'certain' })
  for (const slugs of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const { slug, reasons } = matchOffer({
      offer,
      candidates: slugs.map(each => candidate({ slug: each })),
      adoptFrom: 0,
    })
    expect([slug, reasons.at(-1)]).toEqual(['a', '« Accompagnement renforcé » (b) lui ressemble presque autant'])
  }
})

test('a likeness just as high as is asked decides', () => {
  const { score } = matchOffer({ offer, candidates: [candidate({ subcategories: [] })], adoptFrom: 0 })
  expect(matchOffer({ offer, candidates: [candidate({ subcategories: [] })], adoptFrom: score }).certainty).toBe(
    'certain',
  )
  expect(matchOffer({ offer, candidates: [], adoptFrom: 0 })).toEqual({
    certainty: 'none',
    slug: null,
    score: 0,
    reasons: [],
  })
})

const scored = (given: Said, city: string | null = offer.cityCode) =>
  matchOffer({ offer: { ...offer, cityCode: city }, candidates: [candidate(given)], adoptFrom: 0 }).score
test('name 0.6, themes 0.25, place 0.15: of unknown themes a half, of a place that both leave open three quarters, that only one does a half', () => {
  expect(scored({})).toBe(1)
  expect(scored({ subcategories: [] })).toBe(0.875)
  expect(scored({ cityCode: null })).toBe(0.925)
  expect(scored({ cityCode: null }, null)).toBe(0.962)
})

test('of three, one that is far from the best does not hide one that is near', () => {
  const far = { slug: 'far', name: 'Accompagnement renforcé adapté', subcategories: ['sante--handicap'] }
  const near = { slug: 'near', subcategories: [], cityCode: null }
  const all = [candidate({ slug: 'best', subcategories: [] }), candidate(far), candidate(near)]
  for (const candidates of [all, all.toReversed()])
    expect(matchOffer({ offer, candidates, adoptFrom: 0 }).reasons.at(-1)).toContain('(near) lui ressemble')
})

test('apart by just the margin, nobody is asked', () => {
  const candidates = [
    candidate({}),
    candidate({ slug: 'other', name: 'Accompagnement, renforcé – le', subcategories: offer.subcategories }),
  ]
  const [best, other] = candidates.map(each => matchOffer({ offer, candidates: [each], adoptFrom: 0 }).score)
  expect((best ?? 0) - (other ?? 0)).toBeLessThan(0.1)
  expect(matchOffer({ offer, candidates, adoptFrom: 0 }).certainty).toBe('doubtful')
})

test.each<[string, Said, 'none' | 'doubtful']>([
  [
    'half a name, no theme in common, no commune',
    { name: 'Accompagnement', subcategories: ['sante--handicap'], cityCode: null },
    'none',
  ],
  [
    'the same of an offer that left the source',
    { name: 'Accompagnement', subcategories: ['sante--handicap'], owner: { words: 'l’offre 7', gone: true } },
    'none',
  ],
  ['half a name, all else equal', { name: 'Accompagnement' }, 'doubtful'],
])('is it worth a look: %s', (_, given, certainty) => {
  expect(matchOffer({ offer, candidates: [candidate(given)], adoptFrom: 0.95 }).certainty).toBe(certainty)
})
