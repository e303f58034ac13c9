import { expect, test } from 'vitest'
import type { Statement } from '../../normalise/statements/statement.ts'
import { alreadyCorrected } from './already-corrected.ts'

const said = (state: Statement['state'], fields: Record<string, string>) => ({
  state,
  body: {
    kind: 'correction' as const,
    fields: Object.fromEntries(Object.entries(fields).map(([field, after]) => [field, { before: '', after }])),
    comment: '',
  },
})
const current = { nom: 'Atelier', telephone: '02 99 00 11 22', publics: 'femmes,jeunes' }

test('what waits or holds and is not read yet is told, the latest of each field; the rest is not', () => {
  const list = [
    said('open', { nom: 'Atelier du jeudi' }),
    said('refused', { telephone: '02 99 00 00 00' }),
    said('accepted', { nom: 'Atelier du mardi', telephone: '0299001122', publics: 'jeunes,femmes', autre: 'x' }),
    { state: 'open' as const, body: { kind: 'withdrawal' as const, reason: '' } },
  ]
  expect(alreadyCorrected(list, current)).toEqual({ nom: 'Atelier du jeudi' })
  expect(alreadyCorrected([said('revoked', { nom: 'Autre' })], current)).toEqual({})
})
