import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { App } from '../../src/app/app.ts'
import { applyCommand, planCommand } from '../../src/cli/approve.ts'
import { historyCommand } from '../../src/cli/history.ts'
import { inboxCommand } from '../../src/cli/inbox.ts'
import { makeWorld, SOURCE, type World } from './make.ts'

let world: World
let said: string

beforeEach(async () => {
  world = await makeWorld()
  said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(chunk => {
    said += String(chunk)
    return true
  })
})

afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await world.close()
})

/** What these commands use of the app. */
function withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
  const { ledger, clock, dora } = world
  const app: Partial<App> = { ledger, clock }
  const sources = [{ config: { id: SOURCE }, fingerprint: 'c1' }]
  const access = { reader: dora, writer: () => dora, departments: ['35'] }
  return work({ ...app, sources, dora: access } as unknown as App)
}

async function run(command: ReturnType<typeof planCommand>, ...words: string[]): Promise<string> {
  said = ''
  await command.exitOverride().parseAsync(words, { from: 'user' })
  return said
}

test('plan --show reads, apply --by approves in that name and carries out, history tells it all', async () => {
  const held = await world.pass([{ key: 'a' }], { policy: { approval: 'approve' } })
  const plan = held.plan?.id ?? ''
  expect(await run(planCommand(withApp), '--show', plan)).toContain('Créer – Offre a (a)')
  expect(JSON.parse(await run(planCommand(withApp), '--show', plan, '--json'))).toMatchObject([
    { id: plan, state: 'proposed' },
  ])
  expect(world.dora.writes).toBe(0)

  expect(await run(applyCommand(withApp), plan, '--by', 'Une gestionnaire')).toContain('1\u00A0créée')
  expect(world.dora.writes).toBe(1)
  expect(process.exitCode).toBeUndefined()
  expect((await world.ledger.plans.read(plan))?.approvedBy).toBe('Une gestionnaire')
  expect(await world.ledger.openInbox()).toEqual([])

  const told = await run(historyCommand(withApp), `${SOURCE}/a`)
  expect(told).toContain('Offre a – pem-s/a')
  expect(told).toContain('Nouvelle offre de la source')
  expect(told).toContain('Une gestionnaire')
  expect(JSON.parse(await run(historyCommand(withApp), 'a', '--json'))).toMatchObject([
    { offer: { key: 'a' }, link: { origin: 'created' } },
  ])
  await expect(run(historyCommand(withApp), 'nulle-part')).rejects.toThrow('Aucune offre')
})

test('apply refuses a stale plan and an unknown one, with an exit code', async () => {
  const held = await world.pass([{ key: 'a' }], { policy: { approval: 'approve' } })
  await world.pass([{ key: 'a' }], { policy: { approval: 'approve' } })
  expect(await run(applyCommand(withApp), held.plan?.id ?? '', '--by', 'X')).toContain('périmé')
  expect(process.exitCode).toBe(1)
  expect(await run(applyCommand(withApp), 'plan_nowhere', '--by', 'X')).toContain('Aucun plan')
  expect(world.dora.writes).toBe(0)
  const runs = await world.ledger.listRuns()
  expect(runs.every(r => r.ended !== null)).toBe(true)
})

test('apply says when the source is busy', async () => {
  const held = await world.pass([{ key: 'a' }], { policy: { approval: 'approve' } })
  await world.ledger.leases.acquire(`source:${SOURCE}`, 'autre', 60_000)
  expect(await run(applyCommand(withApp), held.plan?.id ?? '', '--by', 'X')).toContain('en cours')
  expect(process.exitCode).toBe(1)
})

test('inbox answer … approve sends the plan at once, in that name; the journal has one line', async () => {
  const held = await world.pass([{ key: 'a' }], { policy: { approval: 'approve' } })
  const [item] = await world.ledger.openInbox({ kind: 'quarantine' })
  const answered = await run(inboxCommand(withApp), 'answer', item?.id ?? '', 'approve', '--by', 'Une gestionnaire')
  expect(answered).toContain('Le plan est approuvé')
  expect(answered).toContain('1\u00A0créée')
  expect(process.exitCode).toBeUndefined()
  expect(world.dora.writes).toBe(1)
  expect(await world.ledger.plans.head(held.plan?.id ?? '')).toMatchObject({
    state: 'applied',
    approvedBy: 'Une gestionnaire',
  })
  expect(await world.ledger.inbox.read(item?.id ?? '')).toMatchObject({ decidedBy: 'Une gestionnaire' })
  expect((await world.ledger.events.list()).map(event => event.action)).toEqual(['plan-approuve'])
})

test('inbox answer … approve while a pass holds the source: said, and the plan is among those to send', async () => {
  const held = await world.pass([{ key: 'a' }], { policy: { approval: 'approve' } })
  const [item] = await world.ledger.openInbox({ kind: 'quarantine' })
  await world.ledger.leases.acquire(`source:${SOURCE}`, 'autre', 60_000)
  const answered = await run(inboxCommand(withApp), 'answer', item?.id ?? '', 'approve', '--by', 'Une gestionnaire')
  expect(answered).toContain('Le plan est approuvé')
  expect(answered).toContain('en cours')
  expect(process.exitCode).toBe(1)
  expect(await world.ledger.plans.toSend(10)).toMatchObject([{ id: held.plan?.id, by: 'Une gestionnaire' }])
})

test('inbox answer … --json says what was decided and what became of it', async () => {
  await world.pass([{ key: 'a' }], { policy: { approval: 'approve' } })
  const [item] = await world.ledger.openInbox({ kind: 'quarantine' })
  const words = ['answer', item?.id ?? '', 'approve', '--by', 'Une gestionnaire', '--json']
  expect(JSON.parse(await run(inboxCommand(withApp), ...words))).toEqual({
    message: expect.stringContaining('Le plan est approuvé'),
    sent: 'succeeded',
  })
})

test('inbox shows what waits with both values, and takes the answer', async () => {
  await world.pass([{ key: 'a' }])
  const link = await world.ledger.links.read(SOURCE, 'a')
  world.dora.humanEdit(link?.slug ?? '', { shortDesc: 'de la personne' })
  await world.pass([{ key: 'a', fields: { shortDesc: 'de la source' } }])
  const [item] = await world.ledger.openInbox()
  const shown = await run(inboxCommand(withApp))
  expect(shown).toContain(item?.id)
  expect(shown).toContain(
    'résumé (shortDesc)\u00A0: DORA «\u00A0de la personne\u00A0»\u00A0; source «\u00A0de la source\u00A0»',
  )
  await expect(run(inboxCommand(withApp), 'answer', item?.id ?? '', 'keep', 'both', '--by', 'X')).rejects.toThrow(
    'always-theirs',
  )
  await expect(
    run(inboxCommand(withApp), 'answer', item?.id ?? '', 'keep', 'ours', 'nom', '--by', 'X'),
  ).rejects.toThrow('Champ inconnu')
  expect(
    await run(inboxCommand(withApp), 'answer', item?.id ?? '', 'keep', 'ours', 'shortDesc', '--by', 'Une gestionnaire'),
  ).toContain('sera envoyée')
  expect(await run(inboxCommand(withApp), '--source', SOURCE)).toBe('Rien n’attend.\n')
  expect(JSON.parse(await run(inboxCommand(withApp), '--json'))).toEqual([])
  expect(await run(historyCommand(withApp), 'a')).toContain('Une gestionnaire a tranché le conflit')
  await world.pass([{ key: 'a', fields: { shortDesc: 'de la source' } }])
  expect(world.dora.peek(link?.slug ?? '').fields.shortDesc).toBe('de la source')
})
