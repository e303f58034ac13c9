import { describe, expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import { alikeContract } from './alike.contract.ts'
import { besideContract } from './beside.contract.ts'
import type { LedgerPlace } from './connect.ts'
import { leasesContract } from './leases.contract.ts'
import { LeaseLost } from './leases.ts'
import { offersContract } from './offers.contract.ts'
import { openLedger } from './open.ts'
import { plansContract } from './plans.contract.ts'
import { link, type WithLedger } from './samples.contract.ts'
import { whileStillContract } from './while-still.contract.ts'

/**
 * What every ledger must do, whatever it is kept in.
 * @param open gives an empty place, and `drop` to throw it away
 */
export function ledgerContract(name: string, open: () => Promise<{ place: LedgerPlace; drop(): Promise<void> }>): void {
  const withLedger: WithLedger = work => async () => {
    const { place, drop } = await open()
    const clock = manualClock('2026-11-24T08:00:00.000Z')
    const ledger = await openLedger(place, { clock, newId: sequentialIds() })
    try {
      await work(ledger, clock, place)
    } finally {
      await ledger.close()
      await drop()
    }
  }

  describe(`ledger: ${name}`, () => {
    test(
      'a run ends once; one that never ended is closed as interrupted by the next',
      withLedger(async (ledger, clock) => {
        const first = await ledger.runs.begin('s', 'test', 'c1')
        clock.advance(1000)
        const second = await ledger.runs.begin('s', 'test')
        expect((await ledger.runs.read(first))?.state).toBe('interrupted')
        const end = {
          state: 'succeeded',
          outcome: { state: 'complete', documents: 2 },
          report: null,
          plan: null,
          message: null,
        } as const
        await ledger.runs.finish(second, end)
        await expect(ledger.runs.finish(second, { ...end, state: 'failed' })).rejects.toThrow('a run ends once')
        // Whoever ran it was overtaken: no fault, and nothing of it is kept.
        await expect(ledger.runs.finish(first, end)).rejects.toBeInstanceOf(LeaseLost)
        expect((await ledger.runs.list({ source: 's' })).map(run => [run.id, run.state])).toEqual([
          [second, 'succeeded'],
          [first, 'interrupted'],
        ])
        expect(await ledger.sources.read('s')).toMatchObject({
          lastSuccess: '2026-11-24T08:00:01.000Z',
          lastOutcome: 'succeeded',
        })
        expect((await ledger.runs.read(second))?.outcome).toEqual({ state: 'complete', documents: 2 })
      }),
    )

    test(
      'the latest runs of several sources are those of each, without their reports',
      withLedger(async (ledger, clock) => {
        for (const source of ['a', 'b', 'a', 'a', 'c', 'b', 'a']) {
          await ledger.runs.begin(source, 'test')
          if (source === 'b') clock.advance(1000)
        }
        const heads = async (source?: string) =>
          (await ledger.runs.list({ ...(source && { source }), limit: 2 })).map(({ report: _, ...head }) => head)
        const asked = ['a', 'none', 'b', 'c']
        expect(await ledger.runs.headsOfEach(asked, 2)).toEqual(
          new Map([
            ['a', await heads('a')],
            ['b', await heads('b')],
            ['c', await heads('c')],
          ]),
        )
        expect(await ledger.runs.heads(2)).toEqual(await heads())
        expect(await ledger.runs.headsOfEach([], 2)).toEqual(new Map())
        const many = Array.from({ length: 450 }, (_, n) => `s${n}`)
        expect((await ledger.runs.headsOfEach([...many, 'c'], 2)).size).toBe(1)
      }),
    )

    test(
      'a transaction is all or nothing',
      withLedger(async ledger => {
        const work = ledger.transaction(async shelves => {
          await shelves.links.save(link())
          throw new Error('half-way')
        })
        await expect(work).rejects.toThrow('half-way')
        expect(await ledger.links.list()).toEqual([])
      }),
    )

    test(
      'concurrent transactions do not mix',
      withLedger(async ledger => {
        await Promise.allSettled(
          Array.from({ length: 8 }, (_, i) =>
            ledger.transaction(async shelves => {
              await shelves.links.save(link({ key: `k${i}`, slug: `s${i}` }))
              if (i % 2 === 1) throw new Error('no')
            }),
          ),
        )
        expect((await ledger.links.list()).map(l => l.key)).toEqual(['k0', 'k2', 'k4', 'k6'])
      }),
    )

    test(
      'versions of a convention that several keep at once have each their number; none is lost',
      withLedger(async (ledger, clock, place) => {
        const other = await openLedger(place, { clock })
        try {
          const kept = await Promise.all(
            Array.from({ length: 10 }, (_, i) =>
              (i % 2 === 0 ? ledger : other).conventions.add('2025', `texte ${i}`, 'Anne'),
            ),
          )
          expect(kept.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
          const bodies = (await ledger.conventions.list()).map(({ version, body }) => [version, body])
          expect(bodies).toHaveLength(10)
          for (const [i, version] of kept.entries()) expect(bodies).toContainEqual([version, `texte ${i}`])
        } finally {
          await other.close()
        }
      }),
    )

    test(
      'opening again finds everything and migrates nothing twice',
      withLedger(async (ledger, clock, place) => {
        await ledger.links.save(link())
        if ('path' in place && place.path === ':memory:') throw new Error('this contract needs a place that lasts')
        const again = await openLedger(place, { clock })
        try {
          expect(await again.links.read('s', 'a')).toEqual(link())
        } finally {
          await again.close()
        }
      }),
    )

    plansContract(withLedger)
    leasesContract(withLedger)
    offersContract(withLedger)
    alikeContract(withLedger)
    besideContract(withLedger)
    whileStillContract(withLedger)
  })
}
