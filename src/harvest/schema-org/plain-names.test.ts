import { expect, test } from 'vitest'
import { plainNames } from './plain-names.ts'

test.each<[what: string, written: unknown, read: unknown]>([
  ['bare', { '@type': 'Course', name: 'a' }, { '@type': 'Course', name: 'a' }],
  ['the usual prefix', { '@type': 'schema:Course', 'schema:name': 'a' }, { '@type': 'Course', name: 'a' }],
  [
    'whole addresses, as a processor expands them',
    { '@type': ['http://schema.org/Course'], 'https://schema.org/name': [{ '@value': 'a' }] },
    { '@type': ['Course'], name: [{ '@value': 'a' }] },
  ],
  [
    'the prefix of its context',
    { '@context': { s: 'http://schema.org/' }, '@type': 's:Event', 's:name': 'a', 'dc:date': 'b' },
    { '@context': { s: 'http://schema.org/' }, '@type': 'Event', name: 'a', 'dc:date': 'b' },
  ],
  [
    'terms of its context, further down too',
    {
      '@context': ['https://schema.org', { id: '@id', type: '@type', titre: { '@id': 'schema:name' } }],
      items: [{ id: '#a', type: 'Course', titre: 'a' }],
    },
    {
      '@context': ['https://schema.org', { id: '@id', type: '@type', titre: { '@id': 'schema:name' } }],
      items: [{ '@id': '#a', '@type': 'Course', name: 'a' }],
    },
  ],
  ['a list', { itemListElement: { '@list': [{ 'schema:name': 'a' }] } }, { itemListElement: [{ name: 'a' }] }],
  ['one name written twice: the first', { name: 'a', 'schema:name': 'b' }, { name: 'a' }],
  [
    'no name of the vocabulary',
    { 'x:name': 1, 'schema:': 2, constructor: 3 },
    { 'x:name': 1, 'schema:': 2, constructor: 3 },
  ],
  ['no object', ['a', null, 3], ['a', null, 3]],
])('%s', (_, written, read) => expect(plainNames(written)).toEqual(read))

test('what is nested without end does not stop it', () => {
  let deep: unknown = { 'schema:name': 'a' }
  for (let level = 0; level < 5000; level += 1) deep = [deep]
  expect(Array.isArray(plainNames(deep))).toBe(true)
})
