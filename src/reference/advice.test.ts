import { describe, expect, it } from 'vitest'
import { adviceFor, frenchGain } from './advice.ts'
import type { Service } from './records.ts'
import { qualityScore } from './score.ts'
import { validateService } from './validate.ts'

const today = '2026-06-30'
function service(fields: Record<string, unknown>): Service {
  const verdict = validateService(
    {
      source: 'cd35',
      structure_id: 'cd35--s',
      id: 'cd35--1',
      nom: 'Atelier',
      description: 'x'.repeat(300),
      date_maj: today,
      ...fields,
    },
    { strict: true, today },
  )
  if (!verdict.valid) throw new Error(JSON.stringify(verdict.errors))
  return verdict.record
}
const full = {
  thematiques: ['sante--addictions'],
  publics: ['femmes'],
  frais: 'gratuit',
  telephone: '3949',
  modes_mobilisation: ['telephoner'],
  mobilisable_par: ['usagers'],
}

describe('adviceFor', () => {
  it('has nothing to say of a perfect service', () => expect(adviceFor(service(full), { today })).toEqual([]))

  it('puts first what raises the score most, and the gain is what the score gains', () => {
    const before = service({ ...full, publics: null, description: 'x'.repeat(100) })
    const advice = adviceFor(before, { today })
    expect(advice.map(one => one.criterion)).toEqual(['au_moins_un_public', 'description_bien_definie'])
    const after = qualityScore({ ...before, publics: ['femmes'] }, { today }).score
    expect(advice[0]?.gain).toBe(Number((after - qualityScore(before, { today }).score).toFixed(2)))
    expect(advice[1]?.message).toContain('100 caractères au moins')
  })

  it('never speaks of the date at exactly 180 days, though the score has its hole there', () => {
    const hole = service({ ...full, date_maj: '2026-01-01' })
    expect(qualityScore(hole, { today }).criteria.find(one => one.name === 'date_maj_recente')?.value).toBe(0)
    expect(adviceFor(hole, { today })).toEqual([])
  })

  it('asks for a confirmation of an old record', () => {
    const [first] = adviceFor(service({ ...full, date_maj: '2024-01-01' }), { today })
    expect(first).toMatchObject({ criterion: 'date_maj_recente', fields: ['date_maj'], gain: 0.12 })
  })

  it.each([
    [{ frais: null }, 'Dire si le service est gratuit ou payant.'],
    [{ frais: 'payant' }, 'Dire combien coûte le service et pour qui, puisqu’il est payant.'],
    [{ mobilisable_par: null }, 'Dire qui peut le mobiliser (les usagers, les professionnels).'],
  ])('%j', (fields, message) =>
    expect(adviceFor(service({ ...full, ...fields }), { today }).map(one => one.message)).toEqual([message]),
  )

  it('writes a gain the French way', () => expect([0.13, 0.01].map(frenchGain)).toEqual(['+ 13 points', '+ 1 point']))
})
