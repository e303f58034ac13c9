import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sequentialIds } from '../../src/common/ids.ts'
import { Policy } from '../../src/config/source.ts'
import { DoraError, type DoraReader } from '../../src/dora/port.ts'
import { LeaseLost } from '../../src/ledger/leases.ts'
import type { Shelves } from '../../src/ledger/ledger.ts'
import { applyOperations } from '../../src/sync/apply.ts'
import { carryOut } from '../../src/sync/carry-out.ts'
import { DecisionRefused, decide } from '../../src/sync/decide.ts'
import { planAndApply } from '../../src/sync/pass.ts'
import {
  desiredOf,
  fieldsOf,
  gather,
  makeWorld,
  type OfferSpec,
  plannedBy,
  SOURCE,
  sumsAgree,
  type World,
} from './make.ts'

let world: World

beforeEach(async () => {
  world = await makeWorld()
})

afterEach(async () => {
  await world.close()
})

const many = (n: number): OfferSpec[] => Array.from({ length: n }, (_, i) => ({ key: `k${i}` }))

async function slugOf(key: string): Promise<string> {
  const link = await world.ledger.links.read(SOURCE, key)
  if (link === null) throw new Error(`no link for ${key}`)
  return link.slug
}

async function approveOpenPlan(): Promise<string> {
  const [item] = await world.ledger.openInbox({ kind: 'quarantine' })
  if (item === undefined) throw new Error('nothing is held')
  await decide(world.ledger, item.id, { action: 'approve' }, 'Une gestionnaire')
  return (item.detail as { plan: string }).plan
}

async function applyStored(id: string, configuration = 'c1') {
  const plan = await world.ledger.plans.head(id)
  if (plan === null) throw new Error('no plan')
  const { ledger, dora, clock } = world
  return carryOut({
    plan,
    ledger,
    reader: dora,
    writer: dora,
    clock,
    configuration,
    departments: ['35'],
    lease: { hold: async () => {} },
  })
}

describe('1 — converges', () => {
  test('after changes on both sides, the run after the next plans nothing', async () => {
    await world.pass(many(4))
    world.dora.humanEdit(await slugOf('k1'), { fullDesc: 'retouché' })
    const moved = many(4).map(s => (s.key === 'k2' ? { ...s, fields: { recurrence: 'le lundi' } } : s))
    await world.pass(moved)
    const last = await world.pass(moved)
    expect(await plannedBy(last, world)).toEqual([])
  })
})

describe('2 — unchanged means no write', () => {
  test('key order, Unicode form, blanks and the order of sets are no change', async () => {
    await world.pass([{ key: 'a', fields: { fullDesc: 'été à Rennes', publics: ['femmes', 'jeunes'] } }])
    const before = world.dora.writes
    const date = world.dora.peek(await slugOf('a')).modificationDate
    const again = await world.pass([
      {
        key: 'a',
        fields: { fullDesc: 'e\u0301te\u0301  a\u0300\u00A0Rennes', publics: ['jeunes', 'femmes', 'jeunes'] },
      },
    ])
    expect(again.report?.counts.unchanged).toBe(1)
    expect(world.dora.writes).toBe(before)
    expect(world.dora.peek(await slugOf('a')).modificationDate).toBe(date)
  })

  test('a value that DORA keeps in a form of its own is not sent at every run', async () => {
    await world.pass([{ key: 'a', fields: { contactPhone: '02 99 00 00 00' } }])
    expect(world.dora.peek(await slugOf('a')).fields.contactPhone).toBe('0299000000')
    const writes = world.dora.writes
    await world.pass([{ key: 'a', fields: { contactPhone: '02 99 00 00 00' } }])
    world.dora.humanEdit(await slugOf('a'), { recurrence: 'le jeudi' })
    await world.pass([{ key: 'a', fields: { contactPhone: '02 99 00 00 00' } }])
    expect(world.dora.writes).toBe(writes)
  })
})

describe('3 — replay is harmless', () => {
  test('the same plan applied three times writes once', async () => {
    await world.pass([{ key: 'a' }])
    const held = await world.pass([{ key: 'a', fields: { recurrence: 'le lundi' } }, { key: 'b' }], {
      policy: { approval: 'approve' },
    })
    expect(held.state).toBe('proposed')
    const writes = world.dora.writes
    const id = await approveOpenPlan()
    await applyStored(id)
    expect(world.dora.writes).toBe(writes + 2)
    const slugs = world.dora.slugs
    await applyStored(id)
    // Recognised as done, not taken for somebody else's change.
    expect((await applyStored(id)).report).toMatchObject({ stale: 0, writes: { created: 0, changed: 0 } })
    expect(world.dora.writes).toBe(writes + 2)
    expect(world.dora.slugs).toEqual(slugs)
  })

  test('a prefix, then the whole', async () => {
    await world.pass(many(3), { policy: { approval: 'approve' } })
    const id = await approveOpenPlan()
    const plan = await world.ledger.plans.head(id)
    if (plan === null) throw new Error('no plan')
    const { ledger, dora, clock } = world
    const deps = { ledger, reader: dora, writer: dora, clock, departments: ['35'], lease: { hold: async () => {} } }
    for await (const step of applyOperations(plan, 'x', deps)) {
      expect(step.end).toBe('done')
      if (dora.slugs.length === 2) break
    }
    expect(dora.slugs).toHaveLength(2)
    await applyStored(id)
    expect(dora.slugs).toHaveLength(3)
  })
})

