import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { remember } from './remember.ts'

describe('remember', () => {
  test('works a text out once', () => {
    const work = vi.fn((text: string) => text.length)
    const length = remember(work)
    expect([length('mardi'), length('mardi'), length('jeudi matin')]).toEqual([5, 5, 11])
    expect(work).toHaveBeenCalledTimes(2)
  })

  test('keeps an answer that is undefined', () => {
    const work = vi.fn(() => undefined)
    const nothing = remember(work)
    expect([nothing('a'), nothing('a')]).toEqual([undefined, undefined])
    expect(work).toHaveBeenCalledTimes(1)
  })

  test('forgets what nobody asked for during two generations, and keeps what comes again', () => {
    const work = vi.fn((text: string) => text.toUpperCase())
    const upper = remember(work, 2)
    for (const text of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) expect(upper(text)).toBe(text.toUpperCase())
    expect(work.mock.calls.flat()).toEqual(['a', 'b', 'c', 'd', 'b'])
  })

  test('does not keep a long text', () => {
    const work = vi.fn((text: string) => text.length)
    const length = remember(work, 10, 3)
    expect([length('long'), length('long')]).toEqual([4, 4])
    expect(work).toHaveBeenCalledTimes(2)
  })

  test('answers as the function does, whatever the text', () => {
    const same = remember(text => text, 3)
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => same(text) === text && same(text) === text))
    expect(same('\uD800')).toBe('\uD800')
    expect(same('__proto__')).toBe('__proto__')
  })
})
