import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DoraService } from '../../src/dora/port.ts'
import type { LoggedOperation } from '../../src/ledger/operations.ts'
import { answerPlan } from '../../src/sync/answer-plan.ts'
import { decide } from '../../src/sync/decide.ts'
import { spoken } from '../dora/spoken.ts'
import { fieldsOf, makeWorld, type OfferSpec, SOURCE, type World } from './make.ts'
import { approve, preview, propose, takeBack } from './take-back.ts'

// What the robot wrote and a person takes back, in the eyes of DORA.
const BY = 'Une personne'
let world: World
beforeEach(async () => {
  world = await makeWorld()
})
afterEach(() => world.close())

const offer = (fields: OfferSpec['fields'] = {}): OfferSpec[] => [{ key: 'a', fields }]
async function held(key = 'a'): Promise<DoraService> {
  const link = await world.ledger.links.read(SOURCE, key)
  return world.dora.peek(link?.slug ?? '')
}
async function last(): Promise<LoggedOperation> {
  const [operation] = await world.ledger.operations.list({ source: SOURCE, limit: 1 })
  if (operation === undefined) throw new Error('nothing was written')
  return operation
}
const passes = async (specs: OfferSpec[], n = 3) => {
  for (let i = 0; i < n; i += 1) await world.pass(specs)
}
const refusedNow = async () =>
  (await world.ledger.choices.of(SOURCE, 'a')).map(({ topic, value }) => [topic, 'reason' in value ? value.reason : ''])

