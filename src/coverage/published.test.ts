import { expect, test } from 'vitest'
import { offer } from '../../test/coverage/small-departement.ts'
import { publishedOffers } from './published.ts'

test('the published offers of a list are those of the day asked for, and looked for once', () => {
  const ending = offer('s1', 'o1', [])
  ending.offer.end = '2030-01-31'
  const offers = [ending, offer('s1', 'o2', []), offer('s1', 'o3', [], {}, { status: 'DRAFT' })]
  const keys = (date: string) => publishedOffers({ offers, date }).map(each => each.offer.key)
  expect(keys('2030-01-31')).toEqual(['o1', 'o2'])
  expect(keys('2030-02-01')).toEqual(['o2'])
  expect(keys('2030-01-31')).toEqual(['o1', 'o2'])
  const asked = { offers, date: '2030-02-01' }
  expect(publishedOffers(asked)).toBe(publishedOffers(asked))
})
