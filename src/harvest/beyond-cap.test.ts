import { expect, test } from 'vitest'
import { beyondCap } from './beyond-cap.ts'

const cap = { what: 'Le tableau n° 1 de la page', of: 'lignes', most: 2000 }

test('what stands beyond a limit is told with how many there are', () => {
  expect(beyondCap('page 1', { ...cap, received: 2431 })).toMatchObject({
    code: 'au-dela-de-la-limite',
    where: 'page 1',
    received: '2 431 lignes',
    expected: '2 000 lignes au plus',
    message: expect.stringContaining('Le tableau n° 1 de la page a 2 431 lignes, la limite est de 2 000 :'),
  })
})

test('what nobody counted is told as more than the limit', () => {
  expect(beyondCap('page 1', { ...cap, received: null })).toMatchObject({
    received: 'plus de 2 000 lignes',
    message: expect.stringContaining('a plus de 2 000 lignes, la limite est de 2 000 :'),
  })
})
