import { expect, test } from 'vitest'
import { readHeadings } from './plan-headings.ts'

const read = (text: string) =>
  readHeadings(text.split('\n').map((words, at) => ({ line: at + 1, raw: words, text: words }))).map(
    ({ fiche, heading }) => [fiche, heading.value, heading.line],
  )

test('a table whose cells a scanner ran together: the row of an obstacle comes after the number of its fiche', () => {
  expect(
    read(`Etoffer 'offre de solutions locales
Fiche Action 1 : Accompagnement des
bénéficiaires du RSA :
Solutions BRSA 0 7 000€ 7 000€
/ des : |Fiche action 3 : Favoriser Ia reprise 0 20250¢ 20250¢
Total 622250¢€
Mobilité
Fiche action 7 : accompagnement socioprofessionnel et
Garde denfant parentalité : 0 30000€ 30000€
Levée des reinssocio- collectives
professionnels Fiche action 5 : champ de fa
Santé santé mentale : 0 30000€ 30000 €
Total 60000 €
Fiche action 9 : sans rubrique 0 50000 50000`),
  ).toEqual([
    [1, 'Étoffer l’offre de solutions locales', 1],
    [3, 'Étoffer l’offre de solutions locales', 1],
    [7, 'Levée des freins, garde d’enfant', 9],
    [5, 'Levée des freins, santé', 12],
  ])
})

test('a clean table: a heading stands above its fiches, rows of obstacles too; another frame’s heading is kept as it is', () => {
  expect(
    read(`Levée des freins
Mobilité
Fiche action 1 : Vélos 0 48000 €
Garde d’enfant
Fiche action 2 : Crèches 0 200000 €
Total 248 000 €
Remobilisation / entrée de parcours
Fiche action 3 : Sport 0 90000 €
Référencement de l’offre
Fiche action 5 : Référencement 0 50000 €
Total 140 000 €
Aller vers les publics
Fiche action 6 : Maraudes 0 10 000 €
Fiche action 7 : Bus 0 10 000 €`),
  ).toEqual([
    [1, 'Levée des freins, mobilité', 2],
    [2, 'Levée des freins, garde d’enfant', 4],
    [3, 'Remobilisation et entrée de parcours', 7],
    [5, 'Référencement de l’offre de solutions locales', 9],
    [6, 'Aller vers les publics', 12],
    [7, 'Aller vers les publics', 12],
  ])
})

test('no heading: none is made up', () => {
  expect(read('VOLET 2\nPLAFOND DEPARTEMENT 52000,00\nFiche Action 1 : Jardins 0 60000 €')).toEqual([])
})
