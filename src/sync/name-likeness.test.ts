import { array, assert, constantFrom, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../common/text.ts'
import { comparedName, nameLikeness } from './name-likeness.ts'

const WORDS = [
  'Atelier',
  'ATELIER',
  'ateliers',
  'numérique',
  'niveau',
  '1',
  '2',
  'PEM’S',
  '–',
  'l’emploi',
  '🙂',
  'd’été',
]
const name = array(constantFrom(...WORDS), { maxLength: 6 }).map(words => words.join(' '))

test('what is left out would have been under the floor, and the rest is worked out as letter by letter', () => {
  assert(
    property(
      name,
      name,
      string({ maxLength: 3 }),
      constantFrom(0, 0.5, 0.7, 0.85, 0.9, 1),
      (one, other, more, from) => {
        const plain = likeness(one, other + more)
        const found = nameLikeness(comparedName(one), comparedName(other + more), from)
        expect(found).toBe(plain >= from ? plain : null)
      },
    ),
    { seed: 26, numRuns: 500 },
  )
})

/** The same as it is told, without any short way. */
function likeness(a: string, b: string): number {
  const [one, other] = [fold(a), fold(b)]
  if (one === other) return 1
  const [left, right] = [new Set(one.split(' ')), new Set(other.split(' '))]
  const letters = 1 - levenshtein(one, other) / Math.max(one.length, other.length)
  const words = (2 * left.intersection(right).size) / (left.size + right.size)
  const [numbers, others] = [left, right].map(set =>
    [...set]
      .filter(word => /^\d+$/.test(word))
      .sort()
      .join(' '),
  )
  const halved = numbers !== '' && others !== '' && numbers !== others
  return Math.min(0.9, Math.max(letters, words)) * (halved ? 0.5 : 1)
}

function levenshtein(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of a.split('').entries()) {
    const current = [i + 1]
    for (let j = 0; j < b.length; j += 1)
      current.push(
        Math.min((previous[j + 1] ?? 0) + 1, (current[j] ?? 0) + 1, (previous[j] ?? 0) + (letter === b[j] ? 0 : 1)),
      )
    previous = current
  }
  return previous[b.length] ?? 0
}

test('numbers tell two names apart, of several digits too; their order does not', () => {
  const compared = (one: string, other: string) => nameLikeness(comparedName(one), comparedName(other), 0) ?? 0
  expect(compared('Atelier niveau 12', 'Atelier niveau 13')).toBeLessThan(0.5)
  expect(nameLikeness(comparedName('Atelier'), comparedName('ATELIER'), 1.01)).toBeNull()
  expect(compared('Atelier 1 2 couture', 'Atelier 2 1 coutures')).toBeGreaterThan(0.7)
})
