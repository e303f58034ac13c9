import { expect, test } from 'vitest'
import { LeaseLost, underLease } from './leases.ts'
import type { WithLedger } from './samples.contract.ts'

/** Who works on a source, and hears that another took it. */
export function leasesContract(withLedger: WithLedger): void {
  test(
    'a lease: one holder, a growing token, lost once another took it',
    withLedger(async (ledger, clock) => {
      const first = await ledger.leases.acquire('source:s', 'one', 1000)
      expect(await ledger.leases.acquire('source:s', 'two', 1000)).toBeNull()
      await first?.hold()
      clock.advance(1001)
      await first?.hold()
      expect(await ledger.leases.acquire('source:s', 'two', 1000)).toBeNull()
      clock.advance(1001)
      const second = await ledger.leases.acquire('source:s', 'two', 1000)
      expect(second?.token).toBe((first?.token ?? 0) + 1)
      await expect(first?.hold()).rejects.toBeInstanceOf(LeaseLost)
      await first?.release()
      await second?.hold()
      await second?.release()
      await expect(second?.hold()).rejects.toBeInstanceOf(LeaseLost)
      expect((await ledger.leases.acquire('source:s', 'three', 1000))?.token).toBe(3)
    }),
  )

  test(
    'a turn: who takes the same one waits for the transaction that has it, and sees what it wrote',
    withLedger(async ledger => {
      const once = () =>
        ledger.transaction(async ({ leases, statements }) => {
          await leases.turn('said p')
          const before = await statements.list({ partner: 'p' })
          const body = { kind: 'stop', reason: '' } as const
          if (before.length === 0) await statements.add({ partner: 'p', offer: null, title: 'Stop', body, by: 'Ada' })
          return before.length
        })
      expect((await Promise.all([once(), once(), once()])).toSorted()).toEqual([0, 1, 1])
      // It is no lease: the same name is free for one.
      expect(await ledger.leases.acquire('said p', 'one', 1000)).not.toBeNull()
    }),
  )

  test(
    'the signal of a lease is aborted once it is known to be lost, and when its holder is told to stop',
    withLedger(async (ledger, clock) => {
      const first = await ledger.leases.acquire('source:s', 'one', 1000)
      clock.advance(1001)
      const stop = new AbortController()
      const second = await ledger.leases.acquire('source:s', 'two', 1000, stop.signal)
      expect([first?.signal.aborted, second?.signal.aborted]).toEqual([false, false])
      await expect(first?.hold()).rejects.toBeInstanceOf(LeaseLost)
      expect(first?.signal.reason).toBeInstanceOf(LeaseLost)
      stop.abort(new Error('the program closes'))
      expect(second?.signal.reason).toBeInstanceOf(LeaseLost)
      await expect(second?.hold()).rejects.toBeInstanceOf(LeaseLost)
      // Told to stop is not taken over: it is given back like any other.
      await second?.release()
      expect(await ledger.leases.acquire('source:s', 'three', 1000)).not.toBeNull()
    }),
  )

  test(
    'work under a lease hears by itself that another took it; afterwards it is free',
    withLedger(async (ledger, clock) => {
      const { leases } = ledger
      const held = await underLease(leases, 'source:s', 'one', 30, async lease => {
        expect(await underLease(leases, 'source:s', 'two', 30, async () => 'never')).toEqual({
          busy: true,
          holder: 'one',
        })
        const lost = new Promise(resolve => lease.signal.addEventListener('abort', resolve))
        let other = null
        // A sign of life may come between the two.
        while (other === null) {
          clock.advance(31)
          other = await leases.acquire('source:s', 'two', 1000)
        }
        await lost
        await other.release()
        return 'heard'
      })
      expect(held).toEqual({ busy: false, result: 'heard' })
      expect(await underLease(leases, 'source:s', 'three', 30, async () => 'next')).toEqual({
        busy: false,
        result: 'next',
      })
    }),
  )

  test(
    'twenty takers at once: one gets it',
    withLedger(async ledger => {
      const taken = await Promise.all(Array.from({ length: 20 }, (_, i) => ledger.leases.acquire('x', `w${i}`, 1000)))
      expect(taken.filter(lease => lease !== null)).toHaveLength(1)
    }),
  )
}
