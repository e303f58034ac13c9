import { expect, test } from 'vitest'
import { homeStanding, type Standing, visibility } from './visibility.ts'

const TODAY = '2026-11-24'
const shown: Standing = { status: 'PUBLISHED', suspension: null, home: 'shown' }

test.each<[string, Partial<Standing>, object]>([
  ['published, in a structure with a member', {}, { seen: 'yes' }],
  ['on the day of its suspension', { suspension: TODAY }, { seen: 'yes' }],
  ['the day after', { suspension: '2026-11-23' }, { seen: 'no', why: 'over', whose: 'partenaire' }],
  ['in a structure without members', { home: 'orphan' }, { seen: 'no', why: 'orphan', whose: 'gestionnaire' }],
  ['in an obsolete structure', { home: 'obsolete' }, { seen: 'no', why: 'obsolete', whose: 'dora' }],
  ['where this account is not told', { home: null }, { seen: 'unknown' }],
  ['a draft', { status: 'DRAFT' }, { seen: 'no', why: 'not-published', whose: 'gestionnaire' }],
  ['of a status nobody knows', { status: 'OTHER' }, { seen: 'unknown' }],
  ['not in DORA', { status: null }, { seen: 'no', why: 'not-published' }],
])('%s', (_, change, expected) => {
  expect(visibility({ ...shown, ...change }, TODAY)).toMatchObject(expected)
})

test('a structure about which the board says nothing is unknown, not shown', () => {
  expect(homeStanding({})).toBeNull()
  expect(homeStanding({ orphan: false, obsolete: null })).toBeNull()
  expect(homeStanding({ orphan: false, obsolete: false })).toBe('shown')
  expect(homeStanding({ orphan: true, obsolete: true })).toBe('obsolete')
})
