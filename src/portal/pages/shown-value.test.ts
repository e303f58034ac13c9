import { expect, test } from 'vitest'
import { shown } from './shown-value.ts'

test.each([
  ['Mo-Fr 09:00-12:30', 'horaires_accueil', 'Du lundi au vendredi 9 h-12 h 30'],
  ['Sur rendez-vous', 'horaires_accueil', 'Sur rendez-vous'],
  [null, 'horaires_accueil', '–'],
  [['35'], 'zone_eligibilite', 'Ille-et-Vilaine (35)'],
  ['35238', 'code_insee', 'Rennes (35238)'],
  [null, 'code_insee', '–'],
])('%s as %s', (value, field, words) => {
  expect(String(shown(value, field)).replaceAll(/[\u00A0\u202F]/g, ' ')).toBe(words)
})
