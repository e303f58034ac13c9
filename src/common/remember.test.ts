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

  test('does not keep a long text, but as the last one', () => {
    const work = vi.fn((text: string) => text.length)
    const length = remember(work, 10, 3)
    expect([length('long'), length('long'), length('a'), length('long')]).toEqual([4, 4, 1, 4])
    expect(work.mock.calls.flat()).toEqual(['long', 'a', 'long'])
  })

  test('keeps nothing for a while when hardly anything comes again, then tries anew', () => {
    const work = vi.fn((text: string) => text.toUpperCase())
    const upper = remember(work)
    const times = (text: string) => work.mock.calls.flat().filter(asked => asked === text).length
    for (let at = 0; at < 1000; at += 1) expect(upper(`a${at}`)).toBe(`A${at}`)
    for (let at = 0; at < 2000; at += 1) for (const text of ['b', 'c']) expect(upper(text)).toBe(text.toUpperCase())
    expect(times('b')).toBe(2000)
    for (let at = 0; at < 100; at += 1) for (const text of ['b', 'c']) upper(text)
    expect(times('b')).toBe(2001)
  })

  test('answers as the function does, whatever the text', () => {
    const same = remember(text => text, 3)
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => same(text) === text && same(text) === text))
    expect(same('\uD800')).toBe('\uD800')
    expect(same('__proto__')).toBe('__proto__')
  })
})