describe('4 — no duplicate, ever', () => {
  test('the answer to a create is lost: the service is found again, not doubled', async () => {
    world.dora.options.fault = ({ method, route }) =>
      method === 'POST' && route === '/services/' ? 'lost-answer' : null
    const first = await world.pass([{ key: 'a' }])
    expect(first.report?.counts.created).toBe(1)
    delete world.dora.options.fault
    await world.pass([{ key: 'a' }])
    expect(world.dora.slugs).toHaveLength(1)
  })

  test('lost answer and a stale read at once: it waits, then finds it', async () => {
    let lost = false
    world.dora.options.fault = ({ method, route }) => {
      if (method === 'POST') {
        lost = true
        return 'lost-answer'
      }
      return lost && route.startsWith('/structures/pem') ? 'stale-read' : null
    }
    const first = await world.pass([{ key: 'a' }])
    expect(first.report?.counts.waiting).toBe(1)
    delete world.dora.options.fault
    const second = await world.pass([{ key: 'a' }])
    expect(second.report?.counts.unchanged).toBe(1)
    expect(world.dora.slugs).toHaveLength(1)
  })

  test('the process dies between the create and the ledger write', async () => {
    world.dora.options.onEffect = what => {
      if (what === 'after POST /services/') throw new Error('killed')
    }
    await expect(world.pass([{ key: 'a' }])).rejects.toThrow('killed')
    delete world.dora.options.onEffect
    await world.pass([{ key: 'a' }])
    const last = await world.pass([{ key: 'a' }])
    expect(last.report?.counts.unchanged).toBe(1)
    expect(world.dora.slugs).toHaveLength(1)
  })

  test('an intent that had no effect is tried again, but only once it is old enough', async () => {
    world.dora.options.fault = ({ method }) => (method === 'POST' ? 'server-error' : null)
    const first = await world.pass([{ key: 'a' }])
    expect(first.report?.counts.waiting).toBe(1)
    delete world.dora.options.fault
    world.clock.advance(-3_590_000)
    const soon = await world.pass([{ key: 'a' }])
    expect(soon.report?.counts.waiting).toBe(1)
    expect(await plannedBy(soon, world)).toEqual([])
    expect(world.dora.slugs).toHaveLength(0)
    const later = await world.pass([{ key: 'a' }])
    expect(later.report?.counts.created).toBe(1)
    expect(world.dora.slugs).toHaveLength(1)
  })

  test('two keys for what looks like one offer: the second waits for a person', async () => {
    const result = await world.pass([
      { key: 'a', fields: { name: 'Garage solidaire' } },
      { key: 'b', fields: { name: 'Garage  Solidaire' } },
    ])
    expect(result.report?.counts).toMatchObject({ created: 1, waiting: 1 })
    expect(await world.ledger.openInbox({ kind: 'match' })).toHaveLength(1)
  })
})

describe('5 — adopt before create', () => {
  test('a service typed in by hand is taken over; what the person wrote stays', async () => {
    const slug = world.dora.humanCreate(
      'pem-s-rennes',
      fieldsOf({ name: 'OFFRE A', fullDesc: 'écrit à la main', recurrence: null }),
    )
    const result = await world.pass([{ key: 'a', fields: { name: 'Offre a', recurrence: 'le lundi' } }])
    expect(world.dora.slugs).toEqual([slug])
    expect((await plannedBy(result, world)).map(o => o.kind)).toEqual(['adopt'])
    const now = world.dora.peek(slug).fields
    expect(now).toMatchObject({ fullDesc: 'écrit à la main', name: 'OFFRE A', recurrence: 'le lundi' })
  })

  test('a doubtful match waits for a person; nothing is created beside it; the person decides', async () => {
    const slug = world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Offre a (2025)', subcategories: [] }))
    const first = await world.pass([{ key: 'a' }])
    expect(first.report?.counts).toMatchObject({ waiting: 1, created: 0 })
    expect(world.dora.writes).toBe(0)
    const [item] = await world.ledger.openInbox({ kind: 'match' })
    if (item === undefined) throw new Error('no question was put')
    await decide(world.ledger, item.id, { action: 'use', slug }, 'Une gestionnaire')
    await world.pass([{ key: 'a' }])
    expect(await slugOf('a')).toBe(slug)
    expect(world.dora.slugs).toEqual([slug])
  })

  test('a homonym in another commune: a person says whether it is the same', async () => {
    const slug = world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Offre a', cityCode: '35047' }))
    expect((await world.pass([{ key: 'a' }])).report?.counts.waiting).toBe(1)
    expect(world.dora.slugs).toEqual([slug])
  })

  test('two offers that claim one service: a person tells them apart', async () => {
    world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Garage' }))
    const result = await world.pass([
      { key: 'a', fields: { name: 'Garage' } },
      { key: 'b', fields: { name: 'Garage' } },
    ])
    expect(result.report?.counts.waiting).toBe(2)
    expect(world.dora.writes).toBe(0)
  })

  test('an unknown structure waits with a proposal; with the policy it is created, once', async () => {
    const specs: OfferSpec[] = [
      { key: 'a', siret: '85208220500018', structure: 'Ti Liammou' },
      { key: 'b', siret: '85208220500018', structure: 'Ti Liammou' },
    ]
    const first = await world.pass(specs)
    expect(first.report?.counts.waiting).toBe(2)
    expect(await world.ledger.openInbox({ kind: 'structure' })).toHaveLength(1)
    expect(world.dora.writes).toBe(0)
    const second = await world.pass(specs, { policy: { createStructures: true } })
    expect(second.report?.counts.created).toBe(2)
    expect(second.report?.writes).toMatchObject({ created: 2, structures: 1 })
    expect(await world.ledger.openInbox({ kind: 'structure' })).toHaveLength(0)
  })

  test('a structure of the same name without the same SIRET is never created beside', async () => {
    world.dora.addStructure({ slug: 'prelude', name: 'Prélude', siret: null })
    const result = await world.pass([{ key: 'a', siret: '85208220500018', structure: 'PRELUDE' }], {
      policy: { createStructures: true },
    })
    expect(result.report?.counts.waiting).toBe(1)
    expect(world.dora.writes).toBe(0)
    const [item] = await world.ledger.openInbox({ kind: 'structure' })
    if (item === undefined) throw new Error('no question was put')
    await decide(world.ledger, item.id, { action: 'use', slug: 'prelude' }, 'Une gestionnaire')
    await world.pass([{ key: 'a', siret: '85208220500018', structure: 'PRELUDE' }])
    expect(world.dora.peek(await slugOf('a')).structure).toBe('prelude')
  })

  test('no structure is created outside the département', async () => {
    const result = await world.pass([{ key: 'a', siret: '85208220500018', structure: 'Nantes', cityCode: '44109' }], {
      policy: { createStructures: true },
    })
    expect(result.report?.counts.waiting).toBe(1)
    expect(world.dora.writes).toBe(0)
  })
})

