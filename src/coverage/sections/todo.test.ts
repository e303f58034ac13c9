import { expect, test } from 'vitest'
import { geography, input } from '../../../test/coverage/small-departement.ts'
import { coverageReport } from '../report.ts'
import { todoSection } from './todo.ts'

test('who has to act, on how many points, and who first', () => {
  const report = coverageReport(input, geography)
  const lead = (todo: typeof report.todo) =>
    /<p class="lead">(.*?)<\/p>/.exec(String(todoSection({ ...report, todo }, {})))?.[1]?.replace(/\s/g, ' ')
  const points = [...report.todo]
  const whole =
    'À qui d’agir : Partenaire, 3 points ; Configuration, 2 points. En premier : Partenaire, pour « Service o3 » (Partenaire p2, 20 000 € en jeu).'
  expect(lead(points)).toBe(whole)
  const last = points.slice(-1)
  expect(lead(last)).toMatch(/^À qui d’agir : \p{Lu}\p{Ll}+, 1 point. En premier : .* \(Partenaire p2\)\.$/u)
  const many = Array.from({ length: 50 }, () => points).flat()
  expect(lead(many)).toMatch(/^À qui d’agir, de ces 200 : Partenaire, 120 points/)
})
