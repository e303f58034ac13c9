import { expect, test } from 'vitest'
import { parsePeriod } from '../transforms/period.ts'

const read = (words: string) => {
  const parsed = parsePeriod(words)
  const [period] = parsed.ok ? parsed.values : []
  return period ? `${period.start ?? ''}..${period.end ?? ''}` : null
}

test.each([
  ['du 4 au 8 janvier 2027\ndu 11 au 15', '2027-01-04..2027-01-15'],
  ['Session 1 : du 4 au 8 janvier 2027\nSession 2 : du 11 au 15', '2027-01-04..2027-01-15'],
  ['1) du 4 au 8 janvier 2027\n2) du 1er au 5 mars 2027', '2027-01-04..2027-03-05'],
  ['1. du 4 au 8 janvier 2027\n2. du 1er au 5 mars 2027', '2027-01-04..2027-03-05'],
  ['lundi 4 janvier 2027\nlundi 11 janvier 2027', '2027-01-04..2027-01-11'],
  ['- 04/01/2027\n- 11/01/2027', '2027-01-04..2027-01-11'],
  ['Session de mars : du 1er au 5 mars 2027\nSession de mai : du 3 au 7 mai 2027', '2027-03-01..2027-05-07'],
  ['Janvier 2027 : du 4 au 8\nMars 2027 : du 1er au 5', '2027-01-04..2027-03-05'],
])('%j: one session a line', (words, period) => expect(read(words)).toBe(period))

test.each([
  ['a day before the one it follows', 'du 11 au 15 janvier 2027, du 4 au 8', '2027-01-11..2027-01-15'],
  ['a day that the month does not have', 'du 4 au 8 février 2027, du 29 au 31', '2027-02-04..2027-02-08'],
  ['hours', 'du 4 au 8 janvier 2027, du 11 au 15 h', '2027-01-04..2027-01-08'],
  ['a number of something', 'le 4 janvier 2027, les 2 premiers jours', '2027-01-04..2027-01-04'],
  ['a month that heads another', 'mars 2027 : du 1er au 5 avril 2027', '2027-03-01..2027-04-05'],
  ['lines that one number begins', '4. janvier 2027\n5. mars 2027', '2027-01-04..2027-03-05'],
])('not %s', (_, words, period) => expect(read(words)).toBe(period))