describe('an update', () => {
  test('goes back field by field, is not written again by any pass, and another value of the source is', async () => {
    await world.pass(offer({ recurrence: 'le lundi' }))
    const before = (await held()).fields
    await world.pass(offer({ recurrence: 'le mardi', fullDesc: 'Faux', contactPhone: '02 99 11 11 11' }))
    const plan = (await last()).plan
    const writes = world.dora.writes
    const result = await takeBack(world, { plan }, BY)
    expect(result.state).toBe('succeeded')
    expect(world.dora.writes).toBe(writes + 1)
    expect((await held()).fields).toEqual(before)
    expect(await refusedNow()).toEqual(
      expect.arrayContaining([
        ['refused:recurrence', 'annulé'],
        ['refused:fullDesc', 'annulé'],
        ['refused:contactPhone', 'annulé'],
      ]),
    )
    await passes(offer({ recurrence: 'le mardi', fullDesc: 'Faux', contactPhone: '02 99 11 11 11' }))
    expect((await held()).fields).toEqual(before)
    expect(world.dora.writes).toBe(writes + 1)
    await world.pass(offer({ recurrence: 'le jeudi', fullDesc: 'Faux', contactPhone: '02 99 11 11 11' }))
    expect((await held()).fields).toEqual({ ...before, recurrence: 'le jeudi' })
  })

  test('only where DORA still holds what was written: the rest is left, and said', async () => {
    await world.pass(offer())
    const before = (await held()).fields
    await world.pass(offer({ recurrence: 'le mardi', fullDesc: 'Faux' }))
    const operation = (await last()).id
    world.dora.humanEdit((await held()).slug, { fullDesc: 'Retouché' })
    const plan = await propose(world, { operation }, BY)
    const result = await approve(world, plan ?? '', BY)
    const said = await spoken(world.dora, { ...before, fullDesc: 'Retouché' })
    expect(await spoken(world.dora, (await held()).fields)).toEqual(said)
    const [line] = await Array.fromAsync(world.ledger.plans.items(plan ?? '', 'outcomes'))
    expect(line?.reason).toMatch(/Modifié depuis dans DORA, donc laissé : .*description/i)
    expect('report' in result && result.report.counts.updated).toBe(1)
    expect((await refusedNow()).map(([topic]) => topic)).toEqual(['refused:recurrence'])
  })

  test('a commune that somebody moved keeps its postal code with it', async () => {
    await world.pass(offer())
    await world.pass(offer({ postalCode: '35400', cityCode: '35288', recurrence: 'le mardi' }))
    const operation = (await last()).id
    world.dora.humanEdit((await held()).slug, { cityCode: '35093' })
    await takeBack(world, { operation }, BY)
    expect((await held()).fields).toMatchObject({ postalCode: '35400', cityCode: '35093', recurrence: null })
  })

  test('a person’s value that was written over once is a person’s again', async () => {
    await world.pass(offer())
    world.dora.humanEdit((await held()).slug, { fullDesc: 'De la main de quelqu’un' })
    await world.ledger.choices.set(
      SOURCE,
      'a',
      { topic: 'field:fullDesc', value: { side: 'ours', theirs: 'De la main de quelqu’un', once: true } },
      BY,
    )
    await world.pass(offer({ fullDesc: 'Deux' }))
    expect((await held()).fields.fullDesc).toBe('Deux')
    await takeBack(world, { operation: (await last()).id }, BY)
    expect((await held()).fields.fullDesc).toBe('De la main de quelqu’un')
    await world.pass(offer({ fullDesc: 'Trois' }))
    expect((await held()).fields.fullDesc).toBe('De la main de quelqu’un')
  })

  test('DORA moves between the proposal and the approval: nothing is written over it', async () => {
    await world.pass(offer())
    await world.pass(offer({ recurrence: 'le mardi' }))
    const plan = await propose(world, { operation: (await last()).id }, BY)
    world.dora.humanEdit((await held()).slug, { recurrence: 'le samedi' })
    const writes = world.dora.writes
    await approve(world, plan ?? '', BY)
    expect(world.dora.writes).toBe(writes)
    expect((await held()).fields.recurrence).toBe('le samedi')
  })

  test('revoked in the rules, the value comes back with the next pass', async () => {
    await world.pass(offer())
    await world.pass(offer({ recurrence: 'le mardi' }))
    await takeBack(world, { operation: (await last()).id }, BY)
    await world.ledger.choices.forget(SOURCE, 'a', 'refused:recurrence')
    await world.pass(offer({ recurrence: 'le mardi' }))
    expect((await held()).fields.recurrence).toBe('le mardi')
  })

  test('a write of which an earlier version kept no memory leaves a person’s value behind it', async () => {
    await world.pass(offer())
    await world.pass(offer({ recurrence: 'le mardi' }))
    const { id } = await last()
    await world.ledger.db.updateTable('operations').set({ lookup: null }).where('id', '=', id).execute()
    await takeBack(world, { operation: id }, BY)
    expect((await held()).fields.recurrence).toBe(null)
    await world.pass(offer({ recurrence: 'le jeudi' }))
    expect((await held()).fields.recurrence).toBe(null)
    expect((await world.ledger.offers.read(SOURCE, 'a'))?.state).toBe('conflict')
  })
})

describe('what DORA cannot give back', () => {
  test('a creation becomes an archive, said before; it stays so, and comes back once the refusal is revoked', async () => {
    await world.pass([...offer(), { key: 'b' }])
    const created = (await world.ledger.operations.list({ source: SOURCE, key: 'a' }))[0]?.id ?? ''
    const [inverse] = (await preview(world, { operation: created })).inverses
    expect(inverse?.outcome.reason).toContain('DORA ne sait pas effacer : le service sera archivé')
    await takeBack(world, { operation: created }, BY)
    expect((await held()).fields.status).toBe('ARCHIVED')
    await passes([...offer({ recurrence: 'le lundi' }), { key: 'b' }])
    expect((await held()).fields.status).toBe('ARCHIVED')
    expect(world.dora.slugs).toHaveLength(2)
    await world.ledger.choices.forget(SOURCE, 'a', 'refused:status')
    await world.pass([...offer({ recurrence: 'le lundi' }), { key: 'b' }])
    expect((await held()).fields.status).toBe('PUBLISHED')
  })

  test('the creation of a structure is said as not undoable', async () => {
    const inverse = { ...(await firstOf('create')), kind: 'create-structure' as const }
    await world.ledger.db.updateTable('operations').set({ kind: 'create-structure' }).execute()
    const found = await preview(world, { operation: inverse.id })
    expect(found.inverses[0]).toMatchObject({ operation: null })
    expect(found.inverses[0]?.outcome.reason).toContain('ne s’annule pas')
    expect(await propose(world, { operation: inverse.id }, BY)).toBe(null)
  })

  async function firstOf(kind: LoggedOperation['kind']): Promise<LoggedOperation> {
    await world.pass(offer())
    const found = (await world.ledger.operations.list({ source: SOURCE })).find(each => each.kind === kind)
    if (!found) throw new Error(`no ${kind}`)
    return found
  }
})

