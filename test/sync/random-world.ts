import { type Random, seededRandom } from '../../src/common/random.ts'
import type { DoraReader, DoraServiceFields } from '../../src/dora/port.ts'
import { LeaseLost } from '../../src/ledger/leases.ts'
import { FIELDS, type Field, isEmpty, same } from '../../src/sync/fields.ts'
import { withSourceLease } from '../../src/sync/source-lease.ts'
import { FakeDora } from './fake-dora.ts'
import { desiredOf, fieldsOf, makeWorld, type OfferSpec, SIRET, SOURCE, sumsAgree, type World } from './make.ts'
import { deathAt, Killed, someFaults } from './mishaps.ts'
import { takeStock } from './stocktaking.ts'

/** One thing that happens. Numbers choose among what is there at that moment. */
export type Happening =
  | { kind: 'source-edits'; offer: number; field: number; value: number }
  | { kind: 'source-adds'; offer: number }
  | { kind: 'source-drops'; offer: number }
  | { kind: 'human-edits'; service: number; field: number; value: number }
  | { kind: 'human-types-in'; offer: number }
  | { kind: 'pass'; complete: boolean; shuffle: number }
  /** A pass during which DORA misbehaves. */
  | { kind: 'faulty-pass'; seed: number; rate: number }
  /** A pass during which the process dies at its n-th effect. */
  | { kind: 'killed-pass'; at: number }
  /** A pass that, at its n-th question to DORA, meets another process over the same source: `asleep`, after two hours of sleep; else at once. */
  | { kind: 'two-passes'; at: number; asleep: boolean }
  /** DORA changes its names, for good. */
  | { kind: 'new-names' }
  | { kind: 'stocktaking' }
  /** Nothing happens for some months. */
  | { kind: 'months-pass'; months: number }

export interface Verdict {
  passes: number
  writes: number
  created: number
  /** Passes that were needed, once everything was calm again, before one planned nothing. */
  settledAfter: number
  /** Passes that another process took over while they slept, and passes that another process was kept from. */
  takenOver: number
  keptOut: number
  /** Changes of names that DORA made once there was something to rename. */
  renamed: number
  stocktakings: number
}

/** A promise was broken; the message says which and where. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise'
}

const OFFERS = 5
const EDITABLE: Field[] = [
  'shortDesc',
  'recurrence',
  'publics',
  'diffusionZoneType',
  'diffusionZoneDetails',
  'contactPhone',
  'durationWeeks',
  'status',
]
const VALUES: Record<string, unknown[]> = {
  shortDesc: ['un', ' un ', 'deux', 'trois', ''],
  recurrence: [null, 'le lundi', 'le mardi', 'le  lundi'],
  publics: [[], ['jeunes'], ['jeunes', 'femmes'], ['femmes', 'jeunes'], ['familles']],
  diffusionZoneType: ['department', 'city', 'country'],
  diffusionZoneDetails: ['35', '35238', null],
  contactPhone: ['0299000000', '02 99 00 00 00', '0299111111', null],
  durationWeeks: [null, 0, 4, 8],
  status: ['PUBLISHED', 'DRAFT'],
}
/** Passes of calm in which everything must settle: absences are counted twice, doubts wait one pass. */
const CALM = 8

/** The guard and the fence have their own tests: here everything that is planned is applied. */
const POLICY = { guard: { retireShare: 1, minimum: 100, changeShare: 1 } }

const MONTH_MS = 30 * 24 * 3_600_000
/** What DORA computes or leaves empty in its coming names: no longer what somebody typed. */
const LEFT_BY_NEW_NAMES: ReadonlySet<Field> = new Set([
  'shortDesc',
  'coachOrientationModes',
  'beneficiariesAccessModes',
])

/**
 * Plays a world and checks, at every write and after every pass, that no promise is broken: no human edit lost, no
 * duplicate, foreign services untouched, sums that agree, the same end whatever happened on the way.
 * @throws BrokenPromise
 */
export async function playWorld(script: readonly Happening[]): Promise<Verdict> {
  const gate: Gate = {}
  const dora = new FakeDora()
  const world = await makeWorld({ dora, client: { reader: behind(gate, dora), writer: dora } })
  dora.addStructure({ slug: 'pem-s-rennes', name: 'PEM’S', siret: SIRET })
  dora.options.now = () => world.clock.now()
  const player = new Player(world, gate)
  try {
    for (const happening of script) await player.happen(happening)
    const settledAfter = await player.calm()
    const { passes, created, takenOver, keptOut, renamed, stocktakings } = player
    return { passes, writes: dora.writes, created, settledAfter, takenOver, keptOut, renamed, stocktakings }
  } finally {
    await world.close()
  }
}

