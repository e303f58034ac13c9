import { expect, test } from 'vitest'
import { geography, input, offer } from '../../../test/coverage/small-departement.ts'
import type { CoverageInput } from '../input.ts'
import { coverageReport } from '../report.ts'
import { prefetPages } from './prefet.ts'

const words = (over: Partial<CoverageInput> = {}) =>
  String(prefetPages(coverageReport({ ...input, ...over }, geography), { decisions: [], months: [] }))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

test('referenced is not said to be seen: a published service that the public does not see is told beside it', () => {
  const hidden = (key: string) => offer('s1', key, ['1/a'], {}, { home: 'orphan' })
  expect(words()).not.toContain('visibles dans DORA')
  expect(words({ offers: [offer('s1', 'o', ['1/a'])] })).not.toContain('du public.')
  expect(words({ offers: [hidden('a')] })).toContain('Sur 1 service publié par le robot, 1 n’est pas vu du public.')
  expect(words({ offers: [hidden('a'), hidden('b'), offer('s1', 'c', [])] })).toContain(
    'Sur 3 services publiés par le robot, 2 ne sont pas vus du public.',
  )
})

test('once the convention is over its pages say so, not on its last day', () => {
  expect(words({ date: '2030-12-31' })).not.toContain('terminée')
  expect(words({ date: '2031-01-01' })).toContain(', terminée le 31 décembre 2030, au 1er janvier 2031')
})
