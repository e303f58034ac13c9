import { expect, test } from 'vitest'
import type { Provenance } from './normalised-offer.ts'
import { toldEnd } from './told-end.ts'

const session = { start: null, end: '2026-12-31', places: null }
const from = (...documents: string[]): Record<string, Provenance[]> => ({
  fin: documents.map(document => ({ words: 'w', document, address: 'a', where: 'x', rule: 'r' })),
})

test('the last day counts when the partner gives it, and the convention’s own end does not', () => {
  expect(toldEnd({ session, provenance: from('page') })).toBe('2026-12-31')
  expect(toldEnd({ session, provenance: from('convention') })).toBeNull()
  expect(toldEnd({ session, provenance: from('page', 'convention') })).toBeNull()
  expect(toldEnd({ session, provenance: from() })).toBeNull()
  expect(toldEnd({ session, provenance: {} })).toBeNull()
  expect(toldEnd({ provenance: from('page') })).toBeNull()
  expect(toldEnd({ session: { ...session, end: null }, provenance: from('page') })).toBeNull()
})
