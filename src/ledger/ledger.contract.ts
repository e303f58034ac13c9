import { describe, expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { sampleOffer, sampleStructure } from '../../test/dora/sample-offer.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import type { Rejection } from '../common/rejection.ts'
import type { DoraServiceLine } from '../dora/port.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import { sumCounts } from '../sync/counts.ts'
import type { InboxEntry } from './inbox.ts'
import { LeaseLost, underLease } from './leases.ts'
import type { Ledger } from './ledger.ts'
import type { Link } from './links.ts'
import type { OfferPage } from './offers-page.ts'
import type { LedgerPlace } from './open.ts'
import { openLedger } from './open.ts'
import type { Sighting } from './plan.ts'

/**
 * What every ledger must do, whatever it is kept in.
 * @param open gives an empty place, and `drop` to throw it away
 */
export function ledgerContract(name: string, open: () => Promise<{ place: LedgerPlace; drop(): Promise<void> }>): void {
  const withLedger = (work: (ledger: Ledger, clock: ManualClock, place: LedgerPlace) => Promise<void>) => async () => {
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

  const sighting = (over: Partial<Sighting> = {}): Sighting => ({
    source: 's',
    key: 'a',
    name: 'Offre',
    version: '2026-11-24T08:00:00.000Z',
    fingerprint: 'f1',
    record: null,
    rejection: null,
    run: 'run_1',
    ...over,
  })

  const link = (over: Partial<Link> = {}): Link => ({
    source: 's',
    key: 'a',
    slug: 'slug-a',
    structure: 'st',
    origin: 'created',
    base: sampleFields(),
    sent: sampleFields({ shortDesc: 'l’été, « où ? »' }),
    version: 'v1',
    modified: 'm1',
    settled: { fingerprint: 'f', modified: 'm1' },
    retired: null,
    status: 'PUBLISHED',
    published: null,
    edited: null,
    suspension: null,
    home: null,
    shown: null,
    since: '2026-11-24T08:00:00.000Z',
    ...over,
  })

  const rejection = (key: string): Rejection => ({
    code: 'telephone',
    key,
    where: '',
    field: 'telephone',
    received: '02',
    expected: 'dix chiffres',
    message: 'Le téléphone est faux.',
    whose: 'partenaire',
  })

  async function* texts(items: readonly unknown[]): AsyncGenerator<string> {
    for (const item of items) yield JSON.stringify(item)
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
      'an offer: absences count once per run, a sighting clears them, an older version does not land over a newer one',
      withLedger(async ledger => {
        await ledger.offers.saw(sighting())
        await ledger.offers.missed('s', 'a', 'run_2')
        await ledger.offers.missed('s', 'a', 'run_2')
        await ledger.offers.missed('s', 'a', 'run_3')
        expect((await ledger.offers.read('s', 'a'))?.misses).toBe(2)
        await ledger.offers.saw(sighting({ version: '2026-11-25T08:00:00.000Z', name: 'Nouveau nom', run: 'run_4' }))
        await ledger.offers.saw(sighting({ name: 'Trop tard' }))
        expect(await ledger.offers.read('s', 'a')).toMatchObject({
          misses: 0,
          name: 'Nouveau nom',
          firstSeen: '2026-11-24T08:00:00.000Z',
        })
      }),
    )

    test(
      'a link comes back whole; two offers never hold the same service',
      withLedger(async ledger => {
        await ledger.links.save(link())
        expect(await ledger.links.read('s', 'a')).toEqual(link())
        await expect(ledger.links.save(link({ key: 'b' }))).rejects.toThrow()
        await ledger.links.save(link({ modified: 'm2', settled: null, since: 'never moves' }))
        expect(await ledger.links.bySlug('slug-a')).toEqual(link({ modified: 'm2', settled: null }))
        await ledger.links.save(
          link({ key: 'd', slug: 'slug-d', retired: { at: 'm', status: null }, status: 'PUBLISHED' }),
        )
        await ledger.links.save(
          link({ key: 'e', slug: 'slug-e', retired: { at: 'm', status: null }, status: 'ARCHIVED' }),
        )
        expect(await ledger.links.heldSlugs()).toEqual(['slug-a', 'slug-e'])
        for (const key of ['d', 'e']) await ledger.links.remove('s', key)
        await ledger.links.move('s', 'a', 'c')
        expect(await ledger.links.read('s', 'a')).toBeNull()
        expect((await ledger.links.list('s')).map(l => l.key)).toEqual(['c'])
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

    test(
      'the offers and links of a source are read some at a time, none left out and none of another source',
      withLedger(async ledger => {
        const keys = Array.from({ length: 1001 }, (_, n) => `k${String(n).padStart(4, '0')}`)
        await ledger.transaction(async ({ offers }) => {
          for (const key of keys) await offers.saw(sighting({ key }))
        })
        await ledger.offers.saw(sighting({ source: 't', key: 'k0001' }))
        const pages = await Array.fromAsync(ledger.offers.pages('s'))
        expect(pages.flat().map(offer => offer.key)).toEqual(keys)
        expect(Math.max(...pages.map(page => page.length))).toBeLessThan(1001)
        expect(pages.flat()[0]).not.toHaveProperty('record')
        expect((await ledger.offers.lines('t', ['k0001', 'k0002'])).map(offer => offer.source)).toEqual(['t'])
        expect(await ledger.offers.lines('s', [])).toEqual([])
        await ledger.offers.settle('s', { key: 'k0003', name: '', slug: null, state: 'retired', reason: '' }, null)
        expect(await ledger.offers.countLive('s')).toBe(1000)
        await ledger.links.save(link({ key: 'a', slug: 'sa' }))
        await ledger.links.save(link({ key: 'b', slug: 'sb' }))
        expect((await ledger.links.byKeys('s', ['b', 'c'])).map(each => each.slug)).toEqual(['sb'])
        expect(await ledger.links.byKeys('other', ['b'])).toEqual([])
      }),
    )

    test(
      'the provenance of an offer comes back whole, and no more of it stands in the record than what a report counts',
      withLedger(async ledger => {
        const from = (rule: string) => [{ words: 'mots', document: 'd', address: 'a', where: 'w', rule }]
        const record: NormalisedOffer = {
          source: 's',
          key: 'k1',
          address: '',
          service: sampleOffer({}),
          structure: sampleStructure({}),
          provenance: { nom: from('nom'), fin: from('fin') },
          findings: [],
          score: 0.5,
          actions: [],
        }
        await ledger.offers.saw(sighting({ key: 'k1', record }))
        expect((await ledger.offers.read('s', 'k1'))?.record).toEqual(record)
        expect((await ledger.offers.list('s'))[0]?.record).toEqual(record)
        expect((await ledger.offerStates())[0]?.offer.provenance).toEqual({ fin: from('fin') })
        const row = await ledger.db.selectFrom('offers').select('record').executeTakeFirstOrThrow()
        expect(JSON.parse(row.record ?? '').provenance).toEqual({ fin: from('fin') })
        // A rejected version keeps the last usable record.
        await ledger.offers.saw(
          sighting({ key: 'k1', rejection: rejection('k1'), version: '2027-01-01T00:00:00.000Z' }),
        )
        expect((await ledger.offers.read('s', 'k1'))?.record).toEqual(record)
        // As an earlier version wrote it.
        const whole = { record: JSON.stringify(record), provenance: null }
        await ledger.db.updateTable('offers').set(whole).execute()
        expect((await ledger.offers.read('s', 'k1'))?.record).toEqual(record)
      }),
    )

    test(
      'what a report counts: every usable offer past one page, each once with its own service, and the refusals that stand',
      withLedger(async ledger => {
        const keys = Array.from({ length: 1003 }, (_, n) => `k${String(n).padStart(4, '0')}`)
        const record = (key: string, source = 's'): NormalisedOffer => ({
          source,
          key,
          address: '',
          service: sampleOffer({ id: key, nom: `Offre ${key}`, commune: 'Fougères' }),
          structure: sampleStructure({ nom: 'CLPS' }),
          provenance: { nom: [] },
          findings: [],
          score: 0.5,
          actions: ['5/atelier'],
        })
        await ledger.offers.saw(sighting({ key: 'k0000', record: record('k0000') }))
        const row = await ledger.db.selectFrom('offers').selectAll().executeTakeFirstOrThrow()
        // The others as rows: a thousand sightings take their time.
        const others = keys.slice(1).map(key => ({ ...row, key, record: JSON.stringify(record(key)) }))
        for (let at = 0; at < others.length; at += 200)
          await ledger.db
            .insertInto('offers')
            .values(others.slice(at, at + 200))
            .execute()
        await ledger.offers.saw(sighting({ source: 'r', key: 'k9', rejection: rejection('k9') }))
        await ledger.offers.saw(sighting({ source: 't', key: 'k0500', record: record('k0500', 't') }))
        await ledger.links.save(link({ key: 'k0001', slug: 'sa', shown: sampleFields({ name: 'Chez DORA' }) }))
        const states = await ledger.offerStates()
        expect(states.map(({ offer }) => [offer.source, offer.key])).toEqual([
          ...keys.map(key => ['s', key]),
          ['t', 'k0500'],
        ])
        expect(states.map(({ offer }) => offer.service.nom)).toEqual([...keys, 'k0500'].map(key => `Offre ${key}`))
        expect(states[1]).toMatchObject({ slug: 'sa', status: 'PUBLISHED', shown: { nom: 'Chez DORA' } })
        expect(states[1]?.offer).toMatchObject({ structure: { nom: 'CLPS' }, actions: ['5/atelier'], provenance: {} })
        expect(states.filter(({ slug }) => slug !== null)).toHaveLength(1)
        expect(await ledger.rejections()).toEqual([{ ...rejection('k9'), source: 'r' }])
      }),
    )

    test(
      'refused offers: those seen last come first, also when only some are asked for',
      withLedger(async (ledger, clock) => {
        for (const key of ['c', 'a', 'b']) {
          clock.advance(1000)
          const version = clock.now().toISOString()
          await ledger.offers.saw(sighting({ key, version, record: null, rejection: rejection(key) }))
        }
        await ledger.offers.saw(sighting({ key: 'fine' }))
        expect(await ledger.offers.refused()).toMatchObject({
          total: 3,
          list: [{ key: 'b' }, { key: 'a' }, { key: 'c' }],
        })
        expect((await ledger.offers.refused(1)).list).toMatchObject([{ key: 'b', name: 'Offre' }])
      }),
    )

    test(
      'the inbox: one open item per subject; closed by a person it comes back only when it changed; swept when it is over',
      withLedger(async ledger => {
        const entry: InboxEntry = {
          kind: 'conflict',
          source: 's',
          key: 'a',
          subject: 'conflict:s:a',
          title: 'Conflit',
          detail: { slug: 'v1', fields: [] },
          run: null,
        }
        await ledger.inbox.put(entry)
        await ledger.inbox.put({ ...entry, detail: { slug: 'v2', fields: [] } })
        const [item] = await ledger.openInbox({ source: 's' })
        expect(item).toMatchObject({ detail: { slug: 'v2', fields: [] } })
        expect(await ledger.openInbox()).toHaveLength(1)
        expect(await ledger.inbox.decide(item?.id ?? '', { action: 'dismiss' }, 'Une personne')).toBe(true)
        expect(await ledger.inbox.decide(item?.id ?? '', { action: 'dismiss' }, 'Une autre')).toBe(false)
        await ledger.inbox.put({ ...entry, detail: { slug: 'v2', fields: [] } })
        expect(await ledger.openInbox()).toHaveLength(0)
        await ledger.inbox.put({ ...entry, detail: { slug: 'v3', fields: [] } })
        expect(await ledger.openInbox()).toHaveLength(1)
        await ledger.inbox.sweep('s', ['conflict'], new Set())
        expect(await ledger.openInbox()).toHaveLength(0)
        await ledger.inbox.put({ ...entry, detail: { slug: 'v3', fields: [] } })
        expect(await ledger.openInbox()).toHaveLength(1)
      }),
    )

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

    test(
      'choices, events and snapshots come back as they were',
      withLedger(async ledger => {
        await ledger.choices.set(
          's',
          'a',
          { topic: 'field:name', value: { side: 'theirs', once: false } },
          'Une personne',
        )
        await ledger.choices.set(
          's',
          'a',
          { topic: 'field:name', value: { side: 'ours', theirs: 'x', once: true } },
          'Une autre',
        )
        expect(await ledger.choices.list('s')).toMatchObject([
          { value: { side: 'ours', theirs: 'x', once: true }, decidedBy: 'Une autre' },
        ])
        await ledger.choices.forget('s', 'a', 'field:name')
        expect(await ledger.choices.list('s')).toEqual([])
        await ledger.events.add({
          actor: 'Une personne',
          action: 'source-en-pause',
          source: 's',
          detail: { reason: 'Son site change.' },
        })
        expect(await ledger.events.list({ source: 's' })).toMatchObject([
          { actor: 'Une personne', key: null, detail: { reason: 'Son site change.' } },
        ])
        const bytes = new Uint8Array([0, 1, 255, 128])
        const id = await ledger.snapshots.save('2026-11-24', 'application/octet-stream', bytes)
        expect((await ledger.snapshots.read(id))?.bytes).toEqual(bytes)
        expect(await ledger.snapshots.list()).toHaveLength(1)
      }),
    )

    test(
      'offers are listed in French order, page by page: accents, case and ligatures count for nothing',
      withLedger(async ({ offers }) => {
        const names = ['Zone', 'Éveil', 'Emploi', 'œuvre', 'Opéra', 'école', 'Eté', 'À Rennes', 'Atelier']
        for (const [at, name] of names.entries()) await offers.saw(sighting({ key: `k${at}`, name }))
        const seen: string[] = []
        let after: string | null = ''
        while (after !== null) {
          const page: OfferPage = await offers.page({ size: 2, ...(after ? { after } : {}) })
          seen.push(...page.lines.map(line => line.name))
          after = page.next
        }
        expect(seen).toEqual(['À Rennes', 'Atelier', 'école', 'Emploi', 'Eté', 'Éveil', 'œuvre', 'Opéra', 'Zone'])
        const found = await offers.page({ words: 'OEUV' })
        expect(found.lines.map(line => line.name)).toEqual(['œuvre'])
      }),
    )

    test(
      'offers are found by anything they say, in any order of words; a mistyped word is replaced by the nearest there is',
      withLedger(async ({ offers }) => {
        const record: NormalisedOffer = {
          source: 's',
          key: '',
          address: '',
          service: sampleOffer(),
          structure: sampleStructure({ nom: 'CLPS' }),
          provenance: {},
          findings: [],
          score: 0.5,
          actions: ['5/atelier'],
        }
        const see = (key: string, service: Parameters<typeof sampleOffer>[0], over: Partial<NormalisedOffer> = {}) => {
          const whole = { ...record, ...over, service: sampleOffer({ telephone: '+33299010203', ...service }) }
          return offers.saw(sighting({ source: whole.source, key, name: whole.service.nom, record: whole }))
        }
        await see(
          'a',
          { nom: 'Vélo pour tous', description: 'Réparer sa bicyclette', commune: 'Fougères' },
          { score: 0.9 },
        )
        const permit = {
          nom: 'Permis',
          description: 'Passer le code',
          commune: 'Redon',
          thematiques: ['mobilite--permis'],
        }
        await see('b', permit, { source: 't' })
        await offers.saw(sighting({ key: 'c', name: 'Couture' }))
        const keys = async (query: Parameters<typeof offers.page>[0]) =>
          (await offers.page(query)).lines.map(line => line.key)
        expect(await keys({ words: 'BICYCLETTE fougeres' })).toEqual(['a'])
        expect(await keys({ words: 'clps' })).toEqual(['b', 'a'])
        expect(await keys({ words: '02 99 01' })).toEqual(['b', 'a'])
        expect(await keys({ words: 'cout' })).toEqual(['c'])
        expect(await offers.page({ words: 'byciclette' })).toMatchObject({
          corrected: 'bicyclette',
          lines: [{ key: 'a' }],
        })
        expect(await offers.page({ words: 'anticonstitutionnellement' })).toMatchObject({ corrected: null, lines: [] })
        expect(await keys({ words: 'apase', named: word => (word === 'apase' ? ['t'] : []) })).toEqual(['b'])
        expect(await keys({ theme: 'mobilite--permis' })).toEqual(['b'])
        expect(await keys({ action: '5/atelier', scoreBelow: 0.6 })).toEqual(['b'])
        expect(await keys({ order: 'score' })).toEqual(['c', 'b', 'a'])
        const first = await offers.page({ order: 'score', size: 1 })
        expect(await keys({ order: 'score', size: 1, after: first.next ?? '' })).toEqual(['b'])
        // What is read anew is found by its new words only; a rejected version keeps what is known.
        const version = '2027-01-01T00:00:00.000Z'
        const sewing = { ...record, service: sampleOffer({ nom: 'Couture', description: 'Coudre', commune: 'Vitré' }) }
        await offers.saw(sighting({ key: 'a', name: 'Couture', version, record: sewing }))
        expect([await keys({ words: 'bicyclette' }), await keys({ words: 'vitre' })]).toEqual([[], ['a']])
        await offers.saw(sighting({ key: 'a', name: 'Couture', version }))
        expect(await keys({ words: 'vitre' })).toEqual(['a'])
      }),
    )

    test(
      'a contact may have no address: one per name at a partner, beside those who have one',
      withLedger(async ({ people }) => {
        const alone = { partner: 'p', email: null, phone: '02 99 00 00 00', name: 'Zoé', createdBy: 'Ada' }
        const first = await people.addContact(alone)
        expect([first.email, first.phone]).toEqual([null, '02 99 00 00 00'])
        await people.removeContact(first.id)
        expect((await people.addContact(alone)).id).toBe(first.id)
        await people.addContact({ ...alone, name: 'Édith' })
        await people.addContact({ ...alone, name: 'Fanny', email: 'f@example.org' })
        expect((await people.contacts({ partner: 'p' })).map(contact => contact.name)).toEqual([
          'Édith',
          'Fanny',
          'Zoé',
        ])
      }),
    )

    test(
      'a new personal link ends the former one and what it opened; the others of the partner stay',
      withLedger(async ({ keys }) => {
        const later = '2027-01-01T00:00:00.000Z'
        const former = await keys.addLink('h1', 'c1', later, 'Ada')
        await keys.addLink('h2', 'c2', later, 'Ada')
        await keys.openSession('s1', { holder: { kind: 'contact', id: 'c1' }, link: former.id, expires: later })
        const fresh = await keys.addLink('h3', 'c1', later, 'Ada')
        expect(await keys.revokeOthers('c1', fresh.id)).toBe(1)
        expect([await keys.usableLink('h1'), await keys.session('s1')]).toEqual([null, null])
        expect([(await keys.usableLink('h2'))?.contact, (await keys.usableLink('h3'))?.contact]).toEqual(['c2', 'c1'])
      }),
    )

    test(
      'what was typed is kept per person and form, the last one, until it is dropped',
      withLedger(async ({ drafts }) => {
        const ada = { kind: 'person', id: 'a' } as const
        const draft = (value: string) => ({
          action: '/x',
          page: '/x?y=1',
          fields: [['nom', value] as [string, string]],
        })
        await drafts.keep(ada, draft('un'))
        await drafts.keep(ada, draft('deux'))
        await drafts.keep({ kind: 'contact', id: 'a' }, draft('autre'))
        expect(await drafts.of(ada)).toEqual([draft('deux')])
        await drafts.drop(ada, '/x')
        expect([await drafts.of(ada), (await drafts.of({ kind: 'contact', id: 'a' })).length]).toEqual([[], 1])
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

    test(
      'history of an offer: operations, decisions and events in the order they happened',
      withLedger(async (ledger, clock) => {
        await ledger.offers.saw(sighting())
        const operation = await ledger.operations.intend({
          plan: 'p',
          run: 'r',
          source: 's',
          key: 'a',
          kind: 'create',
          structure: null,
          slug: null,
          before: null,
          after: {},
          reason: 'Nouvelle.',
          approvedBy: 'politique',
          lookup: null,
        })
        await ledger.operations.end(operation, 'done')
        clock.advance(1000)
        await ledger.events.add({ actor: 'Une personne', action: 'source-reprise', source: 's', key: 'a' })
        const history = await ledger.history('s', 'a')
        expect(history.lines.map(line => line.kind)).toEqual(['operation', 'event'])
        expect(history.offer?.key).toBe('a')
        expect(history.link).toBeNull()
      }),
    )

    test(
      'other services: a reading takes the place of the former one, and each is remembered with its day',
      withLedger(async (ledger, clock) => {
        const counts = { read: 3, kept: 2, fromDora: 1, outside: 0, low: 0, unusable: 0 }
        const placed = {
          thematiques: ['a--b'],
          publics: null,
          modes_accueil: null,
          zone_eligibilite: null,
          code_insee: '35238',
        }
        const service = (id: string) => ({ id, structure: 's', placed, updated: null })
        const take = (ids: string[]) =>
          ledger.transaction(({ otherServices }) => otherServices.replace(ids.map(service), { place: 'f', counts }))
        await take(['b', 'a'])
        clock.advance(1000)
        await take(['c'])
        expect(await ledger.otherServices.all()).toEqual([service('c')])
        expect((await ledger.otherServices.files()).map(({ taken }) => taken)[0]).toBe(clock.now().toISOString())
        expect(await ledger.otherServices.files()).toHaveLength(2)
      }),
    )

    test(
      'places: an address is kept with its point or without, and told anew when it is asked anew',
      withLedger(async ({ places }, clock) => {
        expect(await places.read('35238|1 rue')).toBeNull()
        const asked = clock.now().toISOString()
        await places.keep('35238|1 rue', null)
        expect(await places.read('35238|1 rue')).toEqual({ point: null, asked })
        clock.advance(1000)
        const point = { longitude: -1.6731, latitude: 48.1033 }
        await places.keep('35238|1 rue', point)
        expect(await places.read('35238|1 rue')).toEqual({ point, asked: clock.now().toISOString() })
      }),
    )

    test(
      'census: what a whole list no more shows is gone, and what moved or was never read is read first',
      withLedger(async ({ census }, clock) => {
        const home = (slug: string, orphan: boolean | null) => ({
          slug,
          name: `Structure ${slug}`,
          siret: null,
          department: '35',
          modificationDate: '',
          typology: null,
          orphan,
          obsolete: orphan === null ? null : false,
        })
        const line = (slug: string, over: Partial<DoraServiceLine> = {}): DoraServiceLine => ({
          slug,
          name: `Service ${slug}`,
          status: 'PUBLISHED',
          modificationDate: '2026-11-20T10:00:00+01:00',
          structure: 'x',
          structureName: 'Structure x',
          department: '35',
          city: 'Rennes',
          postalCode: '35000',
          ...over,
        })
        const id = await census.begin(true)
        await census.structures('35', [home('x', false), home('y', true), home('z', null)])
        await census.services([line('a'), line('b', { status: 'DRAFT' }), line('c', { status: 'ARCHIVED' })], true)
        expect(await census.countStructures()).toEqual({ structures: 3, orphans: 1 })
        const week = '2026-11-01T00:00:00.000Z'
        expect(await census.toRead(week, 9)).toEqual(['a', 'b'])
        const { fields } = { fields: sampleFields() }
        await census.read('a', { fields, modificationDate: '2026-11-20T10:00:00+01:00' })
        await census.read('b', null)
        expect(await census.toRead(week, 9)).toEqual([])
        const all = await Array.fromAsync(census.standing())
        expect(all).toMatchObject([
          { slug: 'a', home: 'shown', structureName: 'Structure x', fields: { kind: fields.kind } },
        ])
        clock.advance(1000)
        await census.structures('35', [home('x', true)])
        await census.services([line('a', { modificationDate: '2026-11-21T10:00:00+01:00' })], false)
        expect(await census.countStructures()).toEqual({ structures: 1, orphans: 1 })
        expect(await census.toRead(week, 9)).toEqual(['a'])
        clock.advance(1000)
        await census.services([], true)
        expect(await Array.fromAsync(census.standing())).toEqual([])
        const counts = {
          structures: 1,
          orphans: 1,
          services: 0,
          published: 0,
          visible: 0,
          unknown: 0,
          upToDate: 0,
          read: 0,
        }
        await census.begin(false)
        await census.end(id, { newest: null, requests: 3, counts })
        expect(await census.list()).toMatchObject([{ id, whole: true, requests: 3, counts }])
      }),
    )
  })
}
