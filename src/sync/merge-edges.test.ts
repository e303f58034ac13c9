import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import { FIELDS } from './fields.ts'
import { type Merged, type MergeInput, mergeFields } from './merge.ts'
import type { Patch } from './patch.ts'

type Values = Partial<DoraServiceFields>
interface Case extends Partial<Omit<MergeInput, 'desired' | 'actual' | 'base' | 'sent'>> {
  ours: Values
  theirs: Values
  /** Absent: as DORA holds it in all but these fields. */
  base?: Patch
  sent?: Patch
}
/** Everything else is the same on both sides, and remembered so; only what is told is given. */
function merge({ ours, theirs, base, sent, ...over }: Case): Partial<Merged> {
  const merged = mergeFields({
    desired: sampleFields(ours),
    actual: sampleFields(theirs),
    base: base ?? sampleFields(theirs),
    sent: sent ?? sampleFields(theirs),
    hidden: [],
    neverOurs: [],
    writable: FIELDS,
    sides: {},
    ...over,
  })
  const { rebase, ...rest } = merged
  const told = Object.entries({ ...rest, base: rebase.base, sent: rebase.sent }).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0,
  )
  return Object.fromEntries(told)
}
/** What is remembered, but for these fields. */
const without = (...fields: (keyof DoraServiceFields)[]): Patch =>
  Object.fromEntries(Object.entries(sampleFields()).filter(([field]) => !fields.some(each => each === field)))

test('a field that cannot be read is told when the source moved, and only where it might be written', () => {
  const hidden = ['contactPhone' as const]
  const moved = { ours: { contactPhone: '0211111111' }, theirs: {} }
  expect(merge({ ...moved, hidden })).toEqual({ unreadable: ['contactPhone'] })
  expect(merge({ ...moved, hidden, writable: FIELDS.filter(field => field !== 'contactPhone') })).toEqual({})
  expect(merge({ ours: {}, theirs: {}, hidden })).toEqual({})
})

test('DORA’s value that a person keeps for ever is left out of everything', () => {
  expect(
    merge({
      ours: { recurrence: 'lundi' },
      theirs: { recurrence: 'mardi' },
      sides: { recurrence: { side: 'theirs' } },
    }),
  ).toEqual({})
})

test('both sides agree: what is not remembered of it is learnt, and nothing else', () => {
  expect(merge({ ours: {}, theirs: {}, base: without('recurrence') })).toMatchObject({
    base: { recurrence: sampleFields().recurrence },
  })
  expect(merge({ ours: {}, theirs: {}, sent: without('recurrence') })).toMatchObject({
    sent: { recurrence: sampleFields().recurrence },
  })
  expect(merge({ ours: {}, theirs: {}, base: { ...sampleFields(), recurrence: 'autre' } })).toMatchObject({
    base: { recurrence: sampleFields().recurrence },
  })
  expect(merge({ ours: {}, theirs: {} })).toEqual({})
})

const refused = (ours: string) => ({
  recurrence: { ours, how: 'later' as const, plan: 'p', reason: '', by: 'Camille', at: '' },
})
test('a value that a person refused is not written, another one is', () => {
  const moved = { ours: { recurrence: 'lundi' }, theirs: { recurrence: 'mardi' } }
  expect(merge({ ...moved, refused: refused('lundi') })).toEqual({ refused: ['recurrence'] })
  expect(merge({ ...moved, refused: refused('jeudi') })).toEqual({ change: { recurrence: 'lundi' } })
})

test('a decision taken once holds for the very value that was shown', () => {
  const moved = {
    ours: { recurrence: 'lundi' },
    theirs: { recurrence: 'mardi' },
    base: { ...sampleFields(), recurrence: 'jadis' },
    sent: { ...sampleFields(), recurrence: 'jadis' },
  }
  expect(merge({ ...moved, sides: { recurrence: { side: 'ours-once', theirs: 'mardi' } } })).toEqual({
    change: { recurrence: 'lundi' },
  })
  expect(merge({ ...moved, sides: { recurrence: { side: 'ours-once', theirs: 'jeudi' } } }).conflicts).toHaveLength(1)
  expect(merge({ ...moved, sides: { recurrence: { side: 'ours' } } })).toEqual({ change: { recurrence: 'lundi' } })
})

const rewritten = {
  ours: { recurrence: 'lundi' },
  theirs: { recurrence: 'LUNDI.' },
  base: { ...sampleFields(), recurrence: 'lundi' },
  sent: { ...sampleFields(), recurrence: 'lundi' },
}
test('what DORA rewrote by itself waits for a word; adopted it is the base, or the source’s goes over it', () => {
  expect(merge({ ...rewritten, untouched: true })).toEqual({ rewritten: ['recurrence'] })
  expect(merge({ ...rewritten, untouched: true, rewritings: { recurrence: 'adopt' } })).toEqual({
    base: { recurrence: 'LUNDI.' },
  })
  expect(merge({ ...rewritten, untouched: true, rewritings: { recurrence: 'ours' } })).toEqual({
    change: { recurrence: 'lundi' },
  })
  // Adopted, and the source says something new.
  expect(
    merge({ ...rewritten, ours: { recurrence: 'mardi' }, untouched: true, rewritings: { recurrence: 'adopt' } }),
  ).toEqual({ change: { recurrence: 'mardi' } })
  expect(merge({ ...rewritten, untouched: false })).toEqual({ kept: ['recurrence'] })
  // A value that a person took back is theirs, though the write was ours.
  expect(merge({ ...rewritten, untouched: true, refused: refused('autre') })).toEqual({ kept: ['recurrence'] })
})

