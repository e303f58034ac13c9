import { describe, expect, test } from 'vitest'
import { conventionOf } from '../../test/normalise/testing.ts'
import type { ConventionLine } from '../convention/convention.ts'
import { conventionFindings, endFindings, placeOutside } from './contradictions.ts'
import { conventionLines, conventionValue } from './convention-value.ts'
import type { ConventionField } from './mapping/fields.ts'

const lineOf = (more: Partial<ConventionLine> = {}): ConventionLine => {
  const [line] = conventionOf(more).fiches.flatMap(({ lines }) => lines)
  if (!line) throw new Error('no line')
  return line
}
const origin = (document: string) => [{ words: 'mots lus', document, address: 'a', where: 'w', rule: 'r' }]
const readAs = (values: Record<string, unknown>, document = 'd'.repeat(64)) => ({
  values,
  provenance: Object.fromEntries(Object.keys(values).map(field => [field, origin(document)])),
})
const LINE = lineOf({ mobilisablePar: ['usagers', 'professionnels'] })
const told = (values: Record<string, unknown>, line = LINE) =>
  conventionFindings(readAs(values), line).map(({ message }) => message)
const against = (page: string, convention: string) =>
  `La source dit ${page}, la convention (Action 1 – Une action d’essai) ${convention}.`

describe('what the source says against the convention', () => {
  test.each<[what: string, same: Record<string, unknown>, other: Record<string, unknown>, message: string]>([
    [
      'hours',
      { volume_horaire_hebdomadaire: 19.1 },
      { volume_horaire_hebdomadaire: 19 },
      against('19 h par semaine', '20 h'),
    ],
    [
      'more hours',
      { volume_horaire_hebdomadaire: 20.9 },
      { volume_horaire_hebdomadaire: 21 },
      against('21 h par semaine', '20 h'),
    ],
    ['weeks', { nombre_semaines: 8 }, { nombre_semaines: 7 }, against('7 semaines', '10 semaines')],
    ['more weeks', { nombre_semaines: 12 }, { nombre_semaines: 13 }, against('13 semaines', '10 semaines')],
    [
      'start, by its month',
      { debut: '2024-09-30' },
      { debut: '2024-10-01' },
      against('un début le 1er octobre 2024', 'un début le 1er septembre 2024'),
    ],
    ['places', { places: 14 }, { places: 15 }, against('15 places', '14 places')],
    [
      'publics',
      { publics: ['jeunes', 'femmes'] },
      { publics: ['jeunes', 'etudiants'] },
      against('« jeunes, etudiants »', '« femmes »'),
    ],
    [
      'who asks',
      { mobilisable_par: ['usagers'] },
      { mobilisable_par: ['usagers', 'autres'] },
      against('« usagers, autres »', '« usagers, professionnels »'),
    ],
  ])('%s', (_, same, other, message) => {
    expect([told(same), told(other)]).toEqual([[], [message]])
    const [field = ''] = Object.keys(other)
    expect(conventionFindings(readAs(other), LINE)).toMatchObject([
      { code: 'contradiction-convention', field, severity: 'contradiction' },
    ])
    expect(conventionFindings(readAs(other, 'convention'), LINE)).toEqual([])
    expect(conventionFindings(readAs(other, 'default'), LINE)).toEqual([])
    expect(conventionFindings({ values: other, provenance: {} }, LINE)).toEqual([])
    expect(told({ [field]: undefined })).toEqual([])
    expect(told({ [field]: {} })).toEqual([])
  })

  test('another year is another session; a convention that is silent contradicts nothing', () => {
    expect(told({ debut: '2025-10-01' })).toEqual([])
    const silent = lineOf({
      hoursPerWeek: null,
      weeks: null,
      months: null,
      places: null,
      publics: [],
      mobilisablePar: null,
    })
    expect(
      told(
        {
          volume_horaire_hebdomadaire: 1,
          nombre_semaines: 1,
          places: 1,
          publics: ['jeunes'],
          mobilisable_par: ['autres'],
        },
        silent,
      ),
    ).toEqual([])
  })

  test('months count 52/12 weeks', () => {
    const line = lineOf({ weeks: null, months: 6 })
    expect([told({ nombre_semaines: 24 }, line), told({ nombre_semaines: 23 }, line)]).toEqual([
      [],
      [against('23 semaines', '26 semaines')],
    ])
  })
})

