import { expect, test } from 'vitest'
import { openLedger } from './open.ts'
import { link } from './samples.contract.ts'
import { whileStill } from './while-still.ts'

test('nothing written, nothing read: those who ask the same share one answer, also when they come together', async () => {
  const ledger = await openLedger({ path: ':memory:' })
  let read = 0
  const ask = (name: string) =>
    ledger.whileStill(name, async () => {
      read += 1
      return (await ledger.links.list()).length
    })
  expect(await Promise.all([ask('a'), ask('a'), ask('a')])).toEqual([0, 0, 0])
  await ask('a')
  expect(read).toBe(1)
  await ask('b')
  expect(read).toBe(2)
  await ledger.links.save(link())
  expect([await ask('a'), await ask('a'), read]).toEqual([1, 1, 3])
  await ledger.close()
})

test('an answer that failed is asked for again', async () => {
  let at = 0
  const still = whileStill(async () => 'the same')
  const work = async () => {
    at += 1
    if (at === 1) throw new Error('away')
    return at
  }
  await expect(still('a', work)).rejects.toThrow('away')
  expect([await still('a', work), await still('a', work)]).toEqual([2, 2])
})

test('a ledger that is away answers nothing, whatever is kept', async () => {
  let away = false
  const still = whileStill(async () => {
    if (away) throw new Error('away')
    return 'the same'
  })
  expect(await still('a', async () => 1)).toBe(1)
  away = true
  await expect(still('a', async () => 1)).rejects.toThrow('away')
})

test('the number of kept answers is bounded', async () => {
  let read = 0
  const still = whileStill(async () => 'the same')
  const ask = (name: string) =>
    still(name, async () => {
      read += 1
    })
  await ask('first')
  for (let n = 0; n < 1000; n += 1) await ask(String(n))
  await ask('first')
  expect(read).toBe(1002)
})
