import { expect, test } from 'vitest'
import { type Dialect, UNKNOWN_DIALECT } from './dialect.ts'
import type { DoraServiceFields } from './port.ts'
import { fromWire, toWire } from './service-wire.ts'
import { standingOfTry } from './standing.ts'
import { ServicesOptionsWire, ServiceWire } from './wire.ts'

const wire = (over: Record<string, unknown> = {}) =>
  ServiceWire.parse({
    slug: 's',
    structure: 'home',
    name: 'Atelier',
    status: 'PUBLISHED',
    modificationDate: '2026-11-01',
    ...over,
  })
const fields = (over: Record<string, unknown>) => fromWire(wire(over)).fields

test('what DORA does not say of a service is empty in our terms', () => {
  expect(fromWire(wire())).toMatchObject({ creationDate: '', publicationDate: null, model: null, lastEditor: null })
  expect(fromWire(wire({ model: '', lastEditor: { email: 'x' } }))).toMatchObject({ model: null, lastEditor: null })
  const said = { creationDate: '2026-01-01', publicationDate: '2026-02-01', model: 'modele', lastEditor: 'Alex' }
  expect(fromWire(wire(said))).toMatchObject(said)
})

test('each kind of field: words, lists, numbers, flags, labels of choices', () => {
  expect(fields({ feeDetails: '', publics: null, durationWeeks: 3, isCumulative: false })).toMatchObject({
    feeDetails: null,
    publics: [],
    durationWeeks: 3,
    isCumulative: false,
    updateFrequency: '',
  })
  expect(fields({ isCumulative: null, durationWeeks: null })).toMatchObject({ isCumulative: true, durationWeeks: null })
  expect(fields({ accessConditions: [1, 2], accessConditionsDisplay: ['Majeur', 'Permis'] }).accessConditions).toEqual([
    'Majeur',
    'Permis',
  ])
  expect(fields({ accessConditions: [1, 2] }).accessConditions).toEqual([])
})

test('a field that goes by two names is read under the one that says something', () => {
  const read = (over: Record<string, unknown>) => fields(over).mobilisationLink
  expect(read({ mobilisationLink: null, lienMobilisation: 'https://a.example' })).toBe('https://a.example')
  expect(read({ mobilisationLink: 'https://b.example', lienMobilisation: 'https://a.example' })).toBe(
    'https://b.example',
  )
})

test('contacts are hidden while DORA says neither true nor false of them; a field it does not show is, one of the other dialect is not', () => {
  const { hidden } = fromWire(wire({ feeDetails: '' }))
  expect(hidden).toContain('contactEmail')
  expect(hidden).toContain('recurrence')
  expect(hidden).not.toContain('feeDetails')
  expect(hidden).not.toContain('mobilisationModes')
  const open = fromWire(wire({ isContactInfoPublic: false, contactEmail: '' })).hidden
  expect(open).not.toContain('contactEmail')
})

const choice = (value: number, label: string, structure: string | null = null) => ({ value, label, structure })
const OPTIONS = ServicesOptionsWire.parse({
  ...Object.fromEntries(
    'categories subcategories kinds feeConditions locationKinds publics requirements credentials diffusionZoneType updateFrequencies'
      .split(' ')
      .map(name => [name, []]),
  ),
  accessConditions: [
    choice(1, 'Majeur'),
    choice(2, 'Majeur', 'home'),
    choice(3, 'Permis'),
    choice(4, 'Voisin', 'other'),
  ],
})
const sent = (change: Partial<DoraServiceFields>, dialect?: Dialect) => toWire(change, OPTIONS, 'home', dialect)

test('what is empty goes as DORA stores nothing; a choice goes by the structure’s own number, then by everybody’s, else by its words', () => {
  expect(
    sent({ feeDetails: null, kind: null, durationWeeks: null, suspensionDate: null, geom: null, publics: [] }),
  ).toEqual({
    feeDetails: '',
    kind: null,
    durationWeeks: null,
    suspensionDate: null,
    geom: null,
    publics: [],
  })
  expect(sent({ feeDetails: '12 €', durationWeeks: 0, suspensionDate: '2026-12-31', status: 'DRAFT' })).toEqual({
    feeDetails: '12 €',
    durationWeeks: 0,
    suspensionDate: '2026-12-31',
    status: 'DRAFT',
  })
  expect(sent({ accessConditions: [' Majeur ', 'Permis', 'Voisin', 'Nouveau'] })).toEqual({
    accessConditions: [2, 3, 'Voisin', 'Nouveau'],
  })
})

test('a field that this DORA does not take is left out; another name of a field is used where DORA has it', () => {
  const dialect: Dialect = {
    ...UNKNOWN_DIALECT,
    unwritable: { feeDetails: 'read-only' },
    keys: { mobilisationLink: 'lienMobilisation' },
  }
  expect(sent({ feeDetails: 'x', recurrence: 'lundi', mobilisationLink: 'https://a.example' }, dialect)).toEqual({
    recurrence: 'lundi',
    lienMobilisation: 'https://a.example',
  })
  expect(sent({ mobilisationLink: 'https://a.example' })).toEqual({})
})

test.each<[string, number | null, string | null]>([
  ['GET', 200, 'good'],
  ['GET', 404, 'good'],
  ['GET', 429, 'good'],
  ['GET', 499, 'good'],
  ['GET', 500, 'down'],
  ['GET', 401, 'refused'],
  ['GET', null, 'away'],
  ['POST', 500, null],
  ['PATCH', null, null],
])('one %s answered by %j tells of DORA itself: %j', (method, status, standing) => {
  expect(standingOfTry({ method, status })).toBe(standing)
})
