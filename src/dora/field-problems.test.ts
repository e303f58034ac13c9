import { expect, test } from 'vitest'
import { fieldProblems } from './field-problems.ts'
import { pointOf, readPoint, writePoint } from './point.ts'
import type { DoraServiceFields } from './port.ts'
import { ServicesOptionsWire } from './wire.ts'

const option = (value: string) => ({ value, label: value })
const OPTIONS = ServicesOptionsWire.parse({
  categories: [],
  subcategories: [option('a--b')],
  kinds: [option('accompagnement')],
  feeConditions: [option('gratuit')],
  locationKinds: [option('en-presentiel')],
  publics: [option('familles')],
  accessConditions: [],
  requirements: [],
  credentials: [],
  diffusionZoneType: [option('department')],
  updateFrequencies: [option('tous-les-6-mois')],
})
const problem = (change: Partial<DoraServiceFields>) => Object.values(fieldProblems(change, OPTIONS))

test.each<Partial<DoraServiceFields>>([
  {},
  { name: 'x'.repeat(140), contactPhone: '0299000000', contactEmail: 'a@example.org' },
  { contactPhone: '', kind: '', geom: '-1.67429,48.11198', durationWeeks: 0 },
  { geom: '2.35,48.8', publics: [], accessConditions: ['x'.repeat(140)] },
  { kind: null, feeDetails: null, durationWeeks: null, suspensionDate: null },
  // A list that DORA no longer gives says nothing of its values.
  { coachOrientationModes: ['inconnue'], categories: ['inconnue'] },
])('nothing against %j', change => expect(problem(change)).toEqual([]))

test.each<[Partial<DoraServiceFields>, string]>([
  [{ name: '   ' }, 'nom : il est vide.'],
  [{ recurrence: 'x'.repeat(141) }, 'fréquence et horaires : 141 caractères, 140 au plus.'],
  [{ contactPhone: '02 99' }, 'dix chiffres attendus, reçu « 02 99 ».'],
  [{ contactPhone: '02990000001' }, 'dix chiffres attendus, reçu « 02990000001 ».'],
  [{ contactPhone: '+0299000000' }, 'dix chiffres attendus, reçu « +0299000000 ».'],
  [{ kind: 'atelier' }, 'DORA ne connaît pas atelier.'],
  [{ publics: ['familles', 'jeunes', 'seniors'] }, 'DORA ne connaît pas jeunes, seniors.'],
  [{ accessConditions: ['Majeur', ' '] }, 'une valeur est vide.'],
  [{ accessConditions: ['x'.repeat(141)] }, 'une valeur dépasse 140 caractères.'],
  [{ durationWeeks: -1 }, 'nombre entier positif attendu, reçu -1.'],
  [{ durationWeeks: 1.5 }, 'nombre entier positif attendu, reçu 1.5.'],
  [{ geom: '48.1' }, 'longitude et latitude attendues, reçu « 48.1 ».'],
  [{ geom: 'x-1.67429,48.11198' }, 'longitude et latitude attendues, reçu « x-1.67429,48.11198 ».'],
  [{ geom: '-1.67429,48.11198,0' }, 'longitude et latitude attendues, reçu « -1.67429,48.11198,0 ».'],
])('%j is refused before it is sent', (change, words) => {
  const [only, ...more] = problem(change)
  expect(more).toEqual([])
  expect(only).toContain(words)
})

test('a point goes to DORA and comes back to five decimals; what is no point is none', () => {
  expect(pointOf(-1.6742912, 48.1119811)).toBe('-1.67429,48.11198')
  expect(writePoint('-1.67429,48.11198')).toEqual({ type: 'Point', coordinates: [-1.67429, 48.11198] })
  expect([writePoint(null), writePoint(''), writePoint(3)]).toEqual([null, null, null])
  expect(readPoint({ coordinates: [-1.67429, 48.11198] })).toBe('-1.67429,48.11198')
  const nothing = [
    null,
    undefined,
    'x',
    {},
    { coordinates: 'x' },
    { coordinates: [1] },
    { coordinates: ['1', 2] },
    { coordinates: [1, '2'] },
  ]
  for (const geom of nothing) expect(readPoint(geom)).toBeNull()
})
