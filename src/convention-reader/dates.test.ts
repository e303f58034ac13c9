import { expect, test } from 'vitest'
import { lastDayOf, readPeriod } from './dates.ts'

test.each([
  ['1er janvier au 31 décembre 2024', '2024-01-01', '2024-12-31'],
  ['septembre à décembre 2024', '2024-09-01', '2024-12-31'],
  ['Avril 2024 — décembre 2024.', '2024-04-01', '2024-12-31'],
  ['novembre 2024 à février 2025', '2024-11-01', '2025-02-28'],
  ['Avril 2024', '2024-04-01', null],
  ['L’action se prolongera jusqu’en 2027.', null, '2027-12-31'],
  ['du 15 mars au 20 juin', '2031-03-15', '2031-06-20'],
  ['31 février 2024', null, null],
  ['Janvier - Décembre 2024', '2024-01-01', '2024-12-31'],
  ['dix-sept janvier au vingt et un décembre 2024', '2024-01-17', '2024-12-21'],
  // A month inside another word is none.
  ['septembre 2024, à la Maison de l’emploi de Marseille', '2024-09-01', null],
  ['du 01/02/2024 au 31/12/2025', '2024-02-01', '2025-12-31'],
  ['à partir du 1.3.2024', '2024-03-01', null],
  ['du 45/02/2024 au 31/13/2025', null, null],
  ['du premier janvier au trente et un décembre deux mille vingt-cinq', '2025-01-01', '2025-12-31'],
  ['quinze mars 2025', '2025-03-15', null],
  ['du vingt-huit février deux mille trente au trente et un mars deux mille trente et un', '2030-02-28', '2031-03-31'],
  ['fin mars 2025 à fin avril 2025', '2025-03-01', '2025-04-30'],
  ['trois mois, de mars à mai', '2031-03-01', '2031-05-31'],
  ['aucune date', null, null],
])('%s', (text, start, end) => {
  expect(readPeriod(text, 2031)).toEqual({ start, end })
})

test.each([
  ['12 mois', '2024-01-01', '2024-12-31'],
  ['Douze mois.', '2024-03-15', '2025-03-14'],
  ['1 an', '2024-03-01', '2025-02-28'],
  ['deux ans', '2024-09-01', '2026-08-31'],
  ['une année', '2024-01-01', '2024-12-31'],
  ['18 mois, renouvelables', '2024-01-01', null],
  ['6 à 9 mois', '2024-01-01', null],
  ['9 mois par personne', '2024-01-01', null],
  ['9,5 mois', '2024-09-01', null],
  ['0 mois', '2024-01-01', null],
  ['500 ans', '2024-01-01', null],
  ['la durée de la convention', '2024-01-01', null],
])('«%s» from %s', (text, start, end) => {
  expect(lastDayOf(text, start)).toBe(end)
})
