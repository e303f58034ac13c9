import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { sumCounts } from '../sync/counts.ts'
import { texts, type WithLedger } from './samples.contract.ts'

/** Plans and the writes made of them. */
export function plansContract(withLedger: WithLedger): void {
  test(
    'operations: intent, then one end; what is open is found again',
    withLedger(async (ledger, clock) => {
      const base = {
        plan: 'p',
        run: 'r',
        source: 's',
        kind: 'create',
        structure: 'st',
        slug: null,
        before: null,
        after: sampleFields(),
        reason: 'Nouvelle offre.',
        approvedBy: 'politique',
        lookup: { structure: 'st', name: 'x', known: ['y'], version: 'v' },
      } as const
      const lookup = { ...base.lookup, known: [...base.lookup.known] }
      const one = await ledger.operations.intend({ ...base, lookup, key: 'a' })
      clock.advance(1)
      const two = await ledger.operations.intend({ ...base, lookup, key: 'b' })
      expect((await ledger.operations.unsettled('s')).map(o => o.id)).toEqual([one, two])
      await ledger.operations.end(one, 'done', { slug: 'made' })
      await ledger.operations.end(two, 'doubt')
      expect((await ledger.operations.unsettled('s')).map(o => [o.id, o.state])).toEqual([[two, 'doubt']])
      expect((await ledger.operations.list({ source: 's', key: 'a' }))[0]).toMatchObject({
        slug: 'made',
        state: 'done',
        after: sampleFields(),
        lookup,
      })
    }),
  )

  test(
    'a plan moves from where it is expected only',
    withLedger(async ledger => {
      const plan = {
        id: 'p1',
        run: 'r',
        source: 's',
        createdAt: 'now',
        computedFrom: { configuration: 'c', desired: 'd', actual: 'a' },
        operations: [],
        outcomes: [],
        counts: { seen: 0, created: 0, updated: 0, unchanged: 0, conflicts: 0, rejected: 0, waiting: 0, retired: 0 },
        requests: 0,
        durationMs: 0,
        quarantine: null,
        state: 'proposed',
        approvedBy: null,
      } as const
      await ledger.plans.save({ ...plan, operations: [], outcomes: [] })
      expect(await ledger.plans.move('p1', ['proposed'], 'approved', 'Une personne')).toBe(true)
      expect(await ledger.plans.move('p1', ['proposed'], 'refused', 'Une autre')).toBe(false)
      expect(await ledger.plans.read('p1')).toMatchObject({ state: 'approved', approvedBy: 'Une personne' })
      await ledger.plans.save({ ...plan, id: 'p2', operations: [], outcomes: [] })
      await ledger.plans.supersede('s', 'p2')
      expect((await ledger.plans.read('p1'))?.state).toBe('stale')
      expect((await ledger.plans.list({ source: 's', states: ['proposed'] })).map(p => p.id)).toEqual(['p2'])
    }),
  )

  test(
    'a long plan comes back whole and in order; what was seen is dropped once superseded, and nothing is left when the plan goes',
    withLedger(async ledger => {
      const outcomes = Array.from({ length: 501 }, (_, n) => ({
        key: `k${n}`,
        name: `Offre ${n}`,
        slug: null,
        state: 'unchanged' as const,
        reason: '',
      }))
      const sightings = outcomes.map(({ key, name }) => ({
        source: 's',
        key,
        name,
        version: 'v',
        fingerprint: null,
        record: null,
        rejection: null,
        run: 'r',
      }))
      const plan = {
        id: 'long',
        run: 'r',
        source: 's',
        createdAt: '2026-01-01T00:00:00.000Z',
        computedFrom: { configuration: 'c', desired: 'd', actual: 'a' },
        operations: [],
        outcomes,
        counts: {
          seen: 501,
          created: 0,
          updated: 0,
          unchanged: 501,
          conflicts: 0,
          rejected: 0,
          waiting: 0,
          retired: 0,
        },
        requests: 0,
        durationMs: 0,
        quarantine: null,
        state: 'proposed' as const,
        approvedBy: null,
        learned: { sightings, missing: ['x'], rebases: [], inbox: [] },
      }
      await ledger.plans.save(plan)
      expect(await ledger.plans.read('long')).toEqual(plan)
      await ledger.plans.save({ ...plan, id: 'newer' })
      await ledger.plans.supersede('s', 'newer')
      expect(await ledger.plans.read('long')).toEqual({
        ...plan,
        state: 'stale',
        learned: { ...plan.learned, sightings: [] },
      })
      await ledger.db.deleteFrom('plans').where('id', '=', 'newer').execute()
      const left = await ledger.db.selectFrom('plans_parts').select('plan').distinct().execute()
      expect(left).toEqual([{ plan: 'long' }])
      // As an earlier version wrote its parts.
      await ledger.db
        .updateTable('plans_parts')
        .set({ body: '["y"]', packed: null })
        .where('list', '=', 'missing')
        .execute()
      expect(await Array.fromAsync(ledger.plans.items('long', 'missing'))).toEqual(['y'])
    }),
  )

  test(
    'a plan is read without its lists, and each list by itself; plans and reports kept whole in one text are still read',
    withLedger(async ledger => {
      const line = (n: number) => ({
        key: `k${n}`,
        name: `Offre ${n}`,
        slug: null,
        state: 'unchanged' as const,
        reason: '',
      })
      const counts = sumCounts([])
      const head = {
        id: 'new',
        run: 'r',
        source: 's',
        createdAt: '2026-01-02T00:00:00.000Z',
        computedFrom: { configuration: 'c', desired: 'd', actual: 'a' },
        counts,
        requests: 0,
        durationMs: 0,
        quarantine: null,
        state: 'proposed' as const,
        approvedBy: null,
      }
      const sizes = { operations: 0, outcomes: 301 }
      const lines = Array.from({ length: 301 }, (_, n) => line(n))
      await ledger.transaction(shelves =>
        shelves.plans.write(
          { ...head, sizes, learned: { whole: true } },
          { outcomes: lines.map(each => JSON.stringify(each)), missing: ['"gone"'] },
        ),
      )
      expect(await ledger.plans.head('new')).toEqual({ ...head, sizes, learned: { whole: true } })
      expect(await Array.fromAsync(ledger.plans.items('new', 'outcomes'))).toEqual(lines)
      expect(await Array.fromAsync(ledger.plans.items('new', 'missing'))).toEqual(['gone'])
      expect(await Array.fromAsync(ledger.plans.items('new', 'rebases'))).toEqual([])
      const whole = {
        ...head,
        id: 'old',
        createdAt: '2026-01-01T00:00:00.000Z',
        operations: [],
        outcomes: [line(1)],
        learned: { sightings: [], missing: ['m'], rebases: [], inbox: [] },
      }
      await ledger.db
        .insertInto('plans')
        .values({
          id: 'old',
          run: 'r',
          source: 's',
          created: whole.createdAt,
          state: 'proposed',
          approved_by: null,
          approved: null,
          body: JSON.stringify(whole),
        })
        .execute()
      expect(await ledger.plans.read('old')).toEqual(whole)
      const asked = ['old', 'gone', ...Array.from({ length: 600 }, (_, n) => `none-${n}`), 'new']
      const heads = await ledger.plans.headsOf(asked)
      expect([...heads.keys()].toSorted()).toEqual(['new', 'old'])
      for (const [id, head] of heads) expect(head).toEqual(await ledger.plans.head(id))
      expect(await ledger.plans.headsOf([])).toEqual(new Map())
      expect((await ledger.plans.heads()).map(plan => [plan.id, plan.sizes.outcomes])).toEqual([
        ['new', 301],
        ['old', 1],
      ])
      const end = { state: 'succeeded' as const, outcome: null, plan: null, message: null }
      const report = {
        run: 'x',
        source: 's',
        plan: null,
        counts,
        writes: { created: 0, changed: 0, structures: 0 },
        stale: 0,
        doubts: 0,
        quarantine: null,
      }
      const run = await ledger.runs.begin('s', 'test')
      await ledger.runs.keepLines(run, texts(lines))
      await ledger.runs.finish(run, { ...end, report })
      expect(await Array.fromAsync(ledger.runs.lines(run))).toEqual(lines)
      const before = await ledger.runs.begin('s', 'test')
      const wholeReport = { ...report, outcomes: [line(7)] }
      await ledger.runs.finish(before, { ...end, report: wholeReport })
      expect(await Array.fromAsync(ledger.runs.lines(before))).toEqual([line(7)])
      await ledger.db.deleteFrom('runs').where('id', '=', run).execute()
      expect(await ledger.db.selectFrom('runs_lines').select('run').distinct().execute()).toEqual([])
    }),
  )
}