describe('6 — a human edit in DORA is never overwritten', () => {
  test('field by field: an edit stays, run after run, while the other fields go through', async () => {
    await world.pass([{ key: 'a' }])
    const slug = await slugOf('a')
    world.dora.humanEdit(slug, { fullDesc: 'retouché par une personne' })
    await world.pass([{ key: 'a', fields: { recurrence: 'le lundi' } }])
    await world.pass([{ key: 'a', fields: { recurrence: 'le mardi' } }])
    await world.pass([{ key: 'a', fields: { recurrence: 'le mercredi' } }])
    expect(world.dora.peek(slug).fields).toMatchObject({
      fullDesc: 'retouché par une personne',
      recurrence: 'le mercredi',
    })
  })

  test('both sides moved: a conflict, DORA kept, both values shown, at every run until a person decides', async () => {
    await world.pass([{ key: 'a' }])
    const slug = await slugOf('a')
    world.dora.humanEdit(slug, { fullDesc: 'de la personne' })
    const spec: OfferSpec = { key: 'a', fields: { fullDesc: 'de la source', recurrence: 'le lundi' } }
    for (let i = 0; i < 3; i += 1) {
      const result = await world.pass([spec])
      expect(result.report?.counts.conflicts).toBe(1)
    }
    expect(world.dora.peek(slug).fields).toMatchObject({ fullDesc: 'de la personne', recurrence: 'le lundi' })
    const items = await world.ledger.openInbox({ kind: 'conflict' })
    expect(items).toHaveLength(1)
    expect(items[0]?.detail).toMatchObject({
      fields: [{ field: 'fullDesc', ours: 'de la source', theirs: 'de la personne' }],
    })
  })

  test.each(['theirs', 'ours', 'always-theirs', 'always-ours'] as const)('the person answers %s', async side => {
    await world.pass([{ key: 'a' }])
    const slug = await slugOf('a')
    world.dora.humanEdit(slug, { fullDesc: 'de la personne' })
    await world.pass([{ key: 'a', fields: { fullDesc: 'de la source' } }])
    const [item] = await world.ledger.openInbox({ kind: 'conflict' })
    if (item === undefined) throw new Error('no question was put')
    await decide(world.ledger, item.id, { action: 'keep', side }, 'Une gestionnaire')
    const settled = await world.pass([{ key: 'a', fields: { fullDesc: 'de la source' } }])
    expect(settled.report?.counts.conflicts).toBe(0)
    const expected = side.endsWith('theirs') ? 'de la personne' : 'de la source'
    expect(world.dora.peek(slug).fields.fullDesc).toBe(expected)
    world.dora.humanEdit(slug, { fullDesc: 'encore la personne' })
    const next = await world.pass([{ key: 'a', fields: { fullDesc: 'encore la source' } }])
    expect(next.report?.counts.conflicts).toBe(side.startsWith('always') ? 0 : 1)
    expect(world.dora.peek(slug).fields.fullDesc).toBe(
      side === 'always-ours' ? 'encore la source' : 'encore la personne',
    )
  })

  test('both sides moved to the same value: agreement, and a later human edit is still a human edit', async () => {
    await world.pass([{ key: 'a' }])
    const slug = await slugOf('a')
    world.dora.humanEdit(slug, { fullDesc: 'd’accord' })
    const spec: OfferSpec = { key: 'a', fields: { fullDesc: 'd’accord' } }
    const agreed = await world.pass([spec])
    expect(agreed.report?.counts.unchanged).toBe(1)
    world.dora.humanEdit(slug, { fullDesc: 'plus d’accord' })
    const after = await world.pass([spec])
    expect(after.report?.counts.unchanged).toBe(1)
    expect(world.dora.peek(slug).fields.fullDesc).toBe('plus d’accord')
    world.dora.humanEdit(slug, { fullDesc: 'd’accord' })
    const moved = await world.pass([{ key: 'a', fields: { fullDesc: 'la source poursuit' } }])
    expect(moved.report?.counts.updated).toBe(1)
  })

  test('a service that a person un-published stays so', async () => {
    await world.pass([{ key: 'a' }])
    const slug = await slugOf('a')
    world.dora.humanEdit(slug, { status: 'DRAFT' })
    await world.pass([{ key: 'a', fields: { recurrence: 'le lundi' } }])
    expect(world.dora.peek(slug).fields).toMatchObject({ status: 'DRAFT', recurrence: 'le lundi' })
  })

  test('what the account cannot read is not taken for empty', async () => {
    await world.pass([{ key: 'a', fields: { contactName: null } }])
    const slug = await slugOf('a')
    world.dora.humanEdit(slug, { contactName: 'Une vraie personne' })
    world.dora.hide(slug, ['contactName'])
    await world.pass([{ key: 'a', fields: { contactName: 'Nouveau contact', recurrence: 'le lundi' } }])
    world.dora.hide(slug, [])
    expect(world.dora.peek(slug).fields).toMatchObject({ contactName: 'Une vraie personne', recurrence: 'le lundi' })
  })

  test('fields that are never ours are set at creation and never again', async () => {
    const policy = { neverOurs: ['contactName'] }
    await world.pass([{ key: 'a', fields: { contactName: 'Au début' } }], { policy })
    await world.pass([{ key: 'a', fields: { contactName: 'Autre', recurrence: 'le lundi' } }], { policy })
    expect(world.dora.peek(await slugOf('a')).fields).toMatchObject({ contactName: 'Au début', recurrence: 'le lundi' })
  })
})

describe('7 — only what the bot made or adopted can be changed by it', () => {
  test('every other service stays byte for byte, through creates, updates, conflicts and retirements', async () => {
    const foreign = ['Garage', 'Atelier', 'Chantier'].map(name =>
      world.dora.humanCreate('pem-s-rennes', fieldsOf({ name, subcategories: ['x--y'] })),
    )
    const before = foreign.map(slug => JSON.stringify(world.dora.peek(slug)))
    await world.pass(many(4))
    await world.pass(many(4).map(s => ({ ...s, fields: { recurrence: 'le lundi' } })))
    await world.pass(many(3))
    await world.pass(many(3))
    expect(foreign.map(slug => JSON.stringify(world.dora.peek(slug)))).toEqual(before)
  })

  test('an operation on a service that its offer does not hold is refused at the door', async () => {
    const slug = world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'À quelqu’un' }))
    await world.pass([{ key: 'a' }])
    const held = await world.pass([{ key: 'a', fields: { recurrence: 'le lundi' } }], {
      policy: { approval: 'approve' },
    })
    if (held.plan === null) throw new Error('no plan')
    const { ledger, dora, clock } = world
    const operations = (await plannedBy(held, world)).map(o => ({ ...o, slug, seen: dora.peek(slug).modificationDate }))
    expect(operations).toHaveLength(1)
    const { sizes: _, learned: _l, ...plain } = held.plan
    await ledger.plans.save({ ...plain, id: 'forged', operations, outcomes: [] })
    const forged = { ...held.plan, id: 'forged' }
    const writes = dora.writes
    for await (const step of applyOperations(forged, 'x', {
      ledger,
      reader: dora,
      writer: dora,
      clock,
      departments: ['35'],
      lease: { hold: async () => {} },
    }))
      expect(step.end).toBe('stale')
    expect(dora.writes).toBe(writes)
  })
})

