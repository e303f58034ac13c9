import { expect, test } from 'vitest'
import { tenDigits } from './phone.ts'
import { type Place, placeOnMap } from './place-on-map.ts'
import { withRangeWords } from './range-words.ts'

test.each([
  ['02 99 00 00 00', '0299000000'],
  ['+33 2 99 00 00 00', '0299000000'],
  ['00 33 6 12 34 56 78', '0612345678'],
  ['+32 2 123 45 67', null],
  ['+1 212 555 0100', null],
  ['12', null],
  ['poste 12', null],
  ['3646', null],
  ['', null],
])('the number «%s» goes to DORA as %j', (phone, digits) => expect(tenDigits(phone)).toBe(digits))

const HERE: Place = {
  adresse: '1 rue',
  complement_adresse: null,
  code_postal: '35000',
  code_insee: '35238',
  longitude: null,
  latitude: null,
}
const CENTRE = () => ({ longitude: -1.6, latitude: 48.1 })
const FOUND = { longitude: -1.7, latitude: 48.2 }
const placed = (
  over: Partial<Place> = {},
  centre: typeof CENTRE | (() => null) | undefined = CENTRE,
  located: typeof FOUND | null = null,
  onSite = true,
) => {
  const { geom, lost } = placeOnMap({ ...HERE, ...over }, onSite, centre, located)
  return [geom, lost?.reason.slice(0, 40) ?? null]
}
test('the point on the map: the source’s own, a geocoder’s, the centre of the commune, which is said; none where nobody is received', () => {
  const own = { longitude: -1.67, latitude: 48.11 }
  expect(placed(own, CENTRE, FOUND)).toEqual(['-1.67000,48.11000', null])
  expect(placed({ longitude: -1.67 }, CENTRE, FOUND)).toEqual(['-1.70000,48.20000', null])
  expect(placed({ latitude: 48.11 }, CENTRE, FOUND)).toEqual(['-1.70000,48.20000', null])
  expect(placed()).toEqual(['-1.60000,48.10000', 'La source ne donne pas de coordonnées : '])
  expect(placed({}, () => null)).toEqual([null, 'Ni la source ni le robot ne savent où es'])
  expect(placed({}, undefined)[0]).not.toBeUndefined()
  expect([placed({ code_insee: null }), placed({ adresse: null })]).toEqual([
    [null, null],
    [null, null],
  ])
  expect(placed(own, CENTRE, FOUND, false)).toEqual([null, null])
})

test('a range goes at the end of the description, unless it is said there already', () => {
  const ranges = ['de 4 à 26 h par semaine', '2 à 4 mois']
  expect(withRangeWords('Texte', [])).toBe('Texte')
  expect(withRangeWords('Texte : De 4 à 26 h, par semaine.', ranges.slice(0, 1))).toBe(
    'Texte : De 4 à 26 h, par semaine.',
  )
  expect(withRangeWords('Texte, 2 à 4 mois', ranges)).toBe(
    'Texte, 2 à 4 mois\n\n**Durée\u00A0:** de 4 à 26 h par semaine',
  )
  expect(withRangeWords('Texte', ranges)).toBe('Texte\n\n**Durée\u00A0:** de 4 à 26 h par semaine, 2 à 4 mois')
})
