import { expect, test } from 'vitest'
import { manualClock } from './clock.ts'
import { renewal } from './renewal.ts'

/** A value that is made only when the test says so. */
function slow() {
  const waiting: { give: (value: string) => void; fail: (error: Error) => void }[] = []
  return {
    waiting,
    make: () => new Promise<string>((give, fail) => waiting.push({ give, fail })),
  }
}

function world(stamps: { now: string }, patience: () => Promise<void> = async () => undefined) {
  const clock = manualClock('2026-11-24T09:00:00Z')
  const maker = slow()
  const failures: unknown[] = []
  const kept = renewal({
    make: maker.make,
    stamp: async () => stamps.now,
    clock,
    keptMs: 60_000,
    patience,
    failed: error => failures.push(error),
  })
  return { clock, maker, kept, failures }
}

const settled = () => new Promise(resolve => setImmediate(resolve))
const never = () => new Promise<void>(() => undefined)

test('nothing to show while the first is made; nobody starts a second one', async () => {
  const { kept, maker } = world({ now: 'a' })
  expect(await kept.shown()).toBeNull()
  expect(await kept.shown()).toBeNull()
  expect(maker.waiting.length).toBe(1)
  maker.waiting[0]?.give('first')
  await settled()
  expect(await kept.shown()).toMatchObject({ value: 'first', renewing: false })
  expect(maker.waiting.length).toBe(1)
})

test('the previous one is shown, and said to be, while a newer one is made', async () => {
  const stamps = { now: 'a' }
  const { kept, maker, clock } = world(stamps)
  const first = kept.value()
  await settled()
  maker.waiting[0]?.give('first')
  expect(await first).toBe('first')
  clock.advance(1000)
  stamps.now = 'b'
  expect(await kept.shown()).toEqual({
    value: 'first',
    at: new Date('2026-11-24T09:00:00Z'),
    renewing: true,
  })
  maker.waiting[1]?.give('second')
  await settled()
  expect(await kept.shown()).toMatchObject({ value: 'second', at: new Date('2026-11-24T09:00:01Z'), renewing: false })
})

test('who asks gets the new one when it comes within the patience', async () => {
  const { kept, maker } = world({ now: 'a' }, never)
  const asked = kept.shown()
  await settled()
  maker.waiting[0]?.give('first')
  expect(await asked).toMatchObject({ value: 'first', renewing: false })
})

test('a value too old is made again, whatever the stamp says', async () => {
  const { kept, maker, clock } = world({ now: 'a' })
  void kept.shown()
  await settled()
  maker.waiting[0]?.give('first')
  await settled()
  clock.advance(60_000)
  expect(await kept.shown()).toMatchObject({ value: 'first', renewing: true })
  expect(maker.waiting.length).toBe(2)
})

test('a failure: the first is told to who asked; later the previous value stays and the failure is logged', async () => {
  const stamps = { now: 'a' }
  const { kept, maker, failures } = world(stamps, never)
  const asked = kept.shown()
  await settled()
  maker.waiting[0]?.fail(new Error('no ledger'))
  await expect(asked).rejects.toThrow('no ledger')
  const again = kept.shown()
  await settled()
  maker.waiting[1]?.give('first')
  await again
  stamps.now = 'b'
  const third = kept.shown()
  await settled()
  maker.waiting[2]?.fail(new Error('no ledger'))
  expect(await third).toMatchObject({ value: 'first' })
  expect(failures).toHaveLength(1)
})

test('renew makes one anew though the kept one is current, and what was asked before it does not come over it', async () => {
  const { kept, maker, clock } = world({ now: 'a' })
  void kept.shown()
  await settled()
  clock.advance(1)
  const renewed = kept.renew()
  await settled()
  maker.waiting[1]?.give('newer')
  expect(await renewed).toBe('newer')
  maker.waiting[0]?.give('older')
  await settled()
  expect(await kept.shown()).toMatchObject({ value: 'newer' })
})

test('what is current is told without making anything; what is out of date is not', async () => {
  const stamps = { now: 'a' }
  const { kept, maker } = world(stamps)
  expect(await kept.current()).toBeNull()
  expect(maker.waiting).toHaveLength(0)
  const value = kept.renew()
  await settled()
  maker.waiting[0]?.give('one')
  await value
  expect(await kept.current()).toBe('one')
  stamps.now = 'b'
  expect(await kept.current()).toBeNull()
  expect(maker.waiting).toHaveLength(1)
})
