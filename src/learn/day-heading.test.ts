import { expect, test } from 'vitest'
import { isDayHeading } from './day-heading.ts'

test.each([
  'janvier 2027',
  'Février',
  'Mercredi',
  'Mercredis',
  'Jeudi 14 janvier 2027',
  'Agenda de janvier 2027',
  'Le 1er mars',
  '14 janvier 2027 @ 9h30 - 12h00',
  '2 février 2027 à 14 h',
  'Du 4 janvier au 2 avril 2027',
  '2027',
  'Semaine 12',
  '12/01/2027',
])('«%s» is a day or a month: it names no offer', heading => expect(isDayHeading(heading)).toBe(true))

test.each([
  'Les mardis de l’emploi',
  'Mars attaque',
  'Café du jeudi',
  'Rentrée 2027',
  'Semaine bleue',
  'Mai 68 : atelier d’écriture',
])('«%s» names one', heading => expect(isDayHeading(heading)).toBe(false))
