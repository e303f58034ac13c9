import { expect, test } from 'vitest'
import { isNameAlone } from './name-alone.ts'

test.each([
  'nathalie guillou',
  'Guillou Nathalie, CCAS de Bruz',
  'nathalie le goff',
  'N. Guillou',
  'N.Guillou - accueil',
])('«%s» is somebody', words => {
  expect(isNameAlone(words)).toBe(true)
})

test.each([
  'marine nationale',
  'france travail',
  'accueil nathalie',
  'A. Accueil',
  'Nathalie',
  'S. A. V.',
  'rue Guillou',
])('«%s» is nobody', words => {
  expect(isNameAlone(words)).toBe(false)
})
