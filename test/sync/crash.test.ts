import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { sequentialIds } from '../../src/common/ids.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { canonical, FIELDS } from '../../src/sync/fields.ts'
import { COMING, WHOLE } from '../whole.ts'
import { fieldsOf, makeWorld, type OfferSpec, SOURCE, type World } from './make.ts'

class Killed extends Error {}

const AsyncGeneratorFunction = async function* () {}.constructor

/** Counts every effect, of DORA and of the ledger; from the `at`-th on, the process is dead: nothing works any more. */
function mortal(at: number) {
  let n = 0
  const effect = () => {
    n += 1
    if (n > at) throw new Killed(`dead at effect ${at}`)
  }
  return { effect, count: () => n }
}

/** The same ledger, each call of each shelf being one effect; what happens inside a transaction is undone with it. */
function mortalLedger(ledger: Ledger, effect: () => void): Ledger {
  const wrapShelf = <T extends object>(shelf: T): T =>
    new Proxy(shelf, {
      get(target, name) {
        const member = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        // A list that is walked through: one effect, and its items come without another.
        if (member instanceof AsyncGeneratorFunction)
          return (...args: unknown[]) => {
            effect()
            return member.apply(target, args)
          }
        return async (...args: unknown[]) => {
          effect()
          const result = await member.apply(target, args)
          return typeof result === 'object' && result !== null && 'hold' in result ? wrapShelf(result) : result
        }
      },
    })
  return new Proxy(ledger, {
    get(target, name) {
      const member = Reflect.get(target, name)
      if (name === 'transaction')
        return (work: (shelves: object) => Promise<unknown>) => {
          effect()
          return target.transaction(async shelves => {
            const result = await work(
              Object.fromEntries(Object.entries(shelves).map(([key, shelf]) => [key, wrapShelf(shelf)])),
            )
            // Dying just before the commit is dying without it.
            effect()
            return result
          })
        }
      return typeof member === 'object' && member !== null ? wrapShelf(member) : member
    },
  })
}

/**
 * A life with every kind of operation in its last pass: create, adopt, update, archive, restore, conflict, structure. It is lived once, up to that
 * pass, and begun again from there as often as asked.
 */
async function prepare(folder: string): Promise<{ again(): Promise<World>; last(world: World): Promise<unknown> }> {
  const clock = manualClock('2026-11-24T08:00:00.000Z')
  const newId = sequentialIds()
  const lived = join(folder, 'lived.sqlite')
  const world = await makeWorld({ clock, newId, ledger: await openLedger({ path: lived }, { clock, newId }) })
  const specs = (over: Record<string, OfferSpec['fields']>, keys: string[]): OfferSpec[] =>
    keys.map(key => ({ key, ...(over[key] === undefined ? {} : { fields: over[key] }) }))
  const policy = { guard: { retireShare: 1, minimum: 100, changeShare: 1 }, createStructures: true }
  await world.pass(specs({}, ['a', 'b', 'c', 'd', 'e']), { policy })
  await world.pass(specs({}, ['a', 'b', 'c', 'd']), { policy })
  await world.pass(specs({}, ['a', 'b', 'c', 'd']), { policy })
  await world.pass(specs({}, ['a', 'b', 'c']), { policy })
  const link = await world.ledger.links.read(SOURCE, 'b')
  world.dora.humanEdit(link?.slug ?? '', { shortDesc: 'de la personne' })
  world.dora.humanCreate('pem-s-rennes', fieldsOf({ name: 'Offre typée', recurrence: null }))
  const final: OfferSpec[] = [
    ...specs({ a: { recurrence: 'le lundi' }, b: { shortDesc: 'de la source', recurrence: 'le mardi' } }, [
      'a',
      'b',
      'c',
      'e',
    ]),
    { key: 'n', fields: { name: 'Offre neuve' } },
    { key: 't', fields: { name: 'Offre typée', recurrence: 'le jeudi' } },
    { key: 's', fields: { name: 'Ailleurs' }, siret: '85208220500018', structure: 'Ti Liammou' },
  ]
  await world.close()
  return {
    async again() {
      const path = join(folder, 'again.sqlite')
      await copyFile(lived, path)
      const from = manualClock(clock.now().toISOString())
      const later = sequentialIds()
      const ids = { clock: from, newId: (prefix: string) => later(`${prefix}_later`) }
      const dora = world.dora.twin({ now: () => from.now() })
      return makeWorld({ ...ids, dora, ledger: await openLedger({ path }, ids) })
    },
    last: at => at.pass(final, { policy }),
  }
}

/** What counts in the end: what DORA holds and whose each service is; dates and run ids may differ. */
async function finalState(world: World): Promise<unknown> {
  const links = await world.ledger.links.list()
  const owner = new Map(links.map(link => [link.slug, link.key]))
  const services = world.dora.slugs.map(slug => {
    const service = world.dora.peek(slug)
    return JSON.stringify({
      structure: service.structure,
      owner: owner.get(slug) ?? null,
      fields: FIELDS.map(field => canonical(field, service.fields[field])),
    })
  })
  const offers = await world.ledger.offers.list(SOURCE)
  return {
    services: services.sort(),
    // A run that died after its listing was complete did see what was missing: one more absence of what is gone anyway is no difference.
    offers: offers.map(({ key, state, misses }) => [
      key,
      state === 'created' || state === 'updated' ? 'unchanged' : state,
      state === 'retired' ? null : misses,
    ]),
    inbox: (await world.ledger.openInbox()).map(item => item.subject).sort(),
    running: (await world.ledger.listRuns()).filter(run => run.state === 'running').length,
    open: (await world.ledger.operations.unsettled(SOURCE)).length,
  }
}

async function settled(world: World, last: (world: World) => Promise<unknown>): Promise<unknown> {
  for (let i = 0; i < 4; i += 1) await last(world)
  return finalState(world)
}

/** Every other effect in each language of DORA, so that each is met in one; all of them in both with `npm run test:whole`. */
const EFFECTS = WHOLE ? { first: 0, step: 1 } : { first: COMING ? 1 : 0, step: 2 }

test('killed at every single effect of a full run, then restarted: the same final state, at most one step redone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dora-sync-crash-'))
  const { again, last } = await prepare(folder)
  const reference = await again()
  const counter = mortal(Number.POSITIVE_INFINITY)
  reference.dora.options.onEffect = counter.effect
  const watched = await makeWorld({ ...reference, ledger: mortalLedger(reference.ledger, counter.effect) })
  const writesBefore = reference.dora.writes
  await last(watched)
  const effects = counter.count()
  const needed = reference.dora.writes - writesBefore
  delete reference.dora.options.onEffect
  const expected = await settled(reference, last)
  await reference.close()
  expect(effects).toBeGreaterThan(60)
  expect(needed).toBeGreaterThan(6)

  for (let at = EFFECTS.first; at < effects; at += EFFECTS.step) {
    const world = await again()
    const before = world.dora.writes
    const death = mortal(at)
    world.dora.options.onEffect = death.effect
    const dying = await makeWorld({ ...world, ledger: mortalLedger(world.ledger, death.effect) })
    // The very last effect gives the lease back: dying there, the run is over and nobody is told.
    const dies = at === effects - 1 ? last(dying) : expect(last(dying), `effect ${at}`).rejects.toBeInstanceOf(Killed)
    await dies
    delete world.dora.options.onEffect
    expect(await settled(world, last), `killed at effect ${at}`).toEqual(expected)
    expect(world.dora.writes - before, `writes when killed at effect ${at}`).toBeLessThanOrEqual(needed + 1)
    await world.close()
  }
  await rm(folder, { recursive: true })
}, 600_000)
