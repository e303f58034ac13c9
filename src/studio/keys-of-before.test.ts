import { expect, test } from 'vitest'
import { keysOfBefore } from './keys-of-before.ts'
import type { ReadOffer } from './read-lesson.ts'

const offer = (title: string, key: string) => ({ unit: { title }, read: { key } }) as ReadOffer
const keys = (offers: [title: string, key: string][], standing: string[]) =>
  keysOfBefore(
    offers.map(each => offer(...each)),
    standing.map(key => ({ key, name: key })),
  ).map(({ read }) => read.key)

test.each<[string, [string, string][], string[], string[]]>([
  ['known by its name before', [['Garage associatif', 'garage']], ['garage-associatif'], ['garage-associatif']],
  ['known by its page', [['Garage associatif', 'garage']], ['garage'], ['garage']],
  [
    'known by both: the page is another offer’s',
    [['Garage associatif', 'garage']],
    ['garage', 'garage-associatif'],
    ['garage'],
  ],
  ['never seen', [['Garage associatif', 'garage']], ['cuisine'], ['garage']],
  [
    'its name is the key of another that is read',
    [
      ['Garage', 'atelier'],
      ['Autre', 'garage'],
    ],
    ['garage'],
    ['atelier', 'garage'],
  ],
  [
    'two of one name: nobody knows which it was',
    [
      ['Garage', 'a'],
      ['Garage', 'b'],
    ],
    ['garage'],
    ['a', 'b'],
  ],
  ['without a title', [['…', 'a']], [''], ['a']],
])('%s', (_, offers, standing, expected) => {
  expect(keys(offers, standing)).toEqual(expected)
})