test('on a service that a person typed, what is empty is ours to fill, but where empty is an answer', () => {
  const of = (ours: Values, theirs: Values, field: keyof DoraServiceFields) =>
    merge({ ours, theirs, base: without(field), sent: without(field) })
  expect(of({ feeDetails: '2 €' }, { feeDetails: null }, 'feeDetails')).toEqual({ change: { feeDetails: '2 €' } })
  expect(of({ publics: ['jeunes'] }, { publics: [] }, 'publics').conflicts).toEqual([
    { field: 'publics', base: null, ours: ['jeunes'], theirs: [] },
  ])
  expect(of({ requirements: ['Permis'] }, { requirements: [] }, 'requirements').conflicts).toHaveLength(1)
  expect(of({ recurrence: 'lundi' }, { recurrence: 'mardi' }, 'recurrence').conflicts).toHaveLength(1)
})

test('what we once wrote empty is ours to fill, everywhere', () => {
  expect(merge({ ours: { publics: ['jeunes'] }, theirs: { publics: [] } })).toEqual({ change: { publics: ['jeunes'] } })
})

test('a source that says nothing has no quarrel with what a person typed; once it says otherwise than before, it has', () => {
  const typed = { ours: { recurrence: null }, theirs: { recurrence: 'mardi' }, base: without('recurrence') }
  expect(merge({ ...typed, sent: without('recurrence') })).toEqual({ kept: ['recurrence'], sent: { recurrence: null } })
  expect(merge({ ...typed, sent: { ...sampleFields(), recurrence: null } })).toEqual({ kept: ['recurrence'] })
  expect(merge({ ...typed, sent: { ...sampleFields(), recurrence: 'lundi' } })).toEqual({
    kept: ['recurrence'],
    conflicts: [{ field: 'recurrence', base: null, ours: null, theirs: 'mardi' }],
  })
})

const [OURS, THEIRS] = ['-1.67000,48.11000', '-1.70000,48.20000']
test('a point that somebody placed on the map stays; the one we placed moves with the address', () => {
  const point = { ours: { geom: OURS }, theirs: { geom: THEIRS } }
  expect(merge({ ...point, base: without('geom'), sent: without('geom') })).toEqual({
    kept: ['geom'],
    sent: { geom: OURS },
  })
  expect(
    merge({ ...point, base: { ...sampleFields(), geom: 'ailleurs' }, sent: { ...sampleFields(), geom: OURS } }),
  ).toEqual({ kept: ['geom'] })
  expect(merge(point)).toMatchObject({ change: { geom: OURS } })
  expect(merge({ ours: { geom: OURS }, theirs: { geom: null } })).toMatchObject({ change: { geom: OURS } })
})

test('fields that make sense together: where one stays a person’s, or is refused, the other is not written alone', () => {
  const ours = { feeCondition: 'payant', feeDetails: '2 €' }
  const person = { feeCondition: 'gratuit-sous-conditions', feeDetails: null }
  const grouped = merge({
    ours,
    theirs: person,
    base: { ...sampleFields(), feeCondition: 'gratuit' },
    sent: { ...sampleFields(), feeCondition: 'gratuit' },
  })
  const alone = Object.keys(grouped.change ?? {})
  expect(alone).not.toContain('feeCondition')
  const zone = { ours: { diffusionZoneType: 'city', diffusionZoneDetails: '35238' }, theirs: {} }
  const no = {
    diffusionZoneType: { ours: 'city', how: 'later' as const, plan: 'p', reason: '', by: 'Camille', at: '' },
  }
  expect(merge({ ...zone, refused: no })).toEqual({ refused: ['diffusionZoneType', 'diffusionZoneDetails'] })
  const held = {
    base: { ...sampleFields(), diffusionZoneType: 'region' },
    sent: { ...sampleFields(), diffusionZoneType: 'region' },
  }
  expect(merge({ ...zone, ...held }).conflicts?.map(({ field, base }) => [field, base])).toEqual([
    ['diffusionZoneType', 'region'],
    ['diffusionZoneDetails', '35'],
  ])
  // Unless a person decided that very field.
  expect(merge({ ...zone, ...held, sides: { diffusionZoneDetails: { side: 'ours' } } })).toMatchObject({
    change: { diffusionZoneDetails: '35238' },
  })
  expect(merge(zone)).toEqual({ change: { diffusionZoneType: 'city', diffusionZoneDetails: '35238' } })
})
