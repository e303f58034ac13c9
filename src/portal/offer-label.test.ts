import { expect, test } from 'vitest'
import { offerLabel } from './offer-label.ts'

const label = (key: string, where: string | null, name = key) =>
  offerLabel({ key, name, rejection: where === null ? null : { where } })

test.each([
  ['8601', 'https://bge.example.org/portes-ouvertes/', 'Page «\u00A0portes ouvertes\u00A0»'],
  ['rennes', 'https://cb.example.org/chantiers/#rennes', 'Page «\u00A0chantiers\u00A0», partie «\u00A0rennes\u00A0»'],
  ['brest', 'https://adie.example.org/agences.json', 'Sans nom, «\u00A0brest\u00A0» du fichier agences.json'],
  ['x', 'https://adie.example.org/agences.csv, ligne 3', 'Sans nom, ligne 3 du fichier agences.csv'],
  ['x', 'https://adie.example.org/api, $.results[2]', 'Sans nom, résultat n°\u00A03'],
  ['contact-jeunes', 'https://ml.example.org/records?limit=100', 'Sans nom, «\u00A0contact jeunes\u00A0»'],
  ['x', 'https://a.example.org/%E0%A4/', 'Page «\u00A0%E0%A4\u00A0»'],
  ['relais_relais-emploi', null, 'Offre sans nom, «\u00A0relais emploi\u00A0»'],
])('%s read at %s is «%s»', (key, where, said) => {
  expect(label(key, where)).toBe(said)
})

test('a name is a name', () => {
  expect(label('8601', 'https://bge.example.org/x/', 'Portes ouvertes')).toBe('Portes ouvertes')
})
