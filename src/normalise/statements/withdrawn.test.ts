import { expect, test } from 'vitest'
import type { Statement } from './statement.ts'
import { standingWithdrawals } from './withdrawn.ts'

const OFFER = { source: 's', key: 'k' }
const said = (
  id: string,
  at: string,
  kind: 'withdrawal' | 'return',
  more: Partial<Pick<Statement, 'offer' | 'state'>> = {},
): Statement => ({
  id,
  at,
  partner: 'p',
  offer: OFFER,
  title: 'T',
  body: kind === 'withdrawal' ? { kind, reason: 'fini' } : { kind },
  by: 'Ada',
  state: 'accepted',
  decided: null,
  decidedBy: null,
  reason: null,
  ...more,
})
const standing = (...all: Statement[]) => [...standingWithdrawals(all)].map(([place, { id }]) => [place, id])

test('a withdrawal stands until a return that was said later, in whichever order they are read', () => {
  const gone = said('gone', '2026-02-01', 'withdrawal')
  const back = said('back', '2026-03-01', 'return')
  const again = said('again', '2026-04-01', 'withdrawal')
  expect(standing(gone)).toEqual([['s\nk', 'gone']])
  expect(standing(gone, back)).toEqual([])
  expect(standing(back, gone)).toEqual([])
  expect(standing(again, back, gone)).toEqual([['s\nk', 'again']])
})

test('of two words of one instant the one that was written later counts', () => {
  const gone = said('gone', '2026-02-01', 'withdrawal')
  const back = said('back', '2026-02-01', 'return')
  expect(standing(gone, back)).toEqual([])
  expect(standing(back, gone)).toEqual([['s\nk', 'gone']])
})

test('what is not accepted, or is about no offer, withdraws nothing and brings nothing back', () => {
  expect(standing(said('a', '2026-02-01', 'withdrawal', { state: 'open' }))).toEqual([])
  expect(standing(said('a', '2026-02-01', 'withdrawal', { offer: null }))).toEqual([])
  const gone = said('gone', '2026-02-01', 'withdrawal')
  expect(standing(gone, said('back', '2026-03-01', 'return', { state: 'refused' }))).toEqual([['s\nk', 'gone']])
})

test('each offer has its own word', () => {
  const other = { source: 's', key: 'l' }
  expect(
    standing(
      said('one', '2026-02-01', 'withdrawal'),
      said('two', '2026-02-02', 'withdrawal', { offer: other }),
      said('back', '2026-02-03', 'return'),
    ),
  ).toEqual([['s\nl', 'two']])
})
