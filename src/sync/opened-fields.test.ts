import { expect, test } from 'vitest'
import { fieldsOf } from '../../test/sync/make.ts'
import { type Dialect, UNKNOWN_DIALECT } from '../dora/dialect.ts'
import { withOpened } from './opened-fields.ts'

const { contactPhone, ...AFTER } = fieldsOf({ status: 'DRAFT' })
const shut = (...fields: string[]) =>
  ({
    ...UNKNOWN_DIALECT,
    unwritable: Object.fromEntries(fields.map(field => [field, 'members'])),
  }) as unknown as Dialect
const desired = fieldsOf({ status: 'DRAFT' })

test('a field that DORA opens by the structure is written at once; what is sent already stays as it is', () => {
  expect(withOpened({ after: { ...AFTER, name: 'Envoyé' } }, { desired }, UNKNOWN_DIALECT)).toEqual({
    ...AFTER,
    name: 'Envoyé',
    contactPhone,
  })
})

test('what stays shut stays out', () => {
  expect(withOpened({ after: AFTER }, { desired }, shut('contactPhone'))).toEqual(AFTER)
})

test('what waited for these fields alone is published', () => {
  const waited = { desired, heldBack: 'PUBLISHED' } as const
  expect(withOpened({ after: AFTER }, waited, UNKNOWN_DIALECT)).toMatchObject({ status: 'PUBLISHED', contactPhone })
})

test.each<[string, Parameters<typeof withOpened>]>([
  ['nothing waited', [{ after: AFTER }, { desired }, UNKNOWN_DIALECT]],
  [
    'something is missing still',
    [{ after: AFTER }, { desired, heldBack: 'PUBLISHED' }, shut('contactPhone', 'contactEmail', 'name')],
  ],
  [
    'the plan sends another status',
    [{ after: { ...AFTER, status: 'ARCHIVED' } }, { desired, heldBack: 'PUBLISHED' }, UNKNOWN_DIALECT],
  ],
])('not published: %s', (_, given) => {
  expect(withOpened(...given).status).toBe(given[0].after.status)
})

test('a plan that does not say what the offer wants sends what it has', () => {
  expect(withOpened({ after: AFTER }, { desired: null, heldBack: 'PUBLISHED' }, UNKNOWN_DIALECT)).toBe(AFTER)
})