/** Awaited before each question to DORA; absent: nothing is. */
interface Gate {
  before?: (() => Promise<void>) | undefined
}

/** The same reader, whose questions wait at a gate. Writes do not: between the last look at the lease and the write itself nobody can step in but by luck. */
function behind(gate: Gate, dora: DoraReader): DoraReader {
  return new Proxy(dora, {
    get(target, name) {
      const own = Reflect.get(target, name)
      if (typeof own !== 'function') return own
      return async (...args: unknown[]) => {
        await gate.before?.()
        return own.apply(target, args)
      }
    },
  })
}

class Player {
  passes = 0
  created = 0
  takenOver = 0
  keptOut = 0
  renamed = 0
  stocktakings = 0
  readonly #gate: Gate
  readonly #world: World
  readonly #source = new Map<number, OfferSpec>()
  /** For each service, the fields that a person moved away from what the bot left there. */
  readonly #human = new Map<string, Map<Field, unknown>>()
  /** For each service and field, what the bot left there. */
  readonly #robot = new Map<string, Partial<DoraServiceFields>>()
  /** Services that neither the bot nor its offers have anything to do with, as they were. */
  readonly #foreign = new Map<string, string>()
  readonly #posted = new Map<string, number>()
  /** What the bot created, by name (names never change here). */
  readonly #made = new Map<string, Partial<DoraServiceFields>>()
  #orders: Random = seededRandom(1)

  constructor(world: World, gate: Gate) {
    this.#world = world
    this.#gate = gate
    for (const name of ['Garage solidaire', 'Chantier école']) {
      const slug = world.dora.humanCreate('pem-s-rennes', fieldsOf({ name, subcategories: ['autre--chose'] }))
      this.#foreign.set(slug, JSON.stringify(world.dora.peek(slug)))
    }
    for (let i = 0; i < 3; i += 1) this.#source.set(i, { key: `k${i}`, fields: {} })
    world.dora.options.onRobotWrite = write => this.#witness(write)
  }