describe('8 — nothing is destroyed', () => {
  test('a retired offer is archived, and comes back as the same service, with the status it had', async () => {
    await world.pass(many(4))
    const slug = await slugOf('k0')
    world.dora.humanEdit(slug, { status: 'DRAFT' })
    await world.pass(many(4))
    // The person's un-publishing is theirs: the bot asks before it archives.
    const other = await slugOf('k1')
    await world.pass(many(4).slice(2))
    await world.pass(many(4).slice(2))
    expect(world.dora.peek(slug).fields.status).toBe('DRAFT')
    expect(world.dora.peek(other).fields.status).toBe('ARCHIVED')
    const back = await world.pass(many(4))
    expect(world.dora.peek(other).fields.status).toBe('PUBLISHED')
    expect((await plannedBy(back, world)).map(o => o.kind)).toEqual(['restore'])
    expect(await slugOf('k1')).toBe(other)
    expect(world.dora.slugs).toHaveLength(4)
  })

  test('a service that somebody deleted, or that cannot be read, is waited for, not made again', async () => {
    await world.pass(many(2))
    world.dora.humanDelete(await slugOf('k0'))
    // No date moves: it is met when everything is read again.
    world.clock.advance(7 * 86_400_000)
    const result = await world.pass(many(2))
    expect(result.report?.counts).toMatchObject({ waiting: 1, unchanged: 1 })
    expect(world.dora.slugs).toHaveLength(1)
  })
})

describe('9 — a dry run is dry', () => {
  test('simulating sends only safe methods, and the next real run is not changed by it', async () => {
    await world.pass(many(3))
    const writes = world.dora.writes
    const dry = await world.pass(
      [
        { key: 'k0', fields: { recurrence: 'le lundi' } },
        { key: 'new', fields: { name: 'Garage solidaire' } },
      ],
      { dry: true },
    )
    expect(dry.state).toBe('simulated')
    expect((await plannedBy(dry, world)).map(o => o.kind).sort()).toEqual(['create', 'update'])
    expect(world.dora.writes).toBe(writes)
    expect((await world.ledger.offers.read(SOURCE, 'k1'))?.misses).toBe(0)
    expect(await world.ledger.offers.read(SOURCE, 'new')).toBeNull()
  })
})

describe('10 — what was approved is what is applied', () => {
  test('DORA moved since: that part is stale and is not written, the rest is', async () => {
    await world.pass(many(2))
    await world.pass(
      many(2).map(s => ({ ...s, fields: { recurrence: 'le lundi' } })),
      { policy: { approval: 'approve' } },
    )
    const id = await approveOpenPlan()
    world.dora.humanEdit(await slugOf('k0'), { feeDetails: 'dix euros' })
    const { report, state } = await applyStored(id)
    expect(report).toMatchObject({ stale: 1, writes: { changed: 1 } })
    expect(state).toBe('partly')
    expect(world.dora.peek(await slugOf('k0')).fields.recurrence).toBeNull()
    expect(world.dora.peek(await slugOf('k1')).fields.recurrence).toBe('le lundi')
  })

  test('the mapping moved since: nothing is written', async () => {
    await world.pass(many(2), { policy: { approval: 'approve' } })
    const id = await approveOpenPlan()
    await applyStored(id, 'c2')
    expect(world.dora.writes).toBe(0)
    expect((await world.ledger.plans.read(id))?.state).toBe('stale')
  })

  test('a newer plan of the source replaces the approved one', async () => {
    await world.pass(many(2), { policy: { approval: 'approve' } })
    const id = await approveOpenPlan()
    await world.pass(many(2), { policy: { approval: 'approve' } })
    await applyStored(id)
    expect(world.dora.writes).toBe(0)
  })

  test('a service of the same name typed in since the plan is not doubled', async () => {
    await world.pass([{ key: 'a' }], { policy: { approval: 'approve' } })
    const id = await approveOpenPlan()
    world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'offre A' }))
    const { report } = await applyStored(id)
    expect(report.stale).toBe(1)
    expect(world.dora.slugs).toHaveLength(1)
  })

  test('a plan that nobody approved is not applied', async () => {
    const held = await world.pass(many(2), { policy: { approval: 'approve' } })
    if (held.plan === null) throw new Error('no plan')
    await applyStored(held.plan.id)
    expect(world.dora.writes).toBe(0)
  })
})

describe('11 — retirement needs a complete listing', () => {
  test.each([
    { state: 'partial', reasons: [], documents: 1 },
    { state: 'drifted', expectations: [], documents: 1 },
    { state: 'failed', code: 'x', message: 'y', whose: 'partenaire', documents: 0 },
  ] as const)('a run that ended as $state retires nothing and counts no absence', async outcome => {
    await world.pass(many(8))
    for (let i = 0; i < 4; i += 1)
      await world.pass(outcome.state === 'failed' ? [] : many(7), { outcome: outcome as never })
    expect((await world.ledger.offers.read(SOURCE, 'k7'))?.misses).toBe(0)
    expect(world.dora.peek(await slugOf('k7')).fields.status).toBe('PUBLISHED')
  })

  test('a row that could not be read and names no offer may be the missing one', async () => {
    await world.pass(many(8))
    const rejection = {
      code: 'x',
      key: null,
      where: 'ligne 3',
      field: null,
      received: null,
      expected: '',
      message: 'Illisible.',
      whose: 'partenaire',
    } as const
    for (let i = 0; i < 4; i += 1) await world.pass(many(7), { rejections: [rejection] })
    expect(world.dora.peek(await slugOf('k7')).fields.status).toBe('PUBLISHED')
  })

  test('an offer that is refused today is not missing', async () => {
    await world.pass(many(8))
    const rejection = {
      code: 'x',
      key: 'k7',
      where: 'ligne 8',
      field: null,
      received: null,
      expected: '',
      message: 'Illisible.',
      whose: 'partenaire',
    } as const
    for (let i = 0; i < 4; i += 1) await world.pass(many(7), { rejections: [rejection] })
    expect(world.dora.peek(await slugOf('k7')).fields.status).toBe('PUBLISHED')
  })

  test('a 304 counts as seen and may retire', async () => {
    await world.pass(many(8))
    for (let i = 0; i < 2; i += 1) await world.pass(many(7), { outcome: { state: 'unchanged', documents: 1 } })
    expect(world.dora.peek(await slugOf('k7')).fields.status).toBe('ARCHIVED')
  })
})

