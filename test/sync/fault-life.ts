import { takeCensus } from '../../src/census/take-census.ts'
import { manualClock } from '../../src/common/clock.ts'
import { type Random, seededRandom } from '../../src/common/random.ts'
import { createDoraReader, createDoraWriter, type DoraDirectory } from '../../src/dora/client.ts'
import type { DoraReader, DoraService, DoraServiceFields, DoraWriter } from '../../src/dora/port.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { type Fault, type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { FIELDS, type Field, same } from '../../src/sync/fields.ts'
import { sampleFields } from '../dora/sample-fields.ts'
import { STRUCTURE } from './dora.contract.ts'
import { makeWorld, type OfferSpec, SOURCE, sumsAgree, type World } from './make.ts'
import { BrokenPromise } from './random-world.ts'

export interface LifeFigures {
  runs: number
  faults: Record<string, number>
  requests: number
  writes: number
  doubts: number
  humanEdits: number
  /** Final states of the runs. */
  states: Record<string, number>
  calmPasses: number
  stocktakings: number
}

/** Names that nobody would take for one another: doubtful matches have their own tests. */
const NAMES = [
  'Accompagnement vers le permis',
  'Garde d’enfants',
  'Atelier numérique',
  'Potager partagé',
  'Café des familles',
  'Bilan de santé',
]
const OFFERS = NAMES.length
const MOVING: { [field: string]: unknown[] } = {
  fullDesc: ['Une description.', 'Une autre description.', 'Encore une autre.'],
  recurrence: [null, 'Lundi', 'Mardi', 'Jeudi 9 h-12 h'],
  publics: [['familles'], ['jeunes'], ['familles', 'jeunes']],
  durationWeeks: [null, 4, 26],
}
/** A DORA read may lag; how often in one run. Beyond the number of independent readings before a write, nobody could tell. */
const LAGS = 2
/** Longest wait for one answer, in real milliseconds: a hang costs this much. */
const PATIENCE_MS = 400

const ROUTES = [
  /^\/structures\/$/,
  /^\/structures\/[^/]+\/$/,
  /^\/services\/$/,
  /^\/services\/[^/]+\/$/,
  /^\/services-options\/$/,
  /^\/siret-claimed\//,
]

/**
 * One source living on a real sandbox over HTTP: at each run the source and people move things, faults are scattered over every
 * route, the bot passes, and every promise is checked on what DORA then holds.
 */
export class FaultLife {
  readonly figures: LifeFigures = {
    runs: 0,
    faults: {},
    requests: 0,
    writes: 0,
    doubts: 0,
    humanEdits: 0,
    states: {},
    calmPasses: 0,
    stocktakings: 0,
  }
  readonly #sandbox: Sandbox
  readonly #world: World
  #person: DoraReader & DoraWriter
  readonly #newPerson: () => DoraReader & DoraWriter
  readonly #directory: DoraDirectory
  readonly #home: string
  readonly #foreign: ReadonlySet<string>
  readonly #random: Random
  readonly #source = new Map<string, OfferSpec>()
  readonly #human = new Map<string, Set<Field>>()
  #held = new Map<string, DoraService>()

  private constructor(parts: {
    sandbox: Sandbox
    world: World
    newPerson: () => DoraReader & DoraWriter
    directory: DoraDirectory
    home: string
    foreign: Set<string>
    random: Random
  }) {
    this.#sandbox = parts.sandbox
    this.#world = parts.world
    this.#newPerson = parts.newPerson
    this.#person = parts.newPerson()
    this.#directory = parts.directory
    this.#home = parts.home
    this.#foreign = parts.foreign
    this.#random = parts.random
    for (let i = 0; i < 3; i += 1) this.#add(`k${i}`)
  }

  static async begin(seed: number): Promise<FaultLife> {
    const clock = manualClock('2026-11-24T08:00:00.000Z')
    const sandbox = await startSandbox({ seed: 'empty', clock, quotaPerMinute: 100_000, logLimit: 1_000_000 })
    const client = (token: string, timeoutMs: number) => {
      const options = {
        url: sandbox.url,
        token,
        quota: createQuota({ perMinute: 100_000, clock }),
        clock,
        random: seededRandom(seed),
        timeoutMs,
      }
      return {
        reader: createDoraReader(options),
        writer: createDoraWriter({ ...options, departments: ['35'], mayCreateStructures: true }),
      }
    }
    const newPerson = () => {
      const staff = client(sandbox.tokens.staff, 10_000)
      return { ...staff.reader, ...staff.writer }
    }
    const person = newPerson()
    const home = (await person.createStructure(STRUCTURE)).slug
    const foreign = new Set<string>()
    for (const name of ['Garage solidaire', 'Chantier école'])
      foreign.add(
        (await person.createService(home, sampleFields({ name, subcategories: [], categories: [], status: 'DRAFT' })))
          .slug,
      )
    const robot = client(sandbox.tokens.gestionnaire35, PATIENCE_MS)
    const world = await makeWorld({ clock, client: robot })
    const life = new FaultLife({
      sandbox,
      world,
      newPerson,
      directory: robot.reader,
      home,
      foreign,
      random: seededRandom(seed),
    })
    life.#held = await life.#look()
    return life
  }

