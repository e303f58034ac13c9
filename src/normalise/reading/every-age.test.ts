import { expect, test } from 'vitest'
import { namesBothAges, withoutEveryAge } from './every-age.ts'

test.each([
  ['Femmes de tous âges', 'Femmes , '],
  ['Tous âges confondus', ', '],
  ['à tout âge de la vie', ', '],
  ['toutes les tranches d’âge', ', '],
  ['Demandeurs d’emploi, quel que soit leur âge', 'Demandeurs d’emploi, , '],
  ['Sans limite d’âge ni de revenus', ',  ni de revenus'],
  ['public intergénérationnel', ', '],
])('«%s» leaves no age out', (text, rest) => expect(withoutEveryAge(text)).toEqual({ text: rest, said: true }))

test.each([
  'pas à tous les âges',
  'ni tous âges',
  'tout âgé',
  'tous âgés de plus de 60 ans',
  'tous ages de 60 ans',
  'tous les jeunes',
  'toutou âge',
  'troisième âge',
])('«%s» says nothing of every age', text => expect(withoutEveryAge(text)).toEqual({ text, said: false }))

test.each([
  ['mineurs et majeurs', true],
  ['Adultes, ados / enfants', true],
  ['enfants accompagnés d’un adulte', false],
  ['pas aux enfants et adultes', false],
  ['jeunes adultes', false],
])('«%s» names both ages: %s', (text, both) => expect(namesBothAges(text)).toBe(both))
