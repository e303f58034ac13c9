import { expect, test } from 'vitest'
import { openLedger } from './open.ts'
import { link, type WithLedger } from './samples.contract.ts'

/** What is kept while nothing is written is never older than the last write, whoever made it. */
export function whileStillContract(withLedger: WithLedger): void {
  test(
    'a write of this process, or of another, is in the very next answer',
    withLedger(async (ledger, clock, place) => {
      const keys = () => ledger.whileStill('keys', async () => (await ledger.links.list()).map(each => each.key))
      const other = await openLedger(place, { clock })
      try {
        expect([await keys(), await keys()]).toEqual([[], []])
        await ledger.links.save(link({ key: 'a', slug: 'a' }))
        expect([await keys(), await keys()]).toEqual([['a'], ['a']])
        await other.links.save(link({ key: 'b', slug: 'b' }))
        expect([await keys(), await keys()]).toEqual([
          ['a', 'b'],
          ['a', 'b'],
        ])
        await other.transaction(async shelves => {
          await shelves.links.save(link({ key: 'c', slug: 'c' }))
          await shelves.links.save(link({ key: 'd', slug: 'd' }))
        })
        expect(await keys()).toEqual(['a', 'b', 'c', 'd'])
        await other.db.deleteFrom('links').where('key', '=', 'a').execute()
        expect(await keys()).toEqual(['b', 'c', 'd'])
        await ledger.db.deleteFrom('links').execute()
        expect(await keys()).toEqual([])
      } finally {
        await other.close()
      }
    }),
  )

  test(
    'what a transaction wrote is in no answer when it is taken back, and in the next one when it holds',
    withLedger(async ledger => {
      const keys = () => ledger.whileStill('keys', async () => (await ledger.links.list()).map(each => each.key))
      await keys()
      for (const holds of [false, true]) {
        const work = ledger.transaction(async shelves => {
          await shelves.links.save(link())
          if (!holds) throw new Error('taken back')
        })
        await Promise.allSettled([work, keys(), keys()])
        expect(await keys()).toEqual(holds ? ['a'] : [])
      }
    }),
  )

  test(
    'what was written while it was read is read again by the next who asks',
    withLedger(async ledger => {
      const keys = async () => (await ledger.links.list()).map(each => each.key)
      const first = await ledger.whileStill('keys', async () => {
        const found = await keys()
        await ledger.links.save(link())
        return found
      })
      expect([first, await ledger.whileStill('keys', keys)]).toEqual([[], ['a']])
    }),
  )
}
