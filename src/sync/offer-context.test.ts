import { expect, test } from 'vitest'
import { desiredOf } from '../../test/sync/make.ts'
import { fingerprint } from '../common/digest.ts'
import { Policy } from '../config/source.ts'
import { type Dialect, UNKNOWN_DIALECT } from '../dora/dialect.ts'
import type { DoraServiceFields } from '../dora/port.ts'
import type { Choice, StoredChoice } from '../ledger/choices.ts'
import { canonical, FIELDS } from './fields.ts'
import { contextOf, type OfferContext, rewritingsOf, sidesOf } from './offer-context.ts'

const OPEN: Dialect = { ...UNKNOWN_DIALECT, unwritable: {} }
const AT = '2026-11-24T08:00:00.000Z'

const chose = (choice: Choice, key = 'a'): StoredChoice => ({
  ...choice,
  source: 'pem-s',
  key,
  decidedBy: 'Une gestionnaire',
  decided: AT,
})
const OURS = chose({ topic: 'field:recurrence', value: { side: 'ours', once: false } })
const ONCE = chose({ topic: 'field:fullDesc', value: { side: 'ours', theirs: 'vu', once: true } })
const refusal = (ours: unknown): StoredChoice =>
  chose({ topic: 'refused:recurrence', value: { ours, how: 'never', plan: null, reason: '' } })

function context({
  fields = {},
  policy = {},
  choices = [],
  dialect = OPEN,
}: {
  fields?: Partial<DoraServiceFields>
  policy?: object
  choices?: StoredChoice[]
  dialect?: Dialect
} = {}): OfferContext {
  return contextOf(desiredOf({ key: 'a', fields }, 'v'), Policy.parse(policy), choices, dialect)
}

test('the status is never above the mode of the source', () => {
  const status = (mode: string, wanted: DoraServiceFields['status']) =>
    context({ policy: { mode }, fields: { status: wanted } }).fields.status
  expect([status('publish', 'PUBLISHED'), status('publish', 'DRAFT')]).toEqual(['PUBLISHED', 'DRAFT'])
  expect([status('draft', 'PUBLISHED'), status('suggest', 'PUBLISHED')]).toEqual(['DRAFT', 'SUGGESTION'])
})

test('a side that a person took holds for its own offer, always or for one shown value', () => {
  const other = chose({ topic: 'field:name', value: { side: 'theirs', once: false } }, 'b')
  const match = chose({ topic: 'match', value: { create: true } })
  expect(sidesOf('a', [OURS, ONCE, other, match])).toEqual({
    recurrence: { side: 'ours' },
    fullDesc: { side: 'ours-once', theirs: 'vu' },
  })
  expect(context({ choices: [OURS] }).sides).toEqual({ recurrence: { side: 'ours' } })
})

test('what people said of DORA’s own rewritings is taken along, with when they said it', () => {
  const adopted = chose({ topic: 'rewritten:shortDesc', value: { side: 'adopt' } }, '*')
  expect(context({ choices: [OURS, adopted] }).rewritingsSaid).toEqual([{ field: 'shortDesc', side: 'adopt', at: AT }])
})

test('«ours» over a rewriting is said once, of what was written before; «adopt» is for ever', () => {
  const said = (side: 'adopt' | 'ours') => [{ field: 'shortDesc' as const, side, at: AT }]
  expect(rewritingsOf(said('ours'), '2026-11-23T08:00:00Z')).toEqual({ shortDesc: 'ours' })
  expect(rewritingsOf(said('ours'), AT)).toEqual({})
  expect(rewritingsOf(said('ours'), '2026-11-25T08:00:00Z')).toEqual({})
  expect(rewritingsOf(said('adopt'), '2026-11-25T08:00:00Z')).toEqual({ shortDesc: 'adopt' })
})

test('the fingerprint is that of all that the merge depends on', () => {
  const closed: Dialect = { ...OPEN, unwritable: { contactPhone: 'read-only' } }
  const prints = [
    context(),
    context({ fields: { recurrence: 'le lundi' } }),
    context({ policy: { mode: 'draft' } }),
    context({ policy: { neverOurs: ['contactName'] } }),
    context({ choices: [OURS] }),
    context({ choices: [refusal('x')] }),
    context({ choices: [refusal('y')] }),
    context({ dialect: closed }),
    context({ dialect: { ...OPEN, unwritable: { contactEmail: 'read-only' } } }),
  ].map(({ settles }) => settles)
  expect(new Set(prints).size).toBe(prints.length)
})

test('spelling of blanks, order of sets and of what is closed, and why something was refused, do not count', () => {
  const same = (one: Parameters<typeof context>[0], other: Parameters<typeof context>[0]) =>
    expect(context(one).settles).toBe(context(other).settles)
  same({ fields: { publics: ['jeunes', 'familles'] } }, { fields: { publics: ['familles', 'jeunes'] } })
  same({ fields: { recurrence: 'le  lundi ' } }, { fields: { recurrence: 'le lundi' } })
  same({ policy: { neverOurs: ['a', 'b'] } }, { policy: { neverOurs: ['b', 'a'] } })
  const [one, other] = [
    { contactPhone: 'absent', contactName: 'absent' },
    { contactName: 'absent', contactPhone: 'absent' },
  ]
  same(
    { dialect: { ...OPEN, unwritable: one as Dialect['unwritable'] } },
    { dialect: { ...OPEN, unwritable: other as Dialect['unwritable'] } },
  )
  same({ choices: [refusal('x')] }, { choices: [{ ...refusal('x'), decidedBy: 'Une autre' }] })
})

test('what was settled before DORA was asked what it takes, or people could refuse, stays settled', () => {
  const settled = context({ fields: { name: 'Permis B' } })
  const content = Object.fromEntries(FIELDS.map(field => [field, canonical(field, settled.fields[field])]))
  expect(settled.settles).toBe(fingerprint({ content, neverOurs: [], sides: {} }))
})
