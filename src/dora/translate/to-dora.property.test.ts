import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyOffer } from '../../../test/dora/any-offer.ts'
import { sampleOffer, sampleStructure } from '../../../test/dora/sample-offer.ts'
import { manualClock } from '../../common/clock.ts'
import { recordedOptions, type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { createDoraWriter } from '../client.ts'
import { fieldProblems } from '../field-problems.ts'
import type { DoraServiceFields } from '../port.ts'
import { missingToPublish } from '../publishing.ts'
import { createQuota } from '../quota.ts'
import { isServiceField, SERVICE_FIELDS } from '../service-fields.ts'
import { ServicesOptionsWire } from '../wire.ts'
import { toDora } from './to-dora.ts'

const { services } = recordedOptions()
const options = ServicesOptionsWire.parse(services)
test('whatever the offer, DORA would refuse nothing, and PUBLISHED means publishable', () => {
  fc.assert(
    fc.property(anyOffer, change => {
      const { fields, missingToPublish: missing, lost } = toDora(sampleOffer(change), sampleStructure(), { options })
      expect(fieldProblems(fields, options)).toEqual({})
      expect(fields.status).toBe(missing.length === 0 ? 'PUBLISHED' : 'DRAFT')
      expect(missing).toEqual(missingToPublish(fields))
      expect(lost.every(item => item.reason.endsWith('.'))).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('an offer translated twice is the same: nothing to write', () => {
  fc.assert(
    fc.property(anyOffer, change => {
      const once = (): DoraServiceFields => toDora(sampleOffer(change), sampleStructure(), { options }).fields
      expect(once()).toEqual(once())
    }),
    { numRuns: 50 },
  )
})

/** In the names that DORA speaks in August 2026; a set comes back in the order of its référentiel. */
function asSets(fields: DoraServiceFields): object {
  const sorted = (value: unknown) => (Array.isArray(value) ? [...value].sort() : value)
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([key]) => isServiceField(key) && SERVICE_FIELDS[key].speaks !== 'data-inclusion')
      .map(([key, value]) => [key, sorted(value)]),
  )
}

const clock = manualClock('2026-11-24T09:00:00Z')
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ clock, quotaPerMinute: 100_000 })
})
afterAll(() => sandbox.close())

test('what DORA holds after the write is exactly what was asked: the next run has nothing to do', async () => {
  const writer = createDoraWriter({
    url: sandbox.url,
    token: sandbox.tokens.membre,
    quota: createQuota({ perMinute: 100_000, clock }),
    clock,
    random: () => 0.5,
    departments: ['35'],
  })
  await fc.assert(
    fc.asyncProperty(anyOffer, async change => {
      const { fields } = toDora(sampleOffer(change), sampleStructure(), { options })
      const service = await writer.createService('communaute-emmaus-de-qikm', fields)
      expect(service.hidden).toEqual([])
      expect(asSets(service.fields)).toEqual(asSets(fields))
    }),
    { numRuns: 60 },
  )
})