describe('12 — twice missing', () => {
  test('the first absence only makes it suspected; coming back clears it', async () => {
    await world.pass(many(8))
    const first = await world.pass(many(7))
    expect(first.report?.counts).toMatchObject({ seen: 8, waiting: 1, retired: 0 })
    await world.pass(many(8))
    const again = await world.pass(many(7))
    expect(again.report?.counts).toMatchObject({ waiting: 1, retired: 0 })
    const second = await world.pass(many(7))
    expect(second.report?.counts).toMatchObject({ seen: 8, retired: 1 })
    const third = await world.pass(many(7))
    expect(third.report?.counts).toMatchObject({ seen: 7, retired: 0 })
  })

  test('an offer whose key changed is not archived while a person is asked whether the new one is the same service', async () => {
    await world.pass(many(8))
    const slug = await slugOf('k7')
    const renamed = many(8).map(offer => (offer.key === 'k7' ? { ...offer, key: 'k7-bis' } : offer))
    for (let n = 0; n < 4; n += 1) await world.pass(renamed)
    expect(world.dora.peek(slug).fields.status).toBe('PUBLISHED')
    const line = (await world.ledger.offers.read(SOURCE, 'k7'))?.reason ?? ''
    expect(line).toMatch(/cela reste à dire/)
  })

  test('the number of complete runs is the source’s own setting', async () => {
    await world.pass(many(8))
    const policy = { retireAfter: 3 }
    await world.pass(many(7), { policy })
    await world.pass(many(7), { policy })
    expect(world.dora.peek(await slugOf('k7')).fields.status).toBe('PUBLISHED')
    await world.pass(many(7), { policy })
    expect(world.dora.peek(await slugOf('k7')).fields.status).toBe('ARCHIVED')
  })
})

describe('13 — mass-change guard', () => {
  test('a mass retirement is quarantined; nothing is applied before a named person approves that very plan', async () => {
    await world.pass(many(8))
    await world.pass(many(4))
    const held = await world.pass([...many(4).slice(0, 3), { key: 'k3', fields: { recurrence: 'le lundi' } }])
    expect(held.state).toBe('quarantined')
    const writes = world.dora.writes
    expect(held.report?.counts).toMatchObject({ seen: 8, waiting: 5 })
    expect(writes).toBe(8)
    const id = await approveOpenPlan()
    await applyStored(id)
    expect(world.dora.writes).toBe(writes + 5)
    expect(world.dora.peek(await slugOf('k7')).fields.status).toBe('ARCHIVED')
    const operations = await world.ledger.operations.list({ source: SOURCE, key: 'k7' })
    expect(operations[0]).toMatchObject({ kind: 'archive', approvedBy: 'Une gestionnaire' })
  })

  test('a run that finds none at all is quarantined and counts no absence', async () => {
    await world.pass(many(2))
    for (let i = 0; i < 3; i += 1) expect((await world.pass([])).state).toBe('quarantined')
    expect((await world.ledger.offers.read(SOURCE, 'k0'))?.misses).toBe(0)
    expect(world.dora.peek(await slugOf('k0')).fields.status).toBe('PUBLISHED')
  })

  test('nearly everything changing at once is quarantined', async () => {
    await world.pass(many(5))
    const held = await world.pass(many(5).map(s => ({ ...s, fields: { fullDesc: 'Page introuvable' } })))
    expect(held.state).toBe('quarantined')
    expect(world.dora.peek(await slugOf('k0')).fields.fullDesc).not.toBe('Page introuvable')
  })
})

describe('14 — a changed mapping or configuration is a fence', () => {
  test('the first run of a source may apply; after a change the next one only plans', async () => {
    const first = await world.pass(many(3))
    expect(first.state).toBe('succeeded')
    const writes = world.dora.writes
    const specs = many(3).map(s => (s.key === 'k0' ? { ...s, fields: { recurrence: 'le lundi' } } : s))
    const fenced = await world.pass(specs, { configuration: 'c2' })
    expect(fenced.state).toBe('proposed')
    expect(world.dora.writes).toBe(writes)
    await applyStored(await approveOpenPlan(), 'c2')
    expect(world.dora.writes).toBe(writes + 1)
    const next = await world.pass(specs, { configuration: 'c2' })
    expect(next.state).toBe('succeeded')
  })

  test('a change of configuration that proposes nothing opens the fence by itself', async () => {
    await world.pass(many(3))
    expect((await world.pass(many(3), { configuration: 'c2' })).state).toBe('succeeded')
    expect((await world.ledger.sources.read(SOURCE)).configuration).toBe('c2')
  })
})

describe('16 — one run per source, and a lost lease writes nothing more', () => {
  test('a second worker is turned away while the first is at it', async () => {
    const lease = await world.ledger.leases.acquire(`source:${SOURCE}`, 'the first', 60_000_000)
    await expect(world.pass([{ key: 'a' }])).rejects.toThrow('the source is held')
    await lease?.release()
    await world.pass([{ key: 'a' }])
  })

  test('checked before each write: the third write does not happen when the lease goes after the second', async () => {
    const { ledger, dora, clock } = world
    const lease = await ledger.leases.acquire(`source:${SOURCE}`, 'slow', 1000)
    if (lease === null) throw new Error('not free')
    const run = await ledger.runs.begin(SOURCE, 'test')
    let taken: Awaited<ReturnType<typeof ledger.leases.acquire>> = null
    const hold = async () => {
      // Slow until its time is over, and somebody else takes the source.
      if (dora.writes === 2 && taken === null) {
        clock.advance(2000)
        taken = await ledger.leases.acquire(`source:${SOURCE}`, 'other', 1000)
      }
      await lease.hold()
    }
    const incoming = gather(many(4).map(spec => desiredOf(spec, clock.now().toISOString())))
    const work = planAndApply({
      run,
      source: SOURCE,
      policy: Policy.parse({}),
      outcome: { state: 'complete', documents: 1 },
      incoming,
      configuration: 'c1',
      departments: ['35'],
      ledger,
      reader: dora,
      writer: dora,
      clock,
      newId: sequentialIds(),
      lease: { signal: lease.signal, hold },
    })
    await expect(work.finally(() => incoming.close())).rejects.toBeInstanceOf(LeaseLost)
    expect(dora.writes).toBe(2)
    // It does not even announce a third.
    expect(await ledger.operations.list({ source: SOURCE })).toHaveLength(2)
    expect((await ledger.leases.read(`source:${SOURCE}`))?.token).toBe(lease.token + 1)
    await ledger.runs.begin(SOURCE, 'other')
    expect((await ledger.runs.read(run))?.state).toBe('interrupted')
  })
})

