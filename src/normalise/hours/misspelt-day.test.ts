import { expect, test } from 'vitest'
import { misspeltDay } from './misspelt-day.ts'

test.each([
  ['samdi', 5],
  ['vendrdi', 4],
  ['mecredi', 2],
  ['mercerdi', 2],
  ['merccredi', 2],
  ['jeuddi', 3],
  ['dimnches', 6],
  ['lumdi', 0],
])('«%s» is day %i', (word, day) => expect(misspeltDay(word)).toBe(day))

test.each(['mari', 'maris', 'merci', 'midi', 'manche', 'rendez', 'jeux', 'samedis apres', 'vendre', 'a'.repeat(5000)])(
  '«%s» is no day',
  word => expect(misspeltDay(word)).toBe(null),
)
