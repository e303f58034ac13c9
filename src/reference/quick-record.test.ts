import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rawService, rawStructure } from '../../test/reference/arbitraries.ts'
import { serviceSchema } from './service.ts'
import { structureSchema } from './structure.ts'
import { validateService, validateStructure } from './validate.ts'

test.each([
  ['service', rawService, serviceSchema, validateService],
  ['structure', rawStructure, structureSchema, validateStructure],
] as const)('a %s read field by field is as the whole schema reads it', (_, raw, schemaOf, validate) => {
  fc.assert(
    fc.property(raw, fc.boolean(), (record, strict) => {
      const context = { strict, today: '2026-06-30' }
      const whole = schemaOf(context).safeParse(record)
      const verdict = validate(record, context)
      expect(JSON.stringify(verdict.record)).toBe(JSON.stringify(whole.data ?? null))
      expect(verdict.errors.map(({ loc }) => loc)).toEqual(
        whole.error?.issues.map(({ path }) => path.map(String)) ?? [],
      )
    }),
    { numRuns: 250, seed: 26 },
  )
})

test('a whole number that 64 bits cannot hold is refused, as a number; as text it passes', () => {
  const weeks = (nombre_semaines: unknown) => {
    const [error] = validateService({ nombre_semaines }, { strict: false, today: '2026-06-30' }).errors.filter(
      ({ loc }) => loc[0] === 'nombre_semaines',
    )
    return error?.type ?? 'accepted'
  }
  expect([1e20, 2 ** 63, 1e18, 2 ** 62, '100000000000000000000'].map(weeks)).toEqual([
    'int_parsing_size',
    'int_parsing_size',
    'accepted',
    'accepted',
    'accepted',
  ])
})
