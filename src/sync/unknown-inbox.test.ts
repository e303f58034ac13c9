import { expect, test } from 'vitest'
import type { UnknownValue } from '../normalise/unknown-value.ts'
import { unknownInbox } from './unknown-inbox.ts'

const WORD: UnknownValue = {
  field: 'frais',
  referential: 'frais',
  value: 'Adhésion',
  nearest: ['payant', 'gratuit'],
  source: 'pems',
  key: 'b',
  address: 'https://exemple.fr',
}

test('a word that nothing explains is one question, whatever its spelling, with the offers that wait for it', () => {
  const found = unknownInbox([WORD, { ...WORD, key: 'a', value: 'ADHESION' }, { ...WORD, key: 'a' }])
  expect(found).toEqual([
    {
      kind: 'unknown-value',
      key: null,
      subject: 'unknown:pems:frais:adhesion',
      title: '« Adhésion » n’est pas dans la liste nationale des frais ; peut-être « Payant »',
      detail: {
        field: 'frais',
        referential: 'frais',
        value: 'Adhésion',
        nearest: ['payant', 'gratuit'],
        offers: ['a', 'b'],
        address: 'https://exemple.fr',
      },
    },
  ])
})

test('another source, or another list, is another question; without a near value none is suggested', () => {
  const found = unknownInbox([WORD, { ...WORD, source: 'autre' }, { ...WORD, referential: 'publics', nearest: [] }])
  expect(found.map(({ subject }) => subject)).toHaveLength(3)
  expect(found[2]?.title).toBe('« Adhésion » n’est pas dans la liste nationale des publics')
  const [own] = unknownInbox([{ ...WORD, referential: 'rayons', nearest: ['centre'] }])
  expect(own?.title).toBe('« Adhésion » n’est pas dans la liste « rayons » ; peut-être « centre »')
  expect(unknownInbox([])).toEqual([])
})