  async end(): Promise<void> {
    await this.#world.close()
    await this.#sandbox.close()
  }

  /** One run among faults. @throws BrokenPromise */
  async run(): Promise<void> {
    this.figures.runs += 1
    this.#sourceMoves()
    await this.#peopleMove()
    this.#scatter()
    const before = this.#committed()
    const { result, sums } = await this.#pass()
    this.#sandbox.faults.clear()
    this.figures.states[result] = (this.figures.states[result] ?? 0) + 1
    await this.#check(before, sums)
  }

  /** Calm comes back: within eight passes one plans nothing, the next writes nothing, and each offer has one service. */
  async calm(): Promise<void> {
    for (let n = 0; n < 8; n += 1) {
      this.figures.calmPasses += 1
      const before = this.#committed()
      const { operations, open, sums } = await this.#pass()
      await this.#check(before, sums)
      if (operations === 0 && !open) {
        const quiet = this.#committed()
        await this.#pass()
        if (this.#committed() !== quiet) throw new BrokenPromise('the run after a quiet one wrote something')
        for (const key of this.#source.keys()) {
          const link = await this.#world.ledger.links.read(SOURCE, key)
          if (link === null || !this.#held.has(link.slug)) throw new BrokenPromise(`${key} has no service in the end`)
        }
        return
      }
    }
    throw new BrokenPromise('still not settled after eight calm passes')
  }

  /** DORA changes its names, for good; people see at once, the robot when it next asks how DORA describes itself. */
  async newNames(): Promise<void> {
    this.#sandbox.operator.speak('a-venir')
    this.#person = this.#newPerson()
    this.#held = await this.#look()
  }

  /** A census counts what DORA has, and writes nothing. @throws BrokenPromise */
  async takeStock(): Promise<void> {
    this.figures.stocktakings += 1
    const before = this.#committed()
    const { ledger, clock } = this.#world
    const dora = { departments: ['35'], quota: 100_000, reader: this.#directory }
    const { counts } = await takeCensus({ ledger, clock, dora }, { read: Number.MAX_SAFE_INTEGER, share: 1 })
    const standing = [...(await this.#look()).values()].filter(({ fields }) => fields.status !== 'ARCHIVED')
    if (counts.services !== standing.length)
      throw new BrokenPromise(`the census counts ${counts.services} services, DORA has ${standing.length}`)
    if (this.#committed() !== before) throw new BrokenPromise('a census wrote to DORA')
  }

  #n(below: number): number {
    return Math.floor(this.#random() * below)
  }

  #add(key: string): void {
    this.#source.set(key, {
      key,
      siret: STRUCTURE.siret,
      structure: STRUCTURE.name,
      fields: { ...sampleFields(), name: NAMES[Number(key.slice(1))] ?? key },
    })
  }

  #move(): Partial<DoraServiceFields> {
    const names = Object.keys(MOVING)
    const name = names[this.#n(names.length)] ?? 'recurrence'
    const values = MOVING[name] ?? []
    return { [name]: values[this.#n(values.length)] }
  }

  #sourceMoves(): void {
    for (let i = this.#n(4); i > 0; i -= 1) {
      const key = `k${this.#n(OFFERS)}`
      const spec = this.#source.get(key)
      if (spec === undefined) this.#add(key)
      else if (this.#n(4) === 0 && this.#source.size > 2) this.#source.delete(key)
      else spec.fields = { ...spec.fields, ...this.#move() }
    }
  }

  async #peopleMove(): Promise<void> {
    for (let i = this.#n(3); i > 0; i -= 1) {
      const ours = [...this.#held.values()].filter(s => !this.#foreign.has(s.slug) && s.fields.status !== 'ARCHIVED')
      const service = ours[this.#n(ours.length)]
      if (service === undefined) continue
      const change = this.#move()
      const fields = (Object.keys(change) as Field[]).filter(
        field => !same(field, change[field], service.fields[field]),
      )
      if (fields.length === 0) continue
      const now = await this.#person.updateService(service.slug, change)
      this.#held.set(service.slug, now)
      this.figures.humanEdits += 1
      const link = (await this.#world.ledger.links.list()).find(candidate => candidate.slug === service.slug)
      const owned = this.#human.get(service.slug) ?? new Set<Field>()
      for (const field of fields) {
        // Back to what the bot had left: nobody's edit any more.
        if (link !== undefined && same(field, link.base[field], now.fields[field])) owned.delete(field)
        else owned.add(field)
      }
      this.#human.set(service.slug, owned)
    }
  }

  #scatter(): void {
    let lags = 0
    for (let i = 1 + this.#n(9); i > 0; i -= 1) {
      const fault = this.#fault()
      const write = this.#n(3) === 0
      const method = fault.kind === 'stale' || !write ? 'GET' : this.#n(2) === 0 ? 'POST' : 'PATCH'
      if (fault.kind === 'stale') lags += 1
      if (fault.kind === 'stale' && lags > LAGS) continue
      const path = method === 'GET' ? (ROUTES[this.#n(ROUTES.length)] ?? /./) : /^\/services\//
      const times = fault.kind === 'stale' || fault.kind === 'hang' ? 1 : 1 + this.#n(5)
      this.#sandbox.faults.add({ method, path, fault, times, after: this.#n(5) })
    }
  }

  #fault(): Fault {
    const kinds: (() => Fault)[] = [
      () => ({ kind: 'status', status: [500, 502, 503][this.#n(3)] ?? 500 }),
      () => ({ kind: 'reset-before' }),
      () => ({ kind: 'reset-after' }),
      () => ({ kind: 'throttle', retryAfterSeconds: 1 + this.#n(30) }),
      () => ({ kind: 'truncate' }),
      () => ({ kind: 'content-type', contentType: 'text/html' }),
      () => ({ kind: 'stale' }),
      () => ({ kind: 'drip', chunkBytes: 2000, everyMs: 1 }),
      // A hang costs real time: rarer.
      () => (this.#n(4) === 0 ? { kind: 'hang' } : { kind: 'reset-before' }),
    ]
    return (kinds[this.#n(kinds.length)] ?? (() => ({ kind: 'reset-before' }) as const))()
  }

  async #pass(): Promise<{
    result: string
    operations: number
    open: boolean
    sums: { told: number; doubts: number } | null
  }> {
    this.#agree()
    const policy = { guard: { retireShare: 1, minimum: 100, changeShare: 1 } }
    const result = await this.#world.pass([...this.#source.values()], { policy })
    if (!sumsAgree(result)) throw new BrokenPromise('the sums do not agree')
    const { report } = result
    this.figures.doubts += report?.doubts ?? 0
    const offers = await this.#world.ledger.offers.list(SOURCE)
    const open =
      offers.some(offer => offer.state === 'waiting') ||
      offers.some(offer => !this.#source.has(offer.key) && offer.state !== 'retired' && offer.state !== 'conflict')
    return {
      result: result.state,
      operations: result.plan?.sizes.operations ?? 1,
      open,
      sums: report === null ? null : { told: report.writes.created + report.writes.changed, doubts: report.doubts },
    }
  }

  #committed(): number {
    return this.#sandbox.state.history.length
  }

  /** Where source and DORA say the same before a pass, nobody is overruled by what follows. */
  #agree(): void {
    for (const [slug, owned] of this.#human) {
      const service = this.#held.get(slug)
      const spec = [...this.#source.values()].find(candidate => candidate.fields?.name === service?.fields.name)
      if (service === undefined || spec?.fields === undefined) continue
      for (const field of owned) if (same(field, spec.fields[field], service.fields[field])) owned.delete(field)
    }
  }

  async #look(): Promise<Map<string, DoraService>> {
    const structure = await this.#person.readStructure(this.#home)
    const held = new Map<string, DoraService>()
    for (const { slug } of [...(structure?.services ?? []), ...(structure?.archivedServices ?? [])]) {
      const service = await this.#person.readService(slug)
      if (service !== null) held.set(slug, service)
    }
    return held
  }

  async #check(committedBefore: number, sums: { told: number; doubts: number } | null): Promise<void> {
    const committed = this.#committed() - committedBefore
    this.figures.writes += committed
    if (sums !== null && (committed < sums.told || committed > sums.told + sums.doubts))
      throw new BrokenPromise(`the report tells ${sums.told} writes and ${sums.doubts} doubts, DORA did ${committed}`)
    const now = await this.#look()
    const names = new Map<string, string>()
    for (const [slug, service] of now) {
      const twin = names.get(service.fields.name)
      if (twin !== undefined) throw new BrokenPromise(`${slug} doubles ${twin}`)
      names.set(service.fields.name, slug)
      const before = this.#held.get(slug)
      if (before === undefined) continue
      if (this.#foreign.has(slug) && JSON.stringify(before) !== JSON.stringify(service))
        throw new BrokenPromise(`foreign ${slug} moved`)
      for (const field of FIELDS)
        if (this.#human.get(slug)?.has(field) && !same(field, before.fields[field], service.fields[field]))
          throw new BrokenPromise(
            `${slug}: a person's ${field} (${JSON.stringify(before.fields[field])}) became ${JSON.stringify(service.fields[field])}`,
          )
    }
    for (const slug of this.#held.keys()) if (!now.has(slug)) throw new BrokenPromise(`${slug} disappeared`)
    this.#held = now
  }

  /** Counts what the sandbox saw; once, at the end. */
  tally(): void {
    const log = this.#sandbox.log()
    this.figures.requests += log.length
    for (const { fault } of log) if (fault !== null) this.figures.faults[fault] = (this.figures.faults[fault] ?? 0) + 1
  }
}
