import { expect, test } from 'vitest'
import { SOURCE } from '../../test/sync/make.ts'
import { MODIFIED, sampleLink, sampleService } from '../../test/sync/samples.ts'
import { linkAfter, type Written } from './link-after.ts'

const AT = '2026-11-24T08:00:00.000Z'
const written = (over: Partial<Written> = {}): Written => ({
  source: SOURCE,
  key: 'a',
  kind: 'update',
  before: null,
  after: { name: 'Envoyé' },
  version: '2',
  rebase: { base: {}, sent: {} },
  edited: null,
  settles: null,
  at: AT,
  ...over,
})

test('only what was written takes DORA’s answer as its base: a field that a person keeps goes on looking like theirs', () => {
  const link = sampleLink({
    base: { name: 'Ancien', feeDetails: 'à elle' },
    sent: { name: 'Avant', feeDetails: 'à nous' },
  })
  const answer = sampleService({}, { name: 'Rendu', feeDetails: 'autre' })
  expect(linkAfter(written(), link, answer)).toMatchObject({
    base: { name: 'Rendu', feeDetails: 'à elle' },
    sent: { name: 'Envoyé', feeDetails: 'à nous' },
  })
})

test('memories move where both sides agree, and a field that cannot be read has no base', () => {
  const rebase = { base: { recurrence: 'lundi' }, sent: { recurrence: 'mardi' } }
  const link = sampleLink({ base: { contactPhone: '0299000000', recurrence: 'x' }, sent: {} })
  const answer = sampleService({ hidden: ['contactPhone'] })
  const after = linkAfter(written({ rebase, after: { contactPhone: '0211111111' } }), link, answer)
  expect(after.base).toEqual({ recurrence: 'lundi' })
  expect(after.sent).toEqual({ recurrence: 'mardi', contactPhone: '0211111111' })
})

test.each(['archive', 'restore'] as const)('%s is not the source’s word on the status', kind => {
  const link = sampleLink({ base: { status: 'PUBLISHED' }, sent: { status: 'PUBLISHED' } })
  const after = linkAfter(written({ kind, after: { status: 'ARCHIVED', name: 'Envoyé' } }), link, sampleService())
  expect(after).toMatchObject({ base: { status: 'PUBLISHED' }, sent: { status: 'PUBLISHED', name: 'Envoyé' } })
})

test('an update of the status is the source’s word', () => {
  const link = sampleLink({ base: { status: 'DRAFT' }, sent: { status: 'DRAFT' } })
  const after = linkAfter(written({ after: { status: 'PUBLISHED' } }), link, sampleService())
  expect(after).toMatchObject({ base: { status: 'PUBLISHED' }, sent: { status: 'PUBLISHED' } })
})

test('what a person publishes takes DORA’s status as its base, and leaves the source’s word', () => {
  const link = sampleLink({ base: { status: 'DRAFT' }, sent: { status: 'DRAFT' } })
  const after = linkAfter(written({ kind: 'publish', after: { status: 'PUBLISHED' } }), link, sampleService())
  expect(after).toMatchObject({ base: { status: 'PUBLISHED' }, sent: { status: 'DRAFT' } })
})

test('archiving notes since when, and the status it is to take back; what changes otherwise while archived stays so', () => {
  const archived = sampleService({}, { status: 'ARCHIVED' })
  const archive = written({ kind: 'archive', before: { status: 'DRAFT' }, after: { status: 'ARCHIVED' } })
  expect(linkAfter(archive, null, archived).retired).toEqual({ at: AT, status: 'DRAFT' })
  expect(linkAfter({ ...archive, before: null }, null, archived).retired).toEqual({ at: AT, status: null })
  const retired = { at: 'jadis', status: 'PUBLISHED' as const }
  expect(linkAfter(written(), sampleLink({ retired }), archived).retired).toEqual(retired)
  expect(linkAfter(written(), null, archived).retired).toBeNull()
  expect(linkAfter(written(), sampleLink({ retired }), sampleService()).retired).toBeNull()
  expect(linkAfter(written({ kind: 'restore' }), sampleLink({ retired }), archived).retired).toBeNull()
})

test('where it comes from, since when, when a person saved it: what was known stays', () => {
  const first = linkAfter(written({ kind: 'create' }), null, sampleService())
  expect(first).toMatchObject({ origin: 'created', since: AT, edited: null, home: null, modified: MODIFIED, slug: 's' })
  expect(linkAfter(written({ kind: 'adopt' }), null, sampleService()).origin).toBe('adopted')
  const link = sampleLink({ origin: 'adopted', since: 'jadis', edited: 'hier', home: 'orphan' })
  expect(linkAfter(written(), link, sampleService())).toMatchObject({
    origin: 'adopted',
    since: 'jadis',
    edited: 'hier',
    home: 'orphan',
  })
  expect(linkAfter(written({ edited: 'ce matin' }), link, sampleService()).edited).toBe('ce matin')
  // In another structure nobody knows yet whether the public sees it.
  expect(linkAfter(written(), link, sampleService({ structure: 'ailleurs' })).home).toBeNull()
})

test('it is settled at DORA’s date, when nothing is left open', () => {
  expect(linkAfter(written(), null, sampleService()).settled).toBeNull()
  expect(linkAfter(written({ settles: 'f' }), null, sampleService()).settled).toEqual({
    fingerprint: 'f',
    modified: MODIFIED,
  })
})

test('what DORA shows is kept as far as it can be read', () => {
  const { shown, suspension, published, status } = linkAfter(
    written(),
    null,
    sampleService(
      { hidden: ['contactPhone'], publicationDate: '2026-02-01' },
      { suspensionDate: '2026-12-31', status: 'DRAFT' },
    ),
  )
  expect(shown).not.toHaveProperty('contactPhone')
  expect(shown).toHaveProperty('name')
  expect([suspension, published, status]).toEqual(['2026-12-31', '2026-02-01', 'DRAFT'])
})

const undo = { of: 'op-0', refuse: {}, allow: [], cut: null }
test('what is taken back is remembered as before the write: a person’s value goes on looking like theirs', () => {
  const link = sampleLink({
    base: { name: 'Écrit', recurrence: 'x', feeDetails: 'x' },
    sent: { name: 'Écrit', feeDetails: 'x' },
  })
  const was = { base: { name: ' Avant ', recurrence: 'lundi' }, sent: { name: 'Avant' } }
  const after = linkAfter(
    written({ undo: { ...undo, was }, after: { name: 'Avant', recurrence: 'autre', feeDetails: null } }),
    link,
    sampleService({}, { name: 'Avant', recurrence: 'autre' }),
  )
  expect(after.base).toEqual({ name: 'Avant', recurrence: 'lundi' })
  expect(after.sent).toEqual({ name: 'Avant' })
})

test('a field that cannot be read, or was not remembered before, has no base after a taking back', () => {
  const link = sampleLink({ base: { contactPhone: 'x' }, sent: {} })
  const was = { base: { contactPhone: '0299000000' }, sent: {} }
  const after = linkAfter(
    written({ undo: { ...undo, was }, after: { contactPhone: '0299000000' } }),
    link,
    sampleService({ hidden: ['contactPhone'] }),
  )
  expect(after.base).toEqual({})
})

test('without what was remembered before, a taking back leaves the memories as they are', () => {
  const link = sampleLink({ base: { name: 'Écrit' }, sent: { name: 'Envoyé' } })
  const after = linkAfter(written({ undo: { ...undo, was: null }, after: { name: 'Avant' } }), link, sampleService())
  expect(after).toMatchObject({ base: { name: 'Écrit' }, sent: { name: 'Envoyé' } })
})
