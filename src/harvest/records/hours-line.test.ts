import { expect, test } from 'vitest'
import { hoursLine } from './hours-line.ts'

const lineOf = (value: Record<string, unknown>) => hoursLine(value)?.line ?? null

test.each<[value: Record<string, unknown>, line: string | null]>([
  [{ day: 'lundi', opens: '9:00', closes: '12:00' }, 'lundi : 9:00-12:00'],
  [
    { dayOfWeek: ['https://schema.org/Monday', 'http://schema.org/Tuesday'], opens: '09:00:00', closes: '12:00' },
    'lundi, mardi : 09:00-12:00',
  ],
  [{ weekday: 'WEDNESDAY', from: '9h', to: '12h30' }, 'mercredi : 9h-12h30'],
  [{ days: ' thursday ', start: ' 9 h 00 ', end: '12:00' }, 'jeudi : 9 h 00-12:00'],
  [{ jours: 'du lundi au vendredi', ouverture: '8:30', fermeture: '17:00' }, 'du lundi au vendredi : 8:30-17:00'],
  [{ jour: 'friday', heure_ouverture: '8:30', heure_fermeture: '17:00' }, 'vendredi : 8:30-17:00'],
  [{ day_of_week: 'saturday', heure_debut: '8:30', heure_fin: '17:00' }, 'samedi : 8:30-17:00'],
  [{ dayofweek: 'sunday', debut: '8:30', fin: '17:00' }, 'dimanche : 8:30-17:00'],
  [{ day: 'lundi', open: '8:30', close: '17:00' }, 'lundi : 8:30-17:00'],
  [{ day: 'lundi', opening: '8:30', closing: '17:00' }, 'lundi : 8:30-17:00'],
  [{ day: 'lundi', de: '8:30', a: '17:00' }, 'lundi : 8:30-17:00'],
  [{ day: 'voir https://schema.org/Monday', de: '8:30', a: '17:00' }, 'voir https://schema.org/Monday : 8:30-17:00'],
  // The first name that holds something.
  [{ dayOfWeek: '', day: null, jour: 'lundi', opens: '9:00', closes: '12:00' }, 'lundi : 9:00-12:00'],
  [{ opens: '9:00', closes: '12:00' }, '9:00-12:00'],
  [{ day: 'lundi', closed: true }, 'lundi : fermé'],
  [{ day: 'lundi', isClosed: true, opens: '9:00', closes: '12:00' }, 'lundi : fermé'],
  [{ day: 'lundi', ferme: true }, 'lundi : fermé'],
  [{ day: 'lundi', fermé: true }, 'lundi : fermé'],
  [{ day: 'lundi', closed: 'true' }, null],
  [{ day: 'lundi', opens: '00:00', closes: '00:00' }, 'lundi : fermé'],
  [{ opens: '00:00', closes: '00:00' }, null],
  [{ closed: true }, null],
  [{ day: 'lundi' }, null],
  [{}, null],
  [{ day: 'lundi', opens: '9:00' }, null],
  [{ day: 'lundi', closes: '9:00' }, null],
  [{ day: 1, opens: '9:00', closes: '12:00' }, null],
  [{ day: ['lundi', 2], opens: '9:00', closes: '12:00' }, null],
  [{ day: 'lundi', opens: 9, closes: 12 }, null],
  [{ day: 'lundi', opens: 'à 9:00', closes: '12:00' }, null],
  [{ day: 'lundi', opens: '9:00 environ', closes: '12:00' }, null],
  [{ day: 'lundi', opens: '9:00', closes: '12:0' }, null],
  [{ day: 'lundi', opens: '9:00', closes: '12:00:0' }, null],
  [{ opens: '9:00', closes: '12:00', validFrom: '2027-01-01' }, '9:00-12:00 (à partir du 2027-01-01)'],
  [
    { opens: '9:00', closes: '12:00', validFrom: '2027-01-01', validThrough: '2027-02-01' },
    '9:00-12:00 (du 2027-01-01 au 2027-02-01)',
  ],
  [{ opens: '9:00', closes: '12:00', validFrom: 2027 }, '9:00-12:00'],
])('%j', (value, line) => {
  expect(lineOf(value)).toBe(line)
})

test('whether the line says all', () => {
  const hours = { '@type': 'OpeningHoursSpecification', type: 'x', day: 'lundi', opens: '9:00', closes: '12:00' }
  expect(hoursLine({ ...hours, validFrom: '2027-01-01', closed: false })?.whole).toBe(true)
  expect(hoursLine({ ...hours, note: 'sur rendez-vous' })?.whole).toBe(false)
})

test('a name that all objects have says nothing', () => {
  const inherited = Object.create({ opens: '9:00', closes: '12:00' }) as Record<string, unknown>
  expect(hoursLine(inherited)).toBeNull()
})
