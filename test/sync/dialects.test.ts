import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { createDoraReader, createDoraWriter } from '../../src/dora/client.ts'
import type { DoraServiceFields } from '../../src/dora/port.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { createUnsafeTransport } from '../../src/dora/transport.ts'
import { DIALECTS, type Dialect, type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { decide } from '../../src/sync/decide.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { makeWorld, SIRET, SOURCE, type World } from './make.ts'

/** The key promises of the sync, over each language that DORA speaks or will speak. */
let clock: ManualClock
let sandbox: Sandbox
let world: World

beforeEach(() => {
  clock = manualClock('2026-11-24T08:00:00.000Z')
})
afterEach(async () => {
  await world.close()
  await sandbox.close()
})

async function open(dialect: Dialect): Promise<void> {
  sandbox = await startSandbox({ seed: 'empty', clock, dialect, quotaPerMinute: 10_000 })
  const quota = createQuota({ perMinute: 10_000, clock })
  const client = { url: sandbox.url, token: sandbox.tokens.staff, quota, clock, random: () => 0.5 }
  const place = { name: 'PEM’S', siret: SIRET, postalCode: '35000', cityCode: '35238' }
  await createUnsafeTransport(client).send('POST', '/structures/', place)
  world = await makeWorld({
    clock,
    client: { reader: createDoraReader(client), writer: createDoraWriter({ ...client, departments: ['35'] }) },
  })
}

const offer = (over: Partial<DoraServiceFields> = {}) => ({
  key: 'a',
  fields: sampleFields({
    publicsPrecisions: 'Parents isolés',
    geom: '-1.67000,48.11000',
    beneficiariesAccessModes: [],
    coachOrientationModes: ['envoyer-un-mail'],
    mobilisationModes: ['envoyer-un-courriel'],
    mobilisableBy: ['professionnels'],
    ...over,
  }),
})
const only = () => {
  const [service] = sandbox.state.services.values()
  if (!service) throw new Error('no service')
  return service
}
const lines = async (run: string | undefined) =>
  JSON.stringify(await Array.fromAsync(world.ledger.runs.lines(run ?? '')))
const NOTHING = { created: 0, changed: 0, structures: 0 }

test.each(DIALECTS)(
  '%s: created whole and published, a second pass writes nothing, a change writes its own field',
  async dialect => {
    await open(dialect)
    const first = await world.pass([offer()])
    expect(first.report?.writes).toEqual({ created: 1, changed: 0, structures: 0 })
    expect(await lines(first.plan?.run)).not.toMatch(/pas gardé|ne laisse pas/)
    expect(only()).toMatchObject({ status: 'PUBLISHED', publicsPrecisions: 'Parents isolés', geom: [-1.67, 48.11] })
    if (dialect === 'a-venir')
      expect(only().mobilisation).toMatchObject({
        mobilisationModes: ['envoyer-un-courriel'],
        mobilisableBy: ['professionnels'],
      })
    else expect(only().coachOrientationModes).toEqual(['envoyer-un-mail'])
    expect((await world.pass([offer()])).report?.writes).toEqual(NOTHING)
    const changed = await world.pass([offer({ recurrence: 'Le mardi' })])
    expect(changed.report?.writes).toMatchObject({ changed: 1 })
    expect(sandbox.state.history.at(-1)?.fields).toEqual(['recurrence'])
  },
)

test.each(DIALECTS)('%s: what a person edits stays, and both moved is a conflict', async dialect => {
  await open(dialect)
  await world.pass([offer()])
  Object.assign(only(), { recurrence: 'Sur rendez-vous', modifiedAt: sandbox.state.stamp() })
  expect((await world.pass([offer()])).report?.writes).toEqual(NOTHING)
  expect((await world.pass([offer({ recurrence: 'Le mardi' })])).report?.counts.conflicts).toBe(1)
  expect(only().recurrence).toBe('Sur rendez-vous')
})

test('DORA changes its names between two passes: nothing is written for it, nobody is asked, and the next change is written in the new ones', async () => {
  await open('aout-2026')
  await world.pass([offer()])
  sandbox.operator.speak('a-venir')
  clock.advance(25 * 3_600_000)
  const after = await world.pass([offer()])
  expect(after.report).toMatchObject({ writes: NOTHING, counts: { unchanged: 1, conflicts: 0 } })
  const moved = { coachOrientationModes: ['telephoner'], mobilisationModes: ['telephoner'] }
  expect((await world.pass([offer(moved)])).report?.writes.changed).toBe(1)
  expect(only().mobilisation?.mobilisationModes).toEqual(['telephoner'])
  expect(await world.ledger.inbox.openOf(SOURCE, ['conflict', 'rejection'])).toEqual([])
})

test('modes that a person changed before DORA changed its names stay theirs', async () => {
  await open('aout-2026')
  await world.pass([offer()])
  Object.assign(only(), { coachOrientationModes: ['telephoner'], modifiedAt: sandbox.state.stamp() })
  sandbox.operator.speak('a-venir')
  clock.advance(25 * 3_600_000)
  expect((await world.pass([offer()])).report?.writes).toEqual(NOTHING)
  const moved = {
    coachOrientationModes: ['envoyer-un-mail', 'telephoner'],
    mobilisationModes: ['envoyer-un-courriel', 'se-presenter'],
  }
  expect((await world.pass([offer(moved)])).report?.counts.conflicts).toBe(1)
})

test('DORA’s team rewrites a field of many services at once: one question, no conflict and no fight', async () => {
  await open('aout-2026')
  const offers = (over: Partial<DoraServiceFields> = {}) =>
    ['a', 'b', 'c'].map(key => ({ ...offer({ name: `Offre ${key}`, ...(key === 'c' ? {} : over) }), key }))
  await world.pass(offers())
  const rewrite = (words: string) => {
    for (const service of sandbox.state.services.values()) service.fullDesc = `${words} ${service.fullDesc}`
  }
  rewrite('Résumé fondu.')
  const changed = offers({ fullDesc: 'La source parle autrement.', recurrence: 'Le mardi' })
  const { report } = await world.pass(changed)
  expect(report).toMatchObject({ counts: { conflicts: 0, updated: 2 }, writes: { changed: 2 } })
  expect(only().fullDesc).toMatch(/^Résumé fondu/)
  const [item, ...others] = await world.ledger.inbox.openOf(SOURCE, ['conflict'])
  expect(others).toEqual([])
  expect(await world.ledger.inbox.read(item?.id ?? '')).toMatchObject({
    key: null,
    detail: { fields: [{ field: 'fullDesc' }] },
  })
  await decide(world.ledger, item?.id ?? '', { action: 'keep', side: 'theirs' }, 'Ada')
  expect((await world.pass(changed)).report?.writes.changed).toBe(2)
  expect(only().fullDesc).toBe('La source parle autrement.')
  rewrite('Encore.')
  expect((await world.pass(changed)).report).toMatchObject({ writes: NOTHING, counts: { conflicts: 0 } })
})
