import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { validateService, validateStructure } from './validate.ts'

interface Case {
  name: string
  kind: 'service' | 'structure'
  strict: boolean
  today: string
  record: Record<string, unknown>
  valid: boolean
  errors: { type: string; loc: string[] }[]
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../test/data/reference/validation-cases.json', import.meta.url), 'utf8'),
) as { cases: Case[] }

/** Long texts are written `{"repeat": ".", "times": 500}` in the case files. */
function expand(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      const long = value as { repeat?: string; times?: number } | null
      return [key, long?.repeat !== undefined && long.times !== undefined ? long.repeat.repeat(long.times) : value]
    }),
  )
}

describe('the verdict of the official package, case by case', () => {
  it('has the cases', () => expect(cases.length).toBeGreaterThanOrEqual(61))

  it.each(cases)('$name', ({ kind, strict, today, record, valid, errors }) => {
    const validate = kind === 'service' ? validateService : validateStructure
    const verdict = validate(expand(record), { strict, today })
    expect(verdict.errors.map(({ type, loc }) => ({ type, loc }))).toEqual(errors)
    expect(verdict.valid).toBe(valid)
    for (const error of verdict.errors) expect(error.message.length).toBeGreaterThan(20)
  })
})