describe('archived and brought back', () => {
  test('an archive: the service has the status it had, and is not archived again', async () => {
    await world.pass([...offer({ status: 'DRAFT' }), { key: 'b' }])
    await passes([{ key: 'b' }], 2)
    expect((await held()).fields.status).toBe('ARCHIVED')
    await takeBack(world, { operation: (await last()).id }, BY)
    expect((await held()).fields.status).toBe('DRAFT')
    await passes([{ key: 'b' }], 4)
    expect((await held()).fields.status).toBe('DRAFT')
  })

  test('a return: archived again', async () => {
    await world.pass([...offer(), { key: 'b' }])
    await passes([{ key: 'b' }], 2)
    await world.pass([...offer({ recurrence: 'le lundi' }), { key: 'b' }])
    expect((await held()).fields).toMatchObject({ status: 'PUBLISHED', recurrence: 'le lundi' })
    await takeBack(world, { operation: (await last()).id }, BY)
    expect((await held()).fields).toMatchObject({ status: 'ARCHIVED', recurrence: null })
    await passes([...offer({ recurrence: 'le lundi' }), { key: 'b' }])
    expect((await held()).fields.status).toBe('ARCHIVED')
  })
})

describe('an adoption', () => {
  const typed = () =>
    world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Offre a', recurrence: null, feeDetails: null }))

  test('the fields it filled in are empty again; the link stays', async () => {
    const slug = typed()
    await world.pass(offer({ recurrence: 'le lundi' }))
    expect(world.dora.peek(slug).fields.recurrence).toBe('le lundi')
    await takeBack(world, { operation: (await last()).id }, BY)
    await passes(offer({ recurrence: 'le lundi' }))
    expect(world.dora.peek(slug).fields.recurrence).toBe(null)
    expect((await world.ledger.links.read(SOURCE, 'a'))?.slug).toBe(slug)
    await world.pass(offer({ recurrence: 'le mardi' }))
    expect(world.dora.peek(slug).fields.recurrence).toBe('le mardi')
  })

  test('on demand the link is cut: no pass takes the service again, nor makes another while the source says the same', async () => {
    const slug = typed()
    await world.pass(offer({ recurrence: 'le lundi' }))
    await takeBack(world, { operation: (await last()).id }, BY, true)
    const writes = world.dora.writes
    await passes(offer({ recurrence: 'le lundi' }))
    expect([world.dora.writes, world.dora.slugs, world.dora.peek(slug).fields.recurrence]).toEqual([
      writes,
      [slug],
      null,
    ])
    expect(await world.ledger.links.read(SOURCE, 'a')).toBe(null)
    await world.pass(offer({ recurrence: 'le mardi' }))
    expect([world.dora.slugs.length, world.dora.peek(slug).fields.recurrence]).toEqual([2, null])
  })
})