test('16 — a lease that is lost while DORA is read: nothing more is read, and the run is left to the next one', async () => {
  await world.pass([{ key: 'a' }, { key: 'b' }, { key: 'c' }])
  const { ledger, dora, clock } = world
  const stop = new AbortController()
  const lease = await ledger.leases.acquire(`source:${SOURCE}`, 'slow', 60_000, stop.signal)
  if (lease === null) throw new Error('not free')
  let read = 0
  const reader: DoraReader = {
    listStructures: department => dora.listStructures(department),
    listServices: department => dora.listServices(department),
    movedSince: since => dora.movedSince(since),
    readStructure: slug => dora.readStructure(slug),
    structureBySiret: siret => dora.structureBySiret(siret),
    dialect: () => dora.dialect(),
    readService(slug) {
      read += 1
      stop.abort()
      return dora.readService(slug)
    },
  }
  const run = await ledger.runs.begin(SOURCE, 'test')
  const incoming = gather(
    ['a', 'b', 'c'].map(key => desiredOf({ key, fields: { fullDesc: 'Autre' } }, clock.now().toISOString())),
  )
  const work = planAndApply({
    run,
    source: SOURCE,
    policy: Policy.parse({}),
    outcome: { state: 'complete', documents: 1 },
    incoming,
    configuration: 'c1',
    departments: ['35'],
    ledger,
    reader,
    writer: dora,
    clock,
    newId: sequentialIds(),
    lease,
  })
  await expect(work.finally(() => incoming.close())).rejects.toBeInstanceOf(LeaseLost)
  expect(read).toBe(1)
  expect((await ledger.runs.read(run))?.state).toBe('running')
})

test('16 — the source is taken over between the intent and the write: the write does not happen', async () => {
  const held = await world.pass([{ key: 'a' }], { policy: { approval: 'approve' } })
  if (held.plan === null) throw new Error('no plan')
  const { ledger, dora, clock } = world
  const lease = await ledger.leases.acquire(`source:${SOURCE}`, 'slow', 1000)
  let holds = 0
  const hold = async () => {
    holds += 1
    if (holds === 2) {
      clock.advance(2000)
      await ledger.leases.acquire(`source:${SOURCE}`, 'other', 1000)
    }
    await lease?.hold()
  }
  const steps = applyOperations(held.plan, 'x', {
    ledger,
    reader: dora,
    writer: dora,
    clock,
    departments: ['35'],
    lease: { hold },
  })
  await expect(steps.next()).rejects.toBeInstanceOf(LeaseLost)
  expect(dora.writes).toBe(0)
  expect(await ledger.operations.unsettled(SOURCE)).toHaveLength(1)
})

describe('17 — in order per offer', () => {
  test('an older version never lands over a newer one, at planning or at applying', async () => {
    await world.pass([{ key: 'a', fields: { recurrence: 'nouveau' } }])
    const old: OfferSpec = { key: 'a', fields: { recurrence: 'ancien' }, version: '2020-01-01T00:00:00.000Z' }
    const result = await world.pass([old])
    expect(await plannedBy(result, world)).toEqual([])
    expect(world.dora.peek(await slugOf('a')).fields.recurrence).toBe('nouveau')
    // A plan made from the older version before the newer one landed.
    await world.pass([{ key: 'a', fields: { recurrence: 'plan' } }], { policy: { approval: 'approve' } })
    const id = await approveOpenPlan()
    const link = await world.ledger.links.read(SOURCE, 'a')
    if (link === null) throw new Error('no link')
    await world.ledger.links.save({ ...link, version: '2030-01-01T00:00:00.000Z' })
    const { report } = await applyStored(id)
    expect(report.stale).toBe(1)
    expect(world.dora.peek(await slugOf('a')).fields.recurrence).toBe('nouveau')
  })
})

describe('19 — one bad record blocks nobody', () => {
  test('DORA refuses one: it is kept with field, value and whose move; not sent again until it or the mapping moves', async () => {
    const long = 'n'.repeat(141)
    const specs: OfferSpec[] = [{ key: 'a', fields: { name: long } }, { key: 'b' }]
    const first = await world.pass(specs)
    expect(first.report?.counts).toMatchObject({ created: 1, rejected: 1 })
    const lines = await Array.fromAsync(world.ledger.runs.lines(first.report?.run ?? ''))
    const refused = lines.find(o => o.key === 'a')
    expect(refused?.rejection).toMatchObject({ field: 'name', whose: 'partenaire' })
    let posts = 0
    world.dora.options.onEffect = what => {
      if (what.startsWith('POST')) posts += 1
    }
    for (let i = 0; i < 3; i += 1) {
      const again = await world.pass(specs)
      expect(again.report?.counts).toMatchObject({ unchanged: 1, rejected: 1 })
    }
    expect(posts).toBe(0)
    expect(await world.ledger.rejections()).toMatchObject([{ key: 'a', field: 'name', source: SOURCE }])
    const mended = await world.pass([{ key: 'a', fields: { name: 'court' } }, { key: 'b' }])
    expect(mended.report?.counts).toMatchObject({ unchanged: 1, created: 1 })
    expect(await world.ledger.rejections()).toEqual([])
  })

  test('a service that cannot be read makes its own offer wait, not the others', async () => {
    await world.pass(many(3))
    const broken = await slugOf('k1')
    world.dora.options.fault = ({ route }) => (route === `/services/${broken}/` ? 'server-error' : null)
    const result = await world.pass(
      many(3).map(s => ({
        ...s,
        fields: { recurrence: s.key === 'k2' ? 'le lundi' : null, feeDetails: s.key === 'k1' ? 'x' : null },
      })),
    )
    expect(result.report?.counts).toMatchObject({ waiting: 1, updated: 1, unchanged: 1 })
  })
})

test('19 — a row without a key stands among the rejections as long as the last run saw it', async () => {
  const rejection = {
    code: 'x',
    key: null,
    where: 'ligne 3',
    field: null,
    received: null,
    expected: '',
    message: 'Illisible.',
    whose: 'partenaire',
  } as const
  await world.pass(many(2), { rejections: [rejection] })
  expect(await world.ledger.rejections()).toMatchObject([{ where: 'ligne 3', source: SOURCE }])
  await world.pass(many(2))
  expect(await world.ledger.rejections()).toEqual([])
})

test('19 — a structure that DORA refuses: its offers share the reason, and nothing is sent again', async () => {
  const specs: OfferSpec[] = ['a', 'b'].map(key => ({ key, siret: '85208220500018', structure: 'n'.repeat(300) }))
  let posts = 0
  world.dora.options.onEffect = what => {
    if (what.startsWith('POST')) posts += 1
  }
  world.dora.options.refuseStructures = true
  const first = await world.pass(specs, { policy: { createStructures: true } })
  expect(first.report?.counts).toMatchObject({ rejected: 2 })
  expect(posts).toBe(1)
  const second = await world.pass(specs, { policy: { createStructures: true } })
  expect(second.report?.counts).toMatchObject({ rejected: 2 })
  expect(posts).toBe(1)
})