test('a session over is told as over, a convention over as to be confirmed', () => {
  const at = (end: unknown, document?: string) =>
    endFindings(readAs({ fin: end }, document), conventionOf(), '2026-11-24')
  expect([at('2026-11-24'), at(undefined), at(20_261_123)]).toEqual([[], [], []])
  expect(at('2026-11-23')).toEqual([
    {
      code: 'session-terminee',
      field: 'fin',
      severity: 'avertissement',
      message: 'La session s’est terminée le 23 novembre 2026 et la source la montre encore.',
    },
  ])
  expect(at('2026-11-23', 'convention')).toMatchObject([
    {
      code: 'convention-echue',
      field: 'fin',
      severity: 'info',
      message: expect.stringContaining('Convention d’essai a pris fin le 23 novembre 2026'),
    },
  ])
  expect(endFindings({ values: { fin: '2026-11-23' }, provenance: {} }, conventionOf(), '2026-11-24')).toMatchObject([
    { code: 'session-terminee' },
  ])
})

test('a place outside the département is told by its commune, or else by its code', () => {
  const out = (values: Record<string, unknown>) => placeOutside(readAs(values), conventionOf())
  expect([
    out({}),
    out({ code_insee: '35238' }),
    out({ code_postal: '35000' }),
    out({ code_insee: '35238', code_postal: '44000' }),
  ]).toEqual([null, null, null, null])
  expect(out({ code_insee: '44109', commune: 'Nantes' })).toEqual({
    received: 'mots lus',
    message: 'L’offre a lieu à Nantes (44109), hors du département 35 : homonyme ? Lu : « mots lus ».',
  })
  expect(out({ code_postal: '44000' })?.message).toContain('L’offre a lieu à 44000 (44000)')
  expect(placeOutside({ values: { code_postal: '44000' }, provenance: {} }, conventionOf())?.received).toBe('44000')
})

describe('what a line of the convention states', () => {
  const line = lineOf({
    content: 'Un contenu',
    type: 'formation',
    thematiques: ['mobilite'],
    mobilisablePar: null,
    months: null,
  })
  test.each<[field: ConventionField, value: unknown, words?: string]>([
    ['nom', 'Une action d’essai', 'Une action d’essai'],
    ['description', 'Un contenu', 'Un contenu'],
    ['type', 'formation', 'formation'],
    ['thematiques', ['mobilite'], 'mobilite'],
    ['publics', ['femmes'], 'Des femmes'],
    ['publics_precisions', 'Des femmes', 'Des femmes'],
    ['mobilisable_par', null],
    ['volume_horaire_hebdomadaire', 20, '20 h sur 10 semaines'],
    ['nombre_semaines', 10, '20 h sur 10 semaines'],
    ['zone_eligibilite', ['35'], 'Le département'],
    ['debut', '2024-09-01', '2024-09-01'],
    ['fin', '2024-12-31', '2024-12-31'],
    ['places', 14, '14 places'],
  ])('%s', (field, value, words) => {
    expect(conventionValue(line, field)).toEqual(value === null ? null : { value, words })
  })

  test('nothing is not a value; what has no words of its own is its value', () => {
    const silent = lineOf({ publics: [], content: '', weeks: null, months: null, placesText: '', publicsText: '' })
    expect(
      (['publics', 'description', 'nombre_semaines', 'publics_precisions'] as const).map(field =>
        conventionValue(silent, field),
      ),
    ).toEqual([null, null, null, null])
    expect(conventionValue(silent, 'places')).toEqual({ value: 14, words: '14' })
    const months = lineOf({ weeks: null, months: 3, hoursText: '', zone: ['35', '22'], zoneText: '' })
    expect(conventionValue(months, 'nombre_semaines')).toEqual({ value: 13, words: '13' })
    expect(conventionValue(months, 'zone_eligibilite')).toEqual({ value: ['35', '22'], words: '35, 22' })
  })

  test('a line answers to its id, and to those that it had before', () => {
    const { fiches } = conventionOf({ id: '1/neuf', was: ['1/vieux'] })
    const byId = conventionLines(fiches)
    expect([byId.get('1/neuf')?.id, byId.get('1/vieux')?.id, byId.size]).toEqual(['1/neuf', '1/neuf', 2])
    expect(conventionLines(fiches)).toBe(byId)
  })
})
