import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import type { ServiceField } from '../dora/service-fields.ts'
import { qualityOf } from './quality-of.ts'

const TODAY = '2026-11-24'
const silent = {
  contactPhone: null,
  contactEmail: null,
  coachOrientationModesExternalFormLink: null,
  beneficiariesAccessModesExternalFormLink: null,
  mobilisationLink: null,
}
const of = (change: Partial<DoraServiceFields> = {}, hidden: ServiceField[] = []) =>
  qualityOf({ fields: sampleFields(change), modificationDate: '2026-11-20T10:00:00+01:00', hidden }, TODAY)

test('a whole service scores high and can be reached', () => {
  const { score, reachable } = of()
  expect(score).toBeGreaterThanOrEqual(0.9)
  expect(reachable).toBe(true)
})
test('without telephone, e-mail nor link it scores lower and nobody can be reached', () => {
  const { score, reachable } = of(silent)
  expect(score).toBeLessThan(of().score - 0.15)
  expect(reachable).toBe(false)
})
test('contacts that this account is not shown are not held against the service', () => {
  const { score, reachable } = of(silent, ['contactPhone', 'contactEmail'])
  expect(score).toBeGreaterThan(of(silent).score)
  expect(reachable).toBeNull()
})
test.each<[string, Partial<DoraServiceFields>]>([
  ['an e-mail', { contactEmail: 'accueil@example.org' }],
  ['a telephone', { contactPhone: '0299000000' }],
])('%s alone is enough to be reached', (_, change) => expect(of({ ...silent, ...change }).reachable).toBe(true))
test.each<[string, ServiceField[]]>([
  ['the telephone', ['contactPhone']],
  ['the e-mail', ['contactEmail']],
])('%s alone is hidden: nobody knows whether it can be reached', (_, hidden) => {
  expect(of(silent, hidden).reachable).toBeNull()
})
test('a service that says nothing at all scores nothing and breaks nothing', () => {
  const none = { modificationDate: '', hidden: [] }
  const { score } = qualityOf({ ...none, fields: sampleFields({ ...silent, name: '', shortDesc: '' }) }, TODAY)
  expect(score).toBeLessThan(of().score)
})
