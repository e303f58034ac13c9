import { describe, expect, test } from 'vitest'
import { HarvestError } from '../harvest/connector.ts'
import { again, MOST_STARTS, MOST_WAITS } from './again.ts'
import { TryLater } from './try-later.ts'

const withCode = (code: string, message = code) => Object.assign(new Error(message), { code })

describe('again', () => {
  test.each([
    ['Postgres refuses the connection', withCode('ECONNREFUSED')],
    ['both addresses of a name refuse', new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')])],
    ['Postgres is being shut down', Object.assign(withCode('57P01'), { name: 'error' })],
    ['the connection broke in the middle', new Error('Connection terminated unexpectedly')],
    ['the answer never came', new Error('Query read timeout')],
    ['two transactions in each other’s way', withCode('40P01')],
  ])('our own server is away: %s', (_, error) => {
    expect(again(error, 1)).toEqual({ kind: 'later', afterMs: 1000 })
    expect(again(error, 4)).toEqual({ kind: 'later', afterMs: 8000 })
    expect(again(error, 15)).toEqual({ kind: 'later', afterMs: 120_000 })
  })

  test.each([
    [
      'a partner’s host refuses, which the fetcher already retried',
      new HarvestError('reseau', 'x', 'partenaire', 'https://a.fr', { cause: withCode('ECONNREFUSED') }),
    ],
    ['a fault of ours', new TypeError('x is not a function')],
    ['a constraint of the ledger', withCode('23505', 'duplicate key')],
    ['something that is no error', 'oops'],
  ])('given up at once: %s', (_, error) => {
    expect(again(error, 1)).toEqual({ kind: 'give-up' })
  })

  test('a job that asks to wait is obeyed, but not for ever', () => {
    expect(again(new TryLater('busy', 42), 3)).toEqual({ kind: 'later', afterMs: 42 })
    expect(again(new TryLater('busy', 42), MOST_STARTS)).toEqual({ kind: 'later', afterMs: 42 })
    expect(again(new TryLater('busy', 42), MOST_WAITS)).toEqual({ kind: 'give-up' })
  })

  test('a database that stays away makes a dead letter', () => {
    expect(again(withCode('ECONNREFUSED'), MOST_STARTS - 1).kind).toBe('later')
    expect(again(withCode('ECONNREFUSED'), MOST_STARTS)).toEqual({ kind: 'give-up' })
  })
})
