import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { qualityScore, roundHalfEven } from './score.ts'
import { validateService } from './validate.ts'

interface Case {
  name: string
  today: string
  record: Record<string, unknown> & { description: { repeat: string; times: number } }
  raises: boolean
  score: number | null
  criteria: Record<string, number | null> | null
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../test/data/reference/score-cases.json', import.meta.url), 'utf8'),
) as { cases: Case[] }

describe('the official score, case by case', () => {
  it('has the cases', () => expect(cases.length).toBeGreaterThanOrEqual(43))

  it.each(cases)('$name', ({ today, record, raises, score, criteria }) => {
    const description = record.description.repeat.repeat(record.description.times)
    const verdict = validateService({ ...record, description }, { strict: false, today })
    if (!verdict.valid) throw new Error(JSON.stringify(verdict.errors))
    const ours = qualityScore(verdict.record, { today })
    if (raises) {
      expect(ours.assumptions).toHaveLength(1)
      const legal = qualityScore({ ...verdict.record, frais_precisions: null }, { today })
      expect(ours.score).toBe(legal.score)
    } else {
      expect(Object.fromEntries(ours.criteria.map(criterion => [criterion.name, criterion.value]))).toEqual(criteria)
      expect(ours.score).toBe(score)
      expect(ours.assumptions).toEqual([])
    }
  })
})

describe('roundHalfEven', () => {
  it.each([
    [0.125, 0.12],
    [0.375, 0.38],
    [0.625, 0.62],
    [0.875, 0.88],
    [0.285, 0.28],
    [0.665, 0.67],
    [1, 1],
  ])('%f → %f', (value, rounded) => expect(roundHalfEven(value)).toBe(rounded))
})
