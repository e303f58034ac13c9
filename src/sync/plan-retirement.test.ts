import { expect, test } from 'vitest'
import { SOURCE } from '../../test/sync/make.ts'
import { MODIFIED, sampleLink, sampleService } from '../../test/sync/samples.ts'
import type { DoraService } from '../dora/port.ts'
import type { Link } from '../ledger/links.ts'
import type { Side } from './merge.ts'
import { planRetirement } from './plan-retirement.ts'
import type { Refused } from './refused-values.ts'

const OFFER = { source: SOURCE, key: 'a', name: 'Offre', misses: 3, version: '1' }
const BASE = { status: 'PUBLISHED' as const, name: sampleService().fields.name }
interface Case {
  link?: Partial<Link>
  actual?: DoraService
  neverOurs?: string[]
  side?: Side
  refused?: Refused
}
function plan({ link = {}, actual = sampleService(), neverOurs = [], side, refused }: Case = {}) {
  const { outcome, operation, rebase, conflicts } = planRetirement(
    OFFER,
    sampleLink({ base: BASE, ...link }),
    actual,
    neverOurs,
    side,
    refused,
  )
  return { state: outcome.state, reason: outcome.reason, slug: outcome.slug, operation, rebase, conflicts }
}

test('an offer that is gone for good: its service is archived, and what to bring it back to is known', () => {
  expect(plan()).toMatchObject({
    state: 'retired',
    reason: 'Absente de la source depuis 3 passages complets : archivée (rien n’est supprimé).',
    operation: {
      kind: 'archive',
      slug: 's',
      seen: MODIFIED,
      before: { status: 'PUBLISHED' },
      after: { status: 'ARCHIVED' },
    },
    rebase: null,
    conflicts: [],
  })
})

test.each<[string, Case, string]>([
  [
    'archived already',
    { actual: sampleService({}, { status: 'ARCHIVED' }) },
    'Absente de la source ; le service est déjà archivé dans DORA.',
  ],
  [
    'the status is never ours',
    { neverOurs: ['status'] },
    'Absente de la source ; le service reste dans DORA, comme convenu.',
  ],
  [
    'a person keeps DORA’s status',
    { side: { side: 'theirs' } },
    'Absente de la source ; le service reste dans DORA, comme convenu.',
  ],
])('nothing is written, and the offer is told as retired: %s', (_, given, reason) => {
  const told = plan(given)
  expect(told).toMatchObject({ state: 'retired', reason, operation: null, conflicts: [], slug: 's' })
  expect(told.rebase).toMatchObject({ key: 'a', retired: { status: null }, settled: null })
})

test('who refused the archiving is told, and the offer waits; another refusal is no hindrance', () => {
  const said = { how: 'later' as const, plan: 'p', reason: 'encore utile', by: 'Camille', at: '' }
  expect(plan({ refused: { status: { ...said, ours: 'ARCHIVED' } } })).toMatchObject({
    state: 'waiting',
    reason: expect.stringContaining('Absente de la source. Refusé par Camille (encore utile)'),
    operation: null,
    rebase: null,
  })
  expect(plan({ refused: { status: { ...said, ours: 'DRAFT' } } }).operation).not.toBeNull()
})

test.each<[string, Case]>([
  ['a field moved since we wrote it', { actual: sampleService({}, { name: 'Autre' }) }],
  ['its status was never ours', { link: { base: {} } }],
  ['it follows a model', { actual: sampleService({ model: 'modele' }) }],
  ['its status cannot be read', { actual: sampleService({ hidden: ['status'] }) }],
])('a person holds it in DORA, and decides: %s', (_, given) => {
  expect(plan(given)).toMatchObject({
    state: 'conflict',
    operation: null,
    rebase: null,
    conflicts: [{ field: 'status', ours: 'ARCHIVED', theirs: 'PUBLISHED', base: given.link ? null : 'PUBLISHED' }],
  })
})

test('a field that cannot be read did not move as far as anybody knows', () => {
  const actual = sampleService({ hidden: ['name'] }, { name: 'Autre' })
  expect(plan({ actual }).state).toBe('retired')
})

test.each<[string, Side, boolean]>([
  ['for ever', { side: 'ours' }, true],
  ['once, and DORA is as they saw it', { side: 'ours-once', theirs: 'PUBLISHED' }, true],
  ['once, and DORA moved since', { side: 'ours-once', theirs: 'DRAFT' }, false],
])('a person decided for the archiving %s', (_, side, archives) => {
  const actual = sampleService({}, { name: 'Autre' })
  expect(plan({ actual, side }).operation !== null).toBe(archives)
})

test('even decided, a status that cannot be read is not written over', () => {
  expect(plan({ actual: sampleService({ hidden: ['status'] }), side: { side: 'ours' } }).state).toBe('conflict')
})
