import { describe, expect, test } from 'vitest'
import { conventionOf, mappingOf, rawOffer, testSource } from '../../test/normalise/testing.ts'
import { Convention, type ConventionLine } from '../convention/convention.ts'
import { acrossSources, actionFamily } from './across-sources.ts'
import { normalise } from './normalise.ts'
import type { Finding, NormalisedOffer } from './normalised-offer.ts'

const line = (id: string, title: string, volet: number | null = null): ConventionLine => {
  const [only] = Convention.parse(conventionOf({ id, title, volet })).fiches.flatMap(fiche => fiche.lines)
  if (!only) throw new Error('no line')
  return only
}
const LINES = new Map(
  [
    line('2/premieres-heures-nord', 'Premières Heures, Nord'),
    line('2/premieres-heures-sud', 'Premières Heures, Sud'),
    line('2/autre', 'Autre chose, Sud'),
    line('3/premieres-heures', 'Premières Heures, Est'),
    line('5/suivi', 'Appui (suivi)', 1),
    line('5/conseil', 'Appui (conseil)', 2),
  ].map(each => [each.id, each]),
)
const NAMES: Record<string, string> = { nord: 'Premières Heures, Nord', sud: 'Premières Heures, Sud' }

/** An offer as the real chain reads it: `heures: 26` is read on the page, `from: convention` would not be. */
function offer(
  source: string,
  action: string,
  told: { heures?: string; semaines?: string; debut?: string; frais?: string; precisions?: string },
  key = 'offre',
): NormalisedOffer {
  const [found] = normalise(
    rawOffer({ nom: 'Offre', description: 'Une offre décrite assez longuement.', ...told }, key),
    {
      mapping: mappingOf(`harvest: { kind: json, key: id }
structure: { id: { const: e }, nom: { const: Essai } }
offers:
  - actions: [${action}]
    fields:
      nom: { read: nom }
      description: { read: description }
      volume_horaire_hebdomadaire: [{ read: heures, do: number }, { from: convention }]
      nombre_semaines: [{ read: semaines, do: number }, { from: convention }]
      debut: [{ read: debut, do: date }, { from: convention }]
      frais: [{ read: frais, do: fees }, { default: payant }]
      frais_precisions: { read: precisions }
`),
      source: { ...testSource, id: source },
      convention: conventionOf({ id: action, hoursPerWeek: 35, weeks: 9, start: '2024-03-01' }),
      today: '2026-11-24',
    },
  ).offers
  if (!found) throw new Error('no offer')
  return found
}

const compared = (...offers: NormalisedOffer[]) => acrossSources(offers, LINES, source => NAMES[source] ?? source)
type Told = Parameters<typeof offer>[2]
const pair = (nord: Told, sud: Told) =>
  compared(offer('nord', '2/premieres-heures-nord', nord), offer('sud', '2/premieres-heures-sud', sud))
const message = (findings: Finding[] | undefined) => findings?.map(finding => finding.message.replaceAll(' ', ' '))

describe('two sources of one action that differ: a finding on both sides, each naming the other and both values', () => {
  test.each<[string, Finding['severity'], Told, Told, string, string]>([
    [
      'volume_horaire_hebdomadaire',
      'contradiction',
      { heures: '20' },
      { heures: '26' },
      '20 h par semaine',
      '26 h par semaine',
    ],
    ['nombre_semaines', 'contradiction', { semaines: '12' }, { semaines: '52' }, '12 semaines', '52 semaines'],
    [
      'debut',
      'avertissement',
      { debut: '3 juin 2026' },
      { debut: '1er septembre 2026' },
      'un début le 3 juin 2026',
      'un début le 1er septembre 2026',
    ],
    ['frais', 'contradiction', { frais: 'gratuit' }, { frais: '20 €', precisions: '20 € par mois' }, 'gratuit', '20 €'],
    [
      'frais',
      'contradiction',
      { frais: '15 €', precisions: '15 €' },
      { frais: '20 €', precisions: '20 €' },
      '15 €',
      '20 €',
    ],
    ['frais', 'contradiction', { frais: 'payant' }, { frais: 'gratuit' }, 'payant', 'gratuit'],
  ])('%s (%s): %o, %o', (field, severity, nord, sud, mine, theirs) => {
    const found = pair(nord, sud)
    expect([...found.keys()]).toEqual(['nord/offre', 'sud/offre'])
    expect(found.get('nord/offre')).toMatchObject([{ code: 'contradiction-sources', field, severity }])
    expect(message(found.get('nord/offre'))).toEqual([
      `Cette source dit ${mine}, la source « Premières Heures, Sud » dit ${theirs} pour la même action de la convention.`,
    ])
    expect(message(found.get('sud/offre'))).toEqual([
      `Cette source dit ${theirs}, la source « Premières Heures, Nord » dit ${mine} pour la même action de la convention.`,
    ])
  })
})

test.each<[string, Told, Told]>([
  ['the same hours', { heures: '20' }, { heures: '20,5' }],
  ['weeks that months round away', { semaines: '50' }, { semaines: '52' }],
  ['starts in the same month', { debut: '3 juin 2026' }, { debut: '24 juin 2026' }],
  ['sessions of two years', { debut: '3 juin 2026' }, { debut: '1er septembre 2027' }],
  ['an aid beside «gratuit»', { frais: 'gratuit', precisions: 'aide de 1 000 €' }, { frais: 'gratuit' }],
  ['«payant» and an amount', { frais: 'payant' }, { frais: '20 €', precisions: '20 €' }],
  [
    'what only the convention or a default says',
    {},
    { heures: '20', semaines: '30', debut: '2 mai 2024', frais: 'gratuit' },
  ],
])('no contradiction: %s', (_, nord, sud) => {
  expect(pair(nord, sud).size).toBe(0)
})

describe('only the same action is compared', () => {
  const hours = (source: string, action: string, heures: string, key?: string) => offer(source, action, { heures }, key)
  test.each<[string, string]>([
    ['another title', '2/autre'],
    ['another fiche', '3/premieres-heures'],
    ['a line the convention does not have', '2/inconnue'],
  ])('%s', (_, action) => {
    expect(compared(hours('nord', '2/premieres-heures-nord', '20'), hours('sud', action, '26')).size).toBe(0)
  })
  test('another volet', () => {
    expect(compared(hours('nord', '5/suivi', '20'), hours('sud', '5/conseil', '26')).size).toBe(0)
  })
  test('two offers of one source are its own business', () => {
    const two = [
      hours('nord', '2/premieres-heures-nord', '20', 'a'),
      hours('nord', '2/premieres-heures-nord', '26', 'b'),
    ]
    expect(compared(...two).size).toBe(0)
  })
  test('a source with two offers of the same value is told once', () => {
    const found = compared(
      hours('nord', '2/premieres-heures-nord', '20'),
      hours('sud', '2/premieres-heures-sud', '26', 'a'),
      hours('sud', '2/premieres-heures-sud', '26', 'b'),
    )
    expect(found.get('nord/offre')).toHaveLength(1)
    expect([...found.keys()]).toEqual(['nord/offre', 'sud/a', 'sud/b'])
  })
})

test.each([
  ['Premières Heures, Nord', null, '2//premieres heures'],
  ['Appui (suivi)', 1, '2/1/appui'],
])('the family of «%s»', (title, volet, family) => {
  expect(actionFamily(line('2/x', title, volet))).toBe(family)
})