test('a plan does not carry for ever what its run saw', async () => {
  const done = await world.pass(many(2))
  expect((await world.ledger.plans.read(done.plan?.id ?? ''))?.learned?.sightings).toEqual([])
  const held = await world.pass([])
  expect(held.state).toBe('quarantined')
  const waiting = await world.pass(
    many(2).map(s => ({ ...s, fields: { recurrence: 'x' } })),
    { configuration: 'c2' },
  )
  expect((await world.ledger.plans.read(waiting.plan?.id ?? ''))?.learned?.sightings).toHaveLength(2)
  await world.pass(many(2), { configuration: 'c3' })
  expect((await world.ledger.plans.read(waiting.plan?.id ?? ''))?.learned?.sightings).toEqual([])
})

test('nobody ever sees a part of a plan: one that could not be written whole leaves nothing', async () => {
  const { ledger } = world
  const dying = {
    ...ledger,
    transaction: <T>(work: (shelves: Shelves) => Promise<T>) =>
      ledger.transaction(shelves => {
        const supersede = async () => {
          expect(await shelves.plans.heads()).toHaveLength(1)
          throw new Error('died')
        }
        return work({ ...shelves, plans: { ...shelves.plans, supersede } })
      }),
  }
  const other = await makeWorld({ ...world, ledger: dying })
  await expect(other.pass(many(3))).rejects.toThrow('died')
  expect(await ledger.plans.heads()).toEqual([])
  expect(await ledger.db.selectFrom('plans_parts').selectAll().execute()).toEqual([])
  expect(world.dora.writes).toBe(0)
})

describe('21 — a run to which DORA answered nothing did not happen', () => {
  const away = () =>
    Promise.reject(new DoraError('DORA est fermé', { kind: 'transient', status: 503, code: 'indisponible' }))

  test('no reading was answered: DORA is asked once more, and the run failed when that is not answered either', async () => {
    await world.pass(many(2))
    world.dora.options.fault = () => 'server-error'
    const failed = await world.pass(many(2), { reach: away })
    expect(failed.state).toBe('failed')
    expect(failed.message).toContain('DORA est fermé')
    // It answers something: what could not be read waits, as for any offer.
    const patient = await world.pass(many(2), { reach: async () => {} })
    expect(patient.report?.counts.waiting).toBe(2)
  })

  test('one answer is enough, and is not asked for twice', async () => {
    await world.pass(many(2))
    expect((await world.pass(many(2), { reach: away })).state).toBe('succeeded')
    expect((await world.pass([], { reach: away })).state).toBe('quarantined')
  })
})

describe('20 — the sums agree', () => {
  test('in every report of a varied life, and with what DORA logged', async () => {
    const edits: OfferSpec[][] = [
      many(8),
      many(8).map(s => (s.key < 'k3' ? { ...s, fields: { recurrence: 'x' } } : s)),
      many(7),
      many(7),
      many(8),
    ]
    for (const specs of edits) {
      const before = world.dora.log.filter(e => e.method !== 'GET').length
      const result = await world.pass(specs)
      expect(sumsAgree(result)).toBe(true)
      const logged = world.dora.log.filter(e => e.method !== 'GET').length - before
      const writes = result.report?.writes
      expect(logged).toBe((writes?.created ?? 0) + (writes?.changed ?? 0))
      expect(result.report?.counts.created).toBe(writes?.created)
      expect((result.report?.counts.updated ?? 0) + (result.report?.counts.retired ?? 0)).toBe(writes?.changed)
    }
  })
})

describe('21 — nothing silent', () => {
  test('every write has in the ledger: run, offer, before, after, reason, who approved; and every run one final state', async () => {
    await world.pass(many(4))
    await world.pass(many(4).map(s => (s.key === 'k0' ? { ...s, fields: { recurrence: 'le lundi' } } : s)))
    const logged = await world.ledger.operations.list({ source: SOURCE })
    expect(logged).toHaveLength(world.dora.writes)
    const update = logged.find(o => o.kind === 'update')
    expect(update).toMatchObject({
      key: 'k0',
      state: 'done',
      before: { recurrence: null },
      after: { recurrence: 'le lundi' },
      approvedBy: 'politique',
    })
    expect(update?.run).toMatch(/^run_/)
    expect(update?.reason).toContain('fréquence et horaires')
    const runs = await world.ledger.listRuns()
    expect(runs.map(run => run.state)).toEqual(['succeeded', 'succeeded'])
    const [run] = runs
    if (run === undefined) throw new Error('no run')
    await expect(
      world.ledger.runs.finish(run.id, { state: 'failed', outcome: null, report: null, plan: null, message: null }),
    ).rejects.toThrow('a run ends once')
    expect(run.report?.counts).toEqual(run.counts)
  })

  test('the age of the last success moves with successes only', async () => {
    await world.pass(many(4))
    const success = (await world.ledger.sources.read(SOURCE)).lastSuccess
    await world.pass([], {
      outcome: { state: 'failed', code: 'x', message: 'Site injoignable.', whose: 'partenaire', documents: 0 },
    })
    const now = await world.ledger.sources.read(SOURCE)
    expect(now).toMatchObject({ lastSuccess: success, lastOutcome: 'failed' })
  })
})

test('département fence: a structure of another département is never written to', async () => {
  world.dora.addStructure({ slug: 'nantes', name: 'Nantes', siret: '85208220500018', department: '44' })
  const result = await world.pass([{ key: 'a', siret: '85208220500018', structure: 'Nantes' }])
  expect(result.report?.counts.waiting).toBe(1)
  expect(await plannedBy(result, world)).toEqual([])
  expect(world.dora.writes).toBe(0)
})

test('a key that the partner renamed takes its service along once a person says so', async () => {
  await world.pass([...many(4)])
  const slug = await slugOf('k0')
  const renamed: OfferSpec[] = [...many(4).slice(1), { key: 'neuf', fields: { name: 'Offre k0' } }]
  await world.pass(renamed)
  const [item] = await world.ledger.openInbox({ kind: 'match' })
  if (item === undefined) throw new Error('no question was put')
  await decide(world.ledger, item.id, { action: 'use', slug }, 'Une gestionnaire')
  const result = await world.pass(renamed)
  expect(await slugOf('neuf')).toBe(slug)
  expect(world.dora.slugs).toHaveLength(4)
  expect(result.report?.counts).toMatchObject({ unchanged: 4, seen: 4 })
})

