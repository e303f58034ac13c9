import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rawService, rawStructure } from '../../test/reference/arbitraries.ts'
import { adviceFor } from './advice.ts'
import type { RecordKind } from './finding.ts'
import { findingsOf } from './findings.ts'
import { recordJsonSchema } from './json-schema.ts'
import { migrate } from './migrate.ts'
import { officialGeography } from './official-geography.ts'
import { qualityScore } from './score.ts'
import { validateService, validateStructure } from './validate.ts'

const ajv = new Ajv2020.default({ allErrors: true, strict: true, strictTypes: false })
addFormats.default(ajv)
const today = '2026-06-30'
const geography = officialGeography()

describe.each<[RecordKind, fc.Arbitrary<unknown>]>([
  ['service', rawService],
  ['structure', rawStructure],
])('any %s', (kind, records) => {
  const conforms = ajv.compile(recordJsonSchema(kind))
  const validate = kind === 'service' ? validateService : validateStructure

  it('never makes us throw, and is valid against the JSON Schema when we call it valid', () => {
    let valid = 0
    fc.assert(
      fc.property(records, fc.boolean(), (record, strict) => {
        const verdict = validate(record, { strict, today })
        expect(verdict.valid).toBe(verdict.errors.length === 0)
        if (verdict.valid) {
          valid += 1
          expect(conforms(verdict.record) ? [] : conforms.errors).toEqual([])
          if (readsOnce(verdict.record)) return
          const again = validate(verdict.record, { strict, today })
          expect(again.record).toEqual(verdict.record)
        }
      }),
      { numRuns: 3000 },
    )
    expect(valid).toBeGreaterThan(500)
  })

  it('gets findings and a migration without a throw', () => {
    fc.assert(
      fc.property(records, record => {
        for (const { message } of findingsOf(kind, record, geography)) expect(message.length).toBeGreaterThan(20)
        if (typeof record === 'object' && record !== null && !Array.isArray(record)) {
          expect(typeof migrate(kind, record as Record<string, unknown>, geography).record).toBe('object')
        }
      }),
      { numRuns: 2000 },
    )
  })
})

/**
 * Two clean records that cannot be read twice: escaping took an address of legal length over the limit; a whole number of 64 bits or more,
 * legal as text, is too large as a JSON number.
 */
function readsOnce(record: object): boolean {
  return Object.values(record).some(
    value =>
      (typeof value === 'string' && value.length > 2083 && value.startsWith('http')) ||
      (typeof value === 'number' && value >= 2 ** 63),
  )
}

describe('any valid service', () => {
  it('has a score in [0, 1], and each piece of advice gains something', () => {
    fc.assert(
      fc.property(rawService, record => {
        const verdict = validateService(record, { strict: false, today })
        if (!verdict.valid) return
        const { score } = qualityScore(verdict.record as never, { today })
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        for (const { gain } of adviceFor(verdict.record as never, { today })) {
          expect(gain).toBeGreaterThan(0)
          expect(score + gain).toBeLessThanOrEqual(1.005)
        }
      }),
      { numRuns: 3000 },
    )
  })
})
