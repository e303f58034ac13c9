import { expect, test } from 'vitest'
import { parseUrl } from './url.ts'

const value = (text: string) => {
  const parsed = parseUrl(text)
  return parsed.ok ? parsed.values[0] : parsed.expected
}

test.each([
  ['https://www.apase.org/pems', 'https://www.apase.org/pems'],
  ['www.apase.org', 'https://www.apase.org/'],
  ['apase.org/pems.', 'https://apase.org/pems'],
  ['Site : http://apase.org', 'http://apase.org/'],
  ['http://127.0.0.1:4000/pems/', 'http://127.0.0.1:4000/pems/'],
  ['https://élan.bzh/', 'https://xn--lan-9la.bzh/'],
])('%s', (text, expected) => {
  expect(value(text)).toBe(expected)
})

test.each(['', 'néant', 'ftp://asso.org/x', 'contact@asso.org', 'javascript:alert(1)'])('«%s» is no address', text => {
  expect(value(text)).toContain('une adresse web')
})

test('credentials are refused', () => {
  expect(value('https://moi:secret@asso.org/')).toContain('une adresse web')
})
