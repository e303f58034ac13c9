import { expect, test } from 'vitest'
import { fromCron, toCron } from './schedule.ts'
import { readChoice, sayChoice } from './schedule-words.ts'

test.each([
  ['chaque lundi matin', '30 6 * * 1', 'chaque lundi à 6 h 30'],
  ['Tous les jours à 6h', '0 6 * * *', 'chaque jour à 6 h'],
  ['chaque nuit', '15 3 * * *', 'chaque jour à 3 h 15'],
  ['le 1er du mois', '15 3 1 * *', 'le 1er de chaque mois à 3 h 15'],
  ['Le 15 de chaque mois vers 22 h 10', '10 22 15 * *', 'le 15 de chaque mois à 22 h 10'],
  ['tous les dimanches soir', '0 19 * * 0', 'chaque dimanche à 19 h'],
  ['chaque semaine', '15 3 * * 1', 'chaque lundi à 3 h 15'],
  ['à la demande', '', 'à la demande'],
])('«%s» is the schedule %s, said «%s»', (words, cron, said) => {
  const choice = readChoice(words)
  expect(choice && toCron(choice)).toBe(cron)
  expect(sayChoice(fromCron(cron))).toBe(said)
})

test.each(['', 'bientôt', 'lundi et mardi', 'le 31 du mois', 'chaque jour à 25 h', 'un lundi par mois'])(
  '«%s» is not guessed',
  words => expect(readChoice(words)).toBeNull(),
)
