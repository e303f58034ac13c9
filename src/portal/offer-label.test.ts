import { expect, test } from 'vitest'
import { offerLabel } from './offer-label.ts'

const label = (key: string, where: string | null, name = key) =>
  offerLabel({ key, name, rejection: where === null ? null : { where } })

test.each([
  ['8601', 'https://bge.example.org/portes-ouvertes/', 'Page « portes ouvertes »'],
  ['rennes', 'https://cb.example.org/chantiers/#rennes', 'Page « chantiers », partie « rennes »'],
  ['brest', 'https://adie.example.org/agences.json', 'Sans nom, « brest » du fichier « agences »'],
  ['x', 'https://adie.example.org/agences.csv, ligne 3', 'Sans nom, ligne 3 du fichier « agences »'],
  ['x', 'https://adie.example.org/api, résultat n° 3', 'Sans nom, résultat n° 3'],
  ['contact-jeunes', 'https://ml.example.org/records?limit=100', 'Sans nom, « contact jeunes »'],
  ['x', 'https://a.example.org/%E0%A4/', 'Page « %E0%A4 »'],
  ['relais_relais-emploi', null, 'Offre sans nom, « relais emploi »'],
])('%s read at %s is «%s»', (key, where, said) => {
  expect(label(key, where)).toBe(said)
})

test('a name is a name', () => {
  expect(label('8601', 'https://bge.example.org/x/', 'Portes ouvertes')).toBe('Portes ouvertes')
})
