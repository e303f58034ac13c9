import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { FIELDS } from './fields.ts'
import { type MergeInput, mergeFields } from './merge.ts'

const B = 'base'
const fields = (shortDesc: string) => sampleFields({ shortDesc })

function merge(base: string, ours: string, theirs: string, over: Partial<MergeInput> = {}) {
  return mergeFields({
    desired: fields(ours),
    base: fields(base),
    sent: fields(base),
    actual: fields(theirs),
    hidden: [],
    neverOurs: [],
    writable: FIELDS,
    sides: {},
    ...over,
  })
}

test.each([
  ['nobody moved', B, B, B, 'nothing'],
  ['only the source moved', B, 'ours', B, 'write'],
  ['only a person moved', B, B, 'theirs', 'kept'],
  ['both, to different values', B, 'ours', 'theirs', 'conflict'],
  ['both, to the same value', B, 'new', 'new', 'agreement'],
  ['a person only re-spaced it', B, 'ours', ' base ', 'write'],
])('three ways: %s', (_, base, ours, theirs, expected) => {
  const merged = merge(base, ours, theirs)
  const seen =
    merged.conflicts.length > 0
      ? 'conflict'
      : merged.kept.length > 0
        ? 'kept'
        : Object.keys(merged.change).length > 0
          ? 'write'
          : Object.keys(merged.rebase.base).length > 0
            ? 'agreement'
            : 'nothing'
  expect(seen).toBe(expected)
  if (expected === 'write') expect(merged.change).toEqual({ shortDesc: ours })
  if (expected === 'conflict') expect(merged.conflicts).toEqual([{ field: 'shortDesc', base, ours, theirs }])
})

test('a conflict on one field lets the others through', () => {
  const merged = mergeFields({
    desired: sampleFields({ shortDesc: 'ours', recurrence: 'le lundi' }),
    base: sampleFields({ shortDesc: B, recurrence: 'le mardi' }),
    sent: sampleFields({ shortDesc: B, recurrence: 'le mardi' }),
    actual: sampleFields({ shortDesc: 'theirs', recurrence: 'le mardi' }),
    hidden: [],
    neverOurs: [],
    writable: FIELDS,
    sides: {},
  })
  expect(merged.change).toEqual({ recurrence: 'le lundi' })
  expect(merged.conflicts.map(c => c.field)).toEqual(['shortDesc'])
})

test('DORA stores another form than what was sent: that is not an edit, and nothing is sent again', () => {
  const merged = merge(B, B, 'stored form', { base: fields('stored form'), sent: fields(B) })
  expect(merged).toMatchObject({ change: {}, conflicts: [], kept: [] })
})

test('a hidden field is unknown: neither written nor in conflict, but said', () => {
  const merged = merge(B, 'ours', '', { hidden: ['shortDesc'] })
  expect(merged).toMatchObject({ change: {}, conflicts: [], unreadable: ['shortDesc'] })
})

test('a field that is never ours is not touched', () => {
  expect(merge(B, 'ours', B, { neverOurs: ['shortDesc'] }).change).toEqual({})
})

test.each([
  ['theirs for ever', { side: 'theirs' }, {}],
  ['ours for ever', { side: 'ours' }, { shortDesc: 'ours' }],
  ['ours over the value that was shown', { side: 'ours-once', theirs: 'theirs' }, { shortDesc: 'ours' }],
  ['ours over a value that moved again since', { side: 'ours-once', theirs: 'older' }, {}],
] as const)('a person chose %s', (_, side, change) => {
  expect(merge(B, 'ours', 'theirs', { sides: { shortDesc: side } }).change).toEqual(change)
})

test('on a service that a person typed, filled fields are theirs and empty ones are ours to fill', () => {
  const merged = mergeFields({
    desired: sampleFields({
      shortDesc: 'ours',
      recurrence: 'le lundi',
      status: 'PUBLISHED',
      updateFrequency: 'jamais',
    }),
    base: {},
    sent: {},
    actual: sampleFields({ shortDesc: 'theirs', recurrence: null, status: 'DRAFT', updateFrequency: 'tous-les-mois' }),
    hidden: [],
    neverOurs: [],
    writable: FIELDS,
    sides: {},
  })
  expect(merged.change).toEqual({ recurrence: 'le lundi' })
  expect(merged.conflicts.map(c => c.field)).toEqual(['shortDesc'])
  // Fields that always hold something stay as the person left them, without a question.
  expect(merged.kept).toEqual(expect.arrayContaining(['status', 'updateFrequency']))
  const next = mergeFields({
    desired: sampleFields({
      shortDesc: 'ours',
      recurrence: 'le lundi',
      status: 'PUBLISHED',
      updateFrequency: 'jamais',
    }),
    base: { ...merged.rebase.base, recurrence: 'le lundi' },
    sent: { ...merged.rebase.sent, recurrence: 'le lundi' },
    actual: sampleFields({
      shortDesc: 'theirs',
      recurrence: 'le lundi',
      status: 'DRAFT',
      updateFrequency: 'tous-les-mois',
    }),
    hidden: [],
    neverOurs: [],
    writable: FIELDS,
    sides: {},
  })
  expect(next.change).toEqual({})
  expect(next.conflicts.map(c => c.field)).toEqual(['shortDesc'])
})

test('on a service that a person typed, a source that says nothing has no quarrel with what is written', () => {
  const input = {
    base: {},
    sent: {},
    actual: sampleFields({ contactName: 'Accueil' }),
    hidden: [],
    neverOurs: [],
    writable: FIELDS,
    sides: {},
  }
  const first = mergeFields({ ...input, desired: sampleFields({ contactName: null }) })
  expect(first).toMatchObject({ change: {}, conflicts: [], kept: ['contactName'] })
  const later = mergeFields({ ...input, sent: first.rebase.sent, desired: sampleFields({ contactName: 'Autre' }) })
  expect(later.conflicts.map(c => c.field)).toEqual(['contactName'])
})

test('a zone is one thing: half of ours and half of theirs is never written', () => {
  const base = sampleFields({ diffusionZoneType: 'city', diffusionZoneDetails: '35238' })
  const merged = mergeFields({
    desired: sampleFields({ diffusionZoneType: 'city', diffusionZoneDetails: '35047' }),
    base,
    sent: base,
    actual: sampleFields({ diffusionZoneType: 'department', diffusionZoneDetails: '35238' }),
    hidden: [],
    neverOurs: [],
    writable: FIELDS,
    sides: {},
  })
  expect(merged.change).toEqual({})
  expect(merged.conflicts.map(c => c.field)).toEqual(['diffusionZoneDetails'])
})

test('every field of a service is compared', () => {
  expect([...FIELDS].sort()).toEqual(Object.keys(sampleFields()).sort())
})

test('a postal code never moves without its commune: a person moved one, the source the other', () => {
  const rennes = { postalCode: '35000', cityCode: '35238' }
  const merged = mergeFields({
    desired: sampleFields({ postalCode: '35700', cityCode: '35238' }),
    base: sampleFields(rennes),
    sent: sampleFields(rennes),
    actual: sampleFields({ postalCode: '35000', cityCode: '35024' }),
    hidden: [],
    neverOurs: [],
    writable: FIELDS,
    sides: {},
  })
  expect(merged.change).toEqual({})
  expect(merged.kept).toEqual(['cityCode'])
  expect(merged.conflicts).toEqual([{ field: 'postalCode', base: '35000', ours: '35700', theirs: '35000' }])
})