  async happen(happening: Happening): Promise<void> {
    const { dora } = this.#world
    switch (happening.kind) {
      case 'source-adds':
        if (!this.#source.has(happening.offer % OFFERS))
          this.#source.set(happening.offer % OFFERS, { key: `k${happening.offer % OFFERS}`, fields: {} })
        return
      case 'source-drops':
        // A source that shows nothing at all is quarantined: that has its own test.
        if (this.#source.size > 1) this.#source.delete(happening.offer % OFFERS)
        return
      case 'source-edits': {
        const spec = this.#source.get(happening.offer % OFFERS)
        if (spec !== undefined) spec.fields = { ...spec.fields, ...pickValue(happening) }
        return
      }
      case 'human-edits': {
        const slugs = dora.slugs.filter(slug => !this.#foreign.has(slug))
        const slug = slugs[happening.service % Math.max(1, slugs.length)]
        if (slug !== undefined) this.#humanEdit(slug, pickValue(happening))
        return
      }
      case 'human-types-in': {
        const key = `k${happening.offer % OFFERS}`
        const name = `Offre ${key}`
        if (dora.slugs.some(slug => dora.peek(slug).fields.name === name)) return
        // A person does not type while the bot's own attempt is still in doubt: nobody could tell the two apart.
        if ((await this.#world.ledger.operations.unsettled(SOURCE)).some(operation => operation.key === key)) return
        const slug = dora.humanCreate('pem-s-rennes', fieldsOf({ name, shortDesc: 'typé à la main', recurrence: null }))
        const typed = dora.peek(slug).fields
        this.#human.set(slug, new Map(FIELDS.filter(f => !isEmpty(f, typed[f])).map(f => [f, typed[f]])))
        return
      }
      case 'pass':
        await this.#pass(happening.complete, happening.shuffle)
        return
      case 'faulty-pass':
        dora.options.fault = someFaults(happening)
        await this.#pass(true, happening.seed)
        delete dora.options.fault
        return

      case 'killed-pass':
        dora.options.onEffect = deathAt(happening.at)
        try {
          await this.#pass(true, happening.at)
        } catch (error) {
          if (!(error instanceof Killed)) throw error
        }
        delete dora.options.onEffect
        return
      case 'two-passes':
        await this.#twoPasses(happening.at, happening.asleep)
        return
      case 'new-names':
        this.#newNames()
        return
      case 'stocktaking': {
        const wrong = await takeStock(this.#world)
        if (wrong !== null) throw new BrokenPromise(wrong)
        this.stocktakings += 1
        return
      }
      case 'months-pass':
        this.#world.clock.advance(happening.months * MONTH_MS)
    }
  }

  /** Two processes over one source: one writes, and who slept past its lease writes nothing once it wakes up. */
  async #twoPasses(at: number, asleep: boolean): Promise<void> {
    const { dora, clock } = this.#world
    this.#agree()
    let n = 0
    const met = { overtaken: false, keptOut: false }
    let writes = 0
    this.#gate.before = async () => {
      n += 1
      if (n !== at + 1) return
      this.#gate.before = undefined
      if (asleep) {
        clock.advance(2 * 3_600_000)
        await this.#pass(true, at)
        met.overtaken = true
      } else {
        await this.#mustBeHeld()
        met.keptOut = true
      }
      writes = dora.writes
    }
    const gaveUp = await this.#world.pass([...this.#source.values()], { policy: POLICY }).then(
      result => result.state === 'failed',
      // With nothing left to write, it is at its end that it finds its run closed by the other.
      error => error instanceof LeaseLost,
    )
    this.#gate.before = undefined
    this.passes += 1
    if (met.keptOut) this.keptOut += 1
    if (!met.overtaken) return
    this.takenOver += 1
    if (dora.writes !== writes) throw new BrokenPromise('a pass that was taken over wrote when it woke up')
    if (!gaveUp) throw new BrokenPromise('a pass that was taken over says that it went well')
  }

  /** Another process finds the source held, whatever it wants. */
  async #mustBeHeld(): Promise<void> {
    const held = await withSourceLease(this.#world.ledger, SOURCE, 'another process', async () => 'in')
    if (!held.busy) throw new BrokenPromise('two processes are on one source')
  }

  #newNames(): void {
    const { dora } = this.#world
    if (dora.slugs.length > this.#foreign.size) this.renamed += 1
    dora.speakNewNames()
    for (const owned of this.#human.values()) for (const field of LEFT_BY_NEW_NAMES) owned.delete(field)
    for (const slug of this.#foreign.keys()) this.#foreign.set(slug, JSON.stringify(dora.peek(slug)))
  }

  /** No more trouble: within a few passes one plans nothing, and the next one writes nothing. */
  async calm(): Promise<number> {
    for (let n = 0; n < CALM; n += 1) {
      const before = this.#world.dora.writes
      const planned = await this.#pass(true, n)
      if (planned === 0 && (await this.#quiet())) {
        const writes = this.#world.dora.writes
        if (writes !== before) throw new BrokenPromise('a pass that planned nothing wrote something')
        await this.#pass(true, n + 1)
        if (this.#world.dora.writes !== writes) throw new BrokenPromise('the run after a quiet one wrote something')
        await this.#complete()
        return n
      }
    }
    throw new BrokenPromise(`still not settled after ${CALM} calm passes`)
  }

  async #quiet(): Promise<boolean> {
    const offers = await this.#world.ledger.offers.list(SOURCE)
    return offers.every(
      offer =>
        this.#source.has(Number(offer.key.slice(1))) ||
        offer.state === 'retired' ||
        offer.state === 'conflict' ||
        // Gone, but a person is asked first whether another offer is the same service.
        (offer.state === 'waiting' && offer.whose === 'gestionnaire'),
    )
  }

  /** Every offer of the source has its service, and only one. */
  async #complete(): Promise<void> {
    for (const spec of this.#source.values()) {
      const offer = await this.#world.ledger.offers.read(SOURCE, spec.key)
      const link = await this.#world.ledger.links.read(SOURCE, spec.key)
      if (link === null && offer?.state !== 'waiting')
        throw new BrokenPromise(`${spec.key} has no service and does not wait`)
    }
  }

  async #pass(complete: boolean, shuffle: number): Promise<number> {
    this.passes += 1
    this.#orders = seededRandom(shuffle)
    const specs = [...this.#source.values()].sort(() => this.#orders() - 0.5)
    const outcome = complete
      ? { state: 'complete' as const, documents: 1 }
      : { state: 'partial' as const, reasons: [], documents: 1 }
    this.#agree()
    const log = this.#world.dora.log.length
    const result = await this.#world.pass(specs, { policy: POLICY, outcome })
    if (!sumsAgree(result)) throw new BrokenPromise('the sums do not agree')
    const faulty = this.#world.dora.options.fault !== undefined
    const logged = this.#world.dora.log.slice(log).filter(entry => entry.method !== 'GET').length
    const told = (result.report?.writes.created ?? 0) + (result.report?.writes.changed ?? 0)
    if (!faulty && result.state !== 'failed' && logged !== told)
      throw new BrokenPromise(`the report tells ${told} writes, DORA saw ${logged}`)
    this.#foreignUntouched()
    return result.plan?.sizes.operations ?? 0
  }

  /** Where the source and DORA say the same at the time of a pass, nobody is overruled by what follows. */
  #agree(): void {
    const { dora } = this.#world
    for (const [slug, owned] of this.#human) {
      if (!dora.slugs.includes(slug)) continue
      const now = dora.peek(slug).fields
      const spec = [...this.#source.values()].find(s => `Offre ${s.key}` === now.name)
      if (spec === undefined) continue
      const desired = desiredOf(spec, '').fields
      for (const field of owned.keys()) if (same(field, desired[field], now[field])) owned.delete(field)
    }
  }

  #humanEdit(slug: string, change: Partial<DoraServiceFields>): void {
    const { dora } = this.#world
    // A person who would «edit» to what is there already edits nothing.
    const before = dora.peek(slug).fields
    const fields = (Object.keys(change) as Field[]).filter(field => !same(field, before[field], change[field]))
    if (fields.length === 0) return
    // An archived service is not edited by people here: the bot may bring it back with the status it had.
    if (before.status === 'ARCHIVED') return
    dora.humanEdit(slug, change)
    const after = dora.peek(slug).fields
    const owned = this.#human.get(slug) ?? new Map<Field, unknown>()
    for (const field of fields) {
      const left = { ...this.#made.get(before.name), ...this.#robot.get(slug) }
      if (same(field, left[field], after[field])) owned.delete(field)
      else if (!same(field, before[field], after[field])) owned.set(field, after[field])
    }
    this.#human.set(slug, owned)
  }

  #witness({
    slug,
    change,
    current,
  }: {
    slug: string | null
    change: Partial<DoraServiceFields>
    current: { fields: DoraServiceFields } | null
  }): void {
    const { dora } = this.#world
    if (slug === null) {
      const name = change.name ?? ''
      this.created += 1
      const times = (this.#posted.get(name) ?? 0) + 1
      this.#posted.set(name, times)
      this.#made.set(name, change)
      if (times > 1) throw new BrokenPromise(`«${name}» was created twice`)
      if (dora.slugs.some(other => dora.peek(other).fields.name === name))
        throw new BrokenPromise(`«${name}» was created beside the one a person typed in`)
      return
    }
    if (this.#foreign.has(slug)) throw new BrokenPromise(`foreign service ${slug} was written`)
    const owned = this.#human.get(slug)
    for (const field of Object.keys(change) as Field[]) {
      const now = current?.fields[field]
      if (owned?.has(field) && !isEmpty(field, owned.get(field)) && !same(field, now, change[field]))
        throw new BrokenPromise(
          `${slug}: a person's ${field} (${JSON.stringify(now)}) was overwritten with ${JSON.stringify(change[field])}`,
        )
      if (owned?.has(field) && !same(field, now, change[field]) && this.#robot.get(slug)?.[field] !== undefined)
        throw new BrokenPromise(`${slug}: a person emptied ${field} and it was filled again`)
    }
    this.#robot.set(slug, { ...this.#robot.get(slug), ...change })
  }

  #foreignUntouched(): void {
    for (const [slug, before] of this.#foreign)
      if (JSON.stringify(this.#world.dora.peek(slug)) !== before)
        throw new BrokenPromise(`foreign service ${slug} moved`)
  }
}

function pickValue({ field, value }: { field: number; value: number }): Partial<DoraServiceFields> {
  const name = EDITABLE[field % EDITABLE.length] ?? 'shortDesc'
  const values = VALUES[name] ?? []
  return { [name]: values[value % values.length] }
}
