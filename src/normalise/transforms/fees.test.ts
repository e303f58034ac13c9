import { expect, test } from 'vitest'
import { parseFees } from './fees.ts'

test.each([
  ['gratuit', 'gratuit'],
  ['gratuit pour tous', 'gratuit'],
  ['0 €', 'gratuit'],
  ['non payant', 'gratuit'],
  ['sans frais', 'gratuit'],
  ['adhésion gratuite', 'gratuit'],
  ['pris en charge à 100 %', 'gratuit'],
  ['20 €', 'payant'],
  ['pas gratuit', 'payant'],
  ['tarif réduit', 'payant'],
  ['selon le quotient familial', 'payant'],
  ['QF', null],
])('%s: %s, and nothing is told', (words, value) => {
  expect(parseFees(words)).toEqual(
    value === null ? expect.objectContaining({ ok: false }) : { ok: true, values: [value] },
  )
})

test.each([
  ['bonjour', ''],
  ['', ''],
  ['le prix est bon', ''],
  ['prix libre', ' (ici : « prix libre »)'],
  ['participation libre et consciente', ' (ici : « participation libre et consciente »)'],
  ['rémunération de 600 €', ' (ici : « remuneration de 600 € » : ce que la personne reçoit)'],
  ['20 € non', ' (ici : « non » (négation))'],
  ['pris en charge à 100 %, 20 €', ' (ici : un prix, et une prise en charge totale)'],
  ['gratuit pour les adhérents', ' (ici : gratuit, mais « pour les adhérents » (condition))'],
  ['gratuit, sauf le repas', ' (ici : gratuit, mais « sauf le repas » (exception))'],
  ['gratuit la première séance', ' (ici : gratuit, mais « la première séance » (rang ou fréquence))'],
  ['gratuit en été', ' (ici : gratuit, mais « en été » (saison ou calendrier))'],
])('«%s» is refused%s', (words, because) => {
  expect(parseFees(words)).toEqual({
    ok: false,
    expected: `une indication de prix, par exemple gratuit ou 20 €${because}`,
  })
})

const bothWays = (words: string) => `« Gratuit » et un prix dans la même phrase (${words}) : compté payant. À vérifier.`
const noPrice = (words: string) => `« ${words} » n’est pas un prix : ce qui est reçu ou rendu. À vérifier.`
const star = '« gratuit » porte un renvoi (*) qui n’a pas été lu.'
const others = 'Seules les phrases qui parlent du prix ont été lues ici ; les autres ne l’ont pas été.'
test.each([
  ['Gratuit *', 'gratuit', 'lecture-partielle', 'info', star],
  ['gratuite*', 'gratuit', 'lecture-partielle', 'info', star],
  ['gratuit, 20 € d’adhésion', 'payant', 'prix-partiel', 'avertissement', bothWays('gratuit, 20 € d’adhésion')],
  ['rémunération de 600 €, gratuit', 'gratuit', 'prix-partiel', 'avertissement', noPrice('remuneration de 600 €')],
  ['chèque de caution, 10 €', 'payant', 'prix-partiel', 'avertissement', noPrice('cheque de caution')],
  ['Un bel atelier. Tarif : 5 €.', 'payant', 'reste-non-lu', 'info', others],
  [
    'gratuit pour les personnes accompagnées',
    'gratuit',
    'lecture-partielle',
    'avertissement',
    'Ces mots, à côté de la valeur gardée, n’ont pas été compris : « pour les personnes accompagnées » (condition). À vérifier.',
  ],
])('«%s» is %s, and it is told', (words, value, code, severity, message) => {
  expect(parseFees(words)).toEqual({ ok: true, values: [value], notes: [{ code, severity, message }] })
})
