import { expect, test } from 'vitest'
import { linkedNext, nextAddressIn } from './page-marks.ts'

const address = 'https://x.fr/api/offres'

test.each([
  [
    '<https://x.fr/api/offres?page=2>; rel="next", <https://x.fr/api/offres?page=9>; rel="last"',
    'https://x.fr/api/offres?page=2',
  ],
  ['<?page=1>; rel="prev first", <?page=3>; title="a, b"; rel=next', 'https://x.fr/api/offres?page=3'],
  ['<?page=9>; rel="last"', null],
  ['<?page=3>; rel="nextish"', null],
  ['', null],
])('%s leads to %s', (link, next) => expect(linkedNext({ headers: { link }, address })).toBe(next))

test.each<[content: object, list: string, path: string | null]>([
  [{ links: { next: 'https://x.fr/2' }, data: [] }, 'data', 'links.next'],
  [{ '@odata.nextLink': '/2', value: [] }, 'value', '@odata.nextLink'],
  [{ next: null, data: [] }, 'data', null],
  // A mark is no address: nobody knows how to send it.
  [{ nextPageToken: 'CAUQAA', data: [] }, 'data', null],
])('%o says the next address of %s in %s', (content, list, path) =>
  expect(nextAddressIn({ content, document: { headers: {}, address } as never }, list)).toBe(path),
)