describe('the plan', () => {
  test('waits for a named person, stands beside a pass, and leaves the fence of the source where it was', async () => {
    await world.pass(offer())
    await world.pass(offer({ recurrence: 'le mardi' }))
    const plan = await propose(world, { operation: (await last()).id }, BY)
    expect(await world.ledger.plans.head(plan ?? '')).toMatchObject({ state: 'proposed', hold: 'undo' })
    await world.pass(offer({ recurrence: 'le mardi' }))
    expect((await world.ledger.plans.head(plan ?? ''))?.state).toBe('proposed')
    await approve(world, plan ?? '', BY)
    expect((await held()).fields.recurrence).toBe(null)
    expect((await world.ledger.sources.read(SOURCE)).configuration).toBe('c1')
    const [logged] = await world.ledger.operations.list({ plan: plan ?? '' })
    expect(logged).toMatchObject({ approvedBy: BY, state: 'done' })
  })

  test('refused, it changes nothing and refuses nothing', async () => {
    await world.pass(offer())
    await world.pass(offer({ recurrence: 'le mardi' }))
    const plan = await propose(world, { operation: (await last()).id }, BY)
    await world.ledger.transaction(shelves =>
      answerPlan(shelves, plan ?? '', { action: 'refuse', reason: 'finalement non' }, BY),
    )
    expect(await world.ledger.choices.of(SOURCE, 'a')).toEqual([])
  })

  test('taken back itself, what the source says is there again and may be written', async () => {
    await world.pass(offer())
    await world.pass(offer({ recurrence: 'le mardi' }))
    await takeBack(world, { operation: (await last()).id }, BY)
    await takeBack(world, { operation: (await last()).id }, BY)
    expect((await held()).fields.recurrence).toBe('le mardi')
    expect(await world.ledger.choices.of(SOURCE, 'a')).toEqual([])
    await world.pass(offer({ recurrence: 'le mercredi' }))
    expect((await held()).fields.recurrence).toBe('le mercredi')
  })

  test('a lost answer: found again by the next pass, and still not written again', async () => {
    await world.pass(offer())
    await world.pass(offer({ recurrence: 'le mardi' }))
    const plan = await propose(world, { operation: (await last()).id }, BY)
    world.dora.options.fault = ({ method }) => (method === 'PATCH' ? 'lost-answer' : null)
    await approve(world, plan ?? '', BY)
    delete world.dora.options.fault
    await passes(offer({ recurrence: 'le mardi' }))
    expect((await held()).fields.recurrence).toBe(null)
    await world.pass(offer({ recurrence: 'le jeudi' }))
    expect((await held()).fields.recurrence).toBe('le jeudi')
  })

  test('what was taken back already has nothing left to take back', async () => {
    await world.pass(offer())
    await world.pass(offer({ recurrence: 'le mardi' }))
    const operation = (await last()).id
    await takeBack(world, { operation }, BY)
    expect(await propose(world, { operation }, BY)).toBe(null)
  })
})

describe('a standing choice that is revoked', () => {
  test.each(['always-ours', 'always-theirs'] as const)('«%s» plays no more with the next pass', async side => {
    await world.pass(offer({ fullDesc: 'Un' }))
    world.dora.humanEdit((await held()).slug, { fullDesc: 'De la main de quelqu’un' })
    await world.pass(offer({ fullDesc: 'Deux' }))
    const [item] = await world.ledger.inbox.open({ kind: 'conflict' })
    await decide(world.ledger, item?.id ?? '', { action: 'keep', side, field: 'fullDesc' }, BY)
    await world.pass(offer({ fullDesc: 'Deux' }))
    expect((await held()).fields.fullDesc).toBe(side === 'always-ours' ? 'Deux' : 'De la main de quelqu’un')
    await world.ledger.choices.forget(SOURCE, 'a', 'field:fullDesc')
    if (side === 'always-ours') world.dora.humanEdit((await held()).slug, { fullDesc: 'De nouveau à la main' })
    const before = (await held()).fields.fullDesc
    await world.pass(offer({ fullDesc: 'Trois' }))
    expect((await held()).fields.fullDesc).toBe(before)
    expect(await world.ledger.inbox.open({ kind: 'conflict' })).toHaveLength(1)
  })
})
