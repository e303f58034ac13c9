import { expect, test } from 'vitest'
import { checkDialect } from './check-dialect.ts'
import { type Dialect, isSaidElsewhere, readDialect, UNKNOWN_DIALECT } from './dialect.ts'
import { FIELDS, SERVICE_FIELDS } from './service-fields.ts'

/** What `OPTIONS /services/` says of each field, under the first of its names. */
const described = (over: Record<string, unknown> = {}, without: readonly string[] = []) => ({
  actions: {
    POST: Object.fromEntries([
      ...FIELDS.filter(field => !without.includes(field)).map(field => [
        (SERVICE_FIELDS[field].keys ?? [field])[0],
        {},
      ]),
      ...Object.entries(over),
    ]),
  },
})

test('a DORA that takes every field: nothing is closed, nothing is new', () => {
  const dialect = readDialect(described())
  expect(dialect).toEqual({ known: true, unwritable: {}, keys: {}, limits: {}, appeared: [] })
})

test.each([null, 'x', {}, { actions: {} }, { actions: { PUT: {} } }])(
  'a DORA that says %j of itself is taken as in August 2026',
  metadata => {
    expect(readDialect(metadata)).toBe(UNKNOWN_DIALECT)
    expect(UNKNOWN_DIALECT.known).toBe(false)
    expect(UNKNOWN_DIALECT.unwritable.mobilisationModes).toBe('absent')
    expect(UNKNOWN_DIALECT.unwritable.coachOrientationModes).toBeUndefined()
  },
)

test('a field is closed when it is only read or no longer there; each is told apart', () => {
  const dialect = readDialect(described({ contactName: { readOnly: true }, name: { readOnly: false } }, ['feeDetails']))
  expect(dialect.unwritable).toEqual({ contactName: 'read-only', feeDetails: 'absent' })
})

test('a field under its coming name is written under it; where the old one is still there to read, too', () => {
  const field = FIELDS.find(each => (SERVICE_FIELDS[each].keys?.length ?? 0) > 1)
  const [first = '', second = ''] = (field && SERVICE_FIELDS[field].keys) || []
  expect(readDialect(described({ [second]: {} }, [field ?? ''])).keys).toEqual({ [field ?? '']: second })
  expect(readDialect(described({ [first]: { readOnly: true }, [second]: {} })).keys).toEqual({ [field ?? '']: second })
})

test('a limit is noted for texts only, where it is another than in the table', () => {
  const limits = { name: { maxLength: 140 }, shortDesc: { maxLength: 500 }, suspensionDate: { maxLength: 10 } }
  expect(readDialect(described({ ...limits, recurrence: { maxLength: 140 } })).limits).toEqual({
    ...(SERVICE_FIELDS.name.type === 'text' && SERVICE_FIELDS.name.max === 140 ? {} : { name: 140 }),
    shortDesc: 500,
  })
})

test('a key that is new and may be written is told; what is only read, or left to people and to DORA, is not', () => {
  const news = { inventee: {}, lue: { readOnly: true }, structure: {}, slug: {}, modificationDate: {} }
  expect(readDialect(described(news)).appeared).toEqual(['inventee'])
})

test('what is not written is said elsewhere when DORA derives it, or when the other mobilisation fields are open', () => {
  const derived = FIELDS.find(field => SERVICE_FIELDS[field].derived === true)
  if (derived) expect(isSaidElsewhere(derived, { unwritable: {} })).toBe(true)
  expect(isSaidElsewhere('name', { unwritable: {} })).toBe(false)
  const [august, coming] = [{ mobilisationModes: 'absent' } as const, { coachOrientationModes: 'absent' } as const]
  expect(isSaidElsewhere('mobilisationModes', { unwritable: august })).toBe(true)
  expect(isSaidElsewhere('coachOrientationModes', { unwritable: coming })).toBe(true)
  expect(isSaidElsewhere('coachOrientationModes', { unwritable: august })).toBe(false)
  expect(isSaidElsewhere('mobilisationModes', { unwritable: coming })).toBe(false)
})

const OF_AUGUST = readDialect(
  described(
    {},
    FIELDS.filter(field => SERVICE_FIELDS[field].speaks === 'data-inclusion'),
  ),
)

test('a DORA of August that takes everything is said to be well', () => {
  expect(checkDialect(OF_AUGUST)).toEqual([
    { id: 'dialecte', state: 'bon', message: 'DORA prend tous les champs que le robot écrit.', mend: null },
  ])
})

test('a DORA that does not describe itself is to be known, nothing is to be mended', () => {
  const [only, ...more] = checkDialect(UNKNOWN_DIALECT)
  expect(more).toEqual([])
  expect(only).toMatchObject({
    state: 'a-savoir',
    mend: null,
    message: expect.stringContaining('ne dit pas quels champs'),
  })
})

test.each<[string, Dialect['unwritable'], RegExp]>([
  ['contacts', { contactName: 'read-only' }, /ne laisse pas ce compte écrire les contacts \(.*contact/],
  ['dialecte', { feeDetails: 'absent' }, /n’a plus, ou ne laisse plus écrire : /],
])('fields that are closed (%s) are to be mended, by whom is said, and nothing else is told', (id, closed, words) => {
  const checks = checkDialect({ ...OF_AUGUST, unwritable: { ...OF_AUGUST.unwritable, ...closed } })
  expect(checks).toHaveLength(1)
  const expected = { id, state: 'a-corriger', message: expect.stringMatching(words), mend: expect.any(String) }
  expect(checks[0]).toMatchObject(expected)
})

test('what DORA computes, the coming fields and new ones are told one by one, with nothing to mend', () => {
  const derived = FIELDS.find(field => SERVICE_FIELDS[field].derived === true)
  const open = { ...readDialect(described()), appeared: ['inventee'] }
  const checks = checkDialect({ ...open, unwritable: derived ? { [derived]: 'read-only' } : {} })
  expect(checks.map(({ state, mend }) => [state, mend])).toEqual(checks.map(() => ['a-savoir', null]))
  const said = checks.map(({ message }) => message).join('\n')
  if (derived) expect(said).toContain(`DORA calcule lui-même : ${SERVICE_FIELDS[derived].label}.`)
  expect(said).toContain('prend les champs de mobilisation de data·inclusion')
  expect(said).toContain('ne connaît pas encore : inventee.')
  expect(said).not.toContain('n’a plus')
})
