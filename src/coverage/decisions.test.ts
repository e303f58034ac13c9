import { expect, test } from 'vitest'
import { decisions } from './decisions.ts'
import type { CoverageReport } from './report-contract.ts'

const report = (over: object): CoverageReport =>
  ({
    lines: [],
    deserts: [],
    areas: [],
    catalogue: {},
    sources: [],
    indicators: [],
    structures: [],
    ...over,
  }) as unknown as CoverageReport
const said = (over: object, bilan: string | null = null) =>
  decisions(report(over), bilan).map(({ subject, sentence, part }) => `${part} : ${subject} ${sentence}`)
const action = (title: string, counted_euros: number, over: object = {}) => ({
  title,
  counted_euros,
  offer: true,
  state: 'absent',
  reason: 'Dit.',
  ...over,
})
const desert = (category: string, area_name: string, population = 1) => ({
  category,
  category_name: category.toUpperCase(),
  area_name,
  population,
})
const epci = (count: number) => Array.from({ length: count }, () => ({ kind: 'epci' }))

test('nothing to decide', () => {
  const fresh = [{ id: 'fraicheur', value: 3, of: 3 }]
  expect(said({})).toEqual([])
  expect(said({ indicators: fresh, structures: [{ published: 1 }], sources: [{ late: false }] })).toEqual([])
})

test('the two actions that most of the State’s euros wait for', () => {
  const lines = [
    action('peu', 1),
    action('vue', 99, { state: 'referenced' }),
    action('beaucoup', 1200),
    action('sans objet', 99, { offer: false }),
    action('assez', 12),
  ]
  const [first, second] = [
    'actions : beaucoup 1 200 € de l’État. Dit.',
    'actions : assez 12 € de l’État. Dit. Avec elles, 1 autre action attend : 1 € de l’État.',
  ]
  expect(said({ lines })).toEqual([first, second])
  expect(said({ lines: [action('rien', 0)] })).toEqual(['actions : rien Dit.'])
})

test('two actions are not taken for all that wait', () => {
  const lines = [action('a', 1200), action('b', 12), action('c', 7), action('d', 3)]
  expect(said({ lines }).at(-1)).toBe(
    'actions : b 12 € de l’État. Dit. Avec elles, 2 autres actions attendent : 10 € de l’État.',
  )
  expect(said({ lines: [...lines.slice(0, 2), action('e', 0)] }).at(-1)).toBe(
    'actions : b 12 € de l’État. Dit. Avec elles, 1 autre action attend.',
  )
})

test('the thématique that fewer than half of the territories lack, and that keeps most people without', () => {
  const [a, b, c, d] = ['A', 'B', 'C', 'D']
  const most = [a, b, c, d].map(name => desert('partout', name, 9))
  const few = [desert('loin', a), desert('près', a, 2), desert('près', b, 5), desert('loin', c, 5)]
  const places = ' aucun service sur place'
  expect(said({ areas: [...epci(5), { kind: 'agence' }, { kind: 'agence' }], deserts: [...most, ...few] })).toEqual([
    `territoires : A, B${places} pour « près ».`,
  ])
  expect(said({ areas: epci(4), deserts: few })).toEqual([])
  expect(said({ areas: epci(9), deserts: most, catalogue: null })).toEqual([
    `territoires : A, B, C et 1 autre${places}, parmi ceux qui sont suivis, pour « partout ».`,
  ])
  expect(said({ areas: epci(11), deserts: [...most, desert('partout', 'E')] })).toEqual([
    `territoires : A, B, C et 2 autres${places} pour « partout ».`,
  ])
  expect(said({ areas: epci(9), deserts: most.slice(0, 3) })).toEqual([
    `territoires : A, B, C${places} pour « partout ».`,
  ])
  const catalogue = (services: number, read: number) => ({ services, read }) as CoverageReport['catalogue']
  const three = { areas: epci(9), deserts: most.slice(0, 3) }
  expect(said({ ...three, catalogue: catalogue(3, 2) })).toEqual([
    `territoires : A, B, C${places}, parmi ceux qui ont été lus en entier, pour « partout ».`,
  ])
  expect(said({ ...three, catalogue: catalogue(3, 3) })).toEqual([`territoires : A, B, C${places} pour « partout ».`])
})

test('one, or several: sources late, services not confirmed, structures without any', () => {
  const fresh = (value: number | null, of: number | null) => [
    { id: 'autre', value: 0, of: 9 },
    { id: 'fraicheur', value, of },
  ]
  const none = (...names: string[]) => [{ name: 'Vue', published: 2 }, ...names.map(name => ({ name, published: 0 }))]
  expect(said({ sources: [{ late: true }, { late: false }], indicators: fresh(2, 3), structures: none('A') })).toEqual([
    'lectures : 1 source en retard ce qu’elle dit n’est plus relu.',
    'services : 1 service publié personne ne l’a confirmé depuis six mois, et les partenaires peuvent le faire d’un geste.',
    'structures : 1 structure aucun service publié chez A.',
  ])
  expect(
    said(
      { sources: [{ late: true }, { late: true }], indicators: fresh(1, 3), structures: none('A', 'B', 'C') },
      'À rendre.',
    ),
  ).toEqual([
    'lectures : 2 sources en retard ce qu’elles disent n’est plus relu.',
    'services : 2 services publiés personne ne les a confirmés depuis six mois, et les partenaires peuvent le faire d’un geste.',
    'bilan : Bilan final À rendre.',
    'structures : 3 structures aucun service publié chez A, B, C.',
  ])
  expect(said({ structures: none('A', 'B', 'C', 'D') })).toEqual([
    'structures : 4 structures aucun service publié chez A, B, C…',
  ])
  expect(said({ indicators: fresh(null, 3) })).toHaveLength(1)
  expect(said({ indicators: fresh(3, null) })).toEqual([])
})

test('five at the most', () => {
  const all = {
    lines: [action('a', 1), action('b', 2)],
    sources: [{ late: true }],
    indicators: [{ id: 'fraicheur', value: 0, of: 1 }],
    structures: [{ name: 'A', published: 0 }],
  }
  expect(decisions(report(all), 'À rendre.').map(({ part }) => part)).toEqual([
    'actions',
    'actions',
    'lectures',
    'services',
    'bilan',
  ])
})