describe('policies of a source', () => {
  test.each([
    ['publish', 'PUBLISHED', 'PUBLISHED'],
    ['publish', 'DRAFT', 'DRAFT'],
    ['draft', 'PUBLISHED', 'DRAFT'],
    ['suggest', 'PUBLISHED', 'SUGGESTION'],
  ] as const)('mode %s: a service that could be %s is created as %s', async (mode, status, expected) => {
    await world.pass([{ key: 'a', fields: { status } }], { policy: { mode } })
    expect(world.dora.peek(await slugOf('a')).fields.status).toBe(expected)
  })

  test('a suggestion that the structure accepted stays accepted', async () => {
    const policy = { mode: 'suggest' as const }
    await world.pass([{ key: 'a' }], { policy })
    const slug = await slugOf('a')
    world.dora.humanEdit(slug, { status: 'PUBLISHED' })
    await world.pass([{ key: 'a', fields: { recurrence: 'le lundi' } }], { policy })
    expect(world.dora.peek(slug).fields).toMatchObject({ status: 'PUBLISHED', recurrence: 'le lundi' })
  })

  test('never adopt: even the same service waits for a person', async () => {
    world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Offre a' }))
    const result = await world.pass([{ key: 'a' }], { policy: { adoptFrom: 1.01 } })
    expect(result.report?.counts).toMatchObject({ waiting: 1 })
    expect(world.dora.writes).toBe(0)
  })

  test('every plan waits when the source asks for it, and its offers are known meanwhile', async () => {
    const result = await world.pass(many(2), { policy: { approval: 'approve' } })
    expect(result).toMatchObject({ state: 'proposed', report: { counts: { seen: 2, waiting: 2 } } })
    expect((await world.ledger.offers.list(SOURCE)).map(offer => offer.state)).toEqual(['waiting', 'waiting'])
  })
})

describe('answers of a person', () => {
  test('an answer carries a name, fits its question, and comes once', async () => {
    await world.pass(many(2), { policy: { approval: 'approve' } })
    const [item] = await world.ledger.openInbox()
    if (item === undefined) throw new Error('nothing is asked')
    await expect(decide(world.ledger, item.id, { action: 'approve' }, ' ')).rejects.toBeInstanceOf(DecisionRefused)
    await expect(decide(world.ledger, item.id, { action: 'use', slug: 'x' }, 'Une personne')).rejects.toThrow(
      'approuver ou refuser',
    )
    await expect(decide(world.ledger, 'item_nowhere', { action: 'dismiss' }, 'Une personne')).rejects.toBeInstanceOf(
      DecisionRefused,
    )
    await decide(world.ledger, item.id, { action: 'refuse' }, 'Une personne')
    await expect(decide(world.ledger, item.id, { action: 'approve' }, 'Une autre')).rejects.toThrow('déjà close')
    expect(world.dora.writes).toBe(0)
    expect(await world.ledger.events.list()).toMatchObject([{ actor: 'Une personne', action: 'plan-refuse' }])
  })

  test('a doubt that only a person can settle: two services could be the one', async () => {
    world.dora.options.fault = ({ method }) => (method === 'POST' ? 'lost-answer' : null)
    const broken = world.pass([{ key: 'a' }])
    // Before the bot looks again, somebody types the very same service in.
    world.dora.options.onEffect = what => {
      if (what === 'after POST /services/') world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Offre a' }))
    }
    const first = await broken
    expect(first.report?.counts.waiting).toBe(1)
    delete world.dora.options.fault
    delete world.dora.options.onEffect
    const second = await world.pass([{ key: 'a' }])
    expect(second.report?.counts.waiting).toBe(1)
    const [item] = await world.ledger.openInbox({ kind: 'doubt' })
    const [ours = ''] = world.dora.slugs
    expect(item?.detail).toMatchObject({ slugs: world.dora.slugs })
    await decide(world.ledger, item?.id ?? '', { action: 'use', slug: ours }, 'Une gestionnaire')
    const third = await world.pass([{ key: 'a' }])
    expect(third.report?.counts.waiting).toBe(0)
    expect(await slugOf('a')).toBe(ours)
    expect(world.dora.slugs).toHaveLength(2)
  })

  test('a question stays open until a run could tell that it is over', async () => {
    await world.pass(many(8))
    const slug = await slugOf('k0')
    world.dora.humanEdit(slug, { fullDesc: 'de la personne' })
    const moved = many(8).map(s => (s.key === 'k0' ? { ...s, fields: { fullDesc: 'de la source' } } : s))
    await world.pass(moved)
    const [item] = await world.ledger.openInbox({ kind: 'conflict' })
    await world.pass(moved.slice(1), { outcome: { state: 'partial', reasons: [], documents: 1 } })
    world.dora.options.fault = ({ route }) => (route === `/services/${slug}/` ? 'server-error' : null)
    await world.pass(moved)
    delete world.dora.options.fault
    expect((await world.ledger.openInbox({ kind: 'conflict' })).map(open => open.id)).toEqual([item?.id])
    world.dora.humanEdit(slug, { fullDesc: 'de la source' })
    await world.pass(moved)
    expect(await world.ledger.openInbox({ kind: 'conflict' })).toEqual([])
  })

  test('a structure that a person approves is created, without the policy', async () => {
    const spec: OfferSpec = { key: 'a', siret: '85208220500018', structure: 'Ti Liammou' }
    await world.pass([spec])
    const [item] = await world.ledger.openInbox({ kind: 'structure' })
    await decide(world.ledger, item?.id ?? '', { action: 'create' }, 'Une gestionnaire')
    const result = await world.pass([spec])
    expect(result.report?.writes).toMatchObject({ structures: 1, created: 1 })
  })

  test('a doubtful match that is another service: a new one is made', async () => {
    world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Offre a (2025)', subcategories: [] }))
    await world.pass([{ key: 'a' }])
    const [item] = await world.ledger.openInbox({ kind: 'match' })
    await decide(world.ledger, item?.id ?? '', { action: 'create' }, 'Une gestionnaire')
    const result = await world.pass([{ key: 'a' }])
    expect(result.report?.counts.created).toBe(1)
    expect(world.dora.slugs).toHaveLength(2)
  })

  test('a service that a person holds is archived only when they say so', async () => {
    await world.pass(many(8))
    const slug = await slugOf('k7')
    world.dora.humanEdit(slug, { status: 'DRAFT' })
    await world.pass(many(7))
    const asked = await world.pass(many(7))
    expect(asked.report?.counts.conflicts).toBe(1)
    const [item] = await world.ledger.openInbox({ kind: 'conflict' })
    await decide(world.ledger, item?.id ?? '', { action: 'keep', side: 'ours' }, 'Une gestionnaire')
    const done = await world.pass(many(7))
    expect(done.report?.counts.retired).toBe(1)
    expect(world.dora.peek(slug).fields.status).toBe('ARCHIVED')
  })
})
