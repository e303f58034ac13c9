import { syncSourceJob } from '../../jobs/sync-source.ts'
import { sequentialIds } from '../../src/common/ids.ts'
import type { DoraServiceFields } from '../../src/dora/port.ts'
import { isRefusal, type StoredChoice } from '../../src/ledger/choices.ts'
import type { LoggedOperation } from '../../src/ledger/operations.ts'
import type { Operation } from '../../src/ledger/plan.ts'
import { answerPlan } from '../../src/sync/answer-plan.ts'
import { confirmInDora } from '../../src/sync/confirm-in-dora.ts'
import { decide } from '../../src/sync/decide.ts'
import { FIELDS, type Field, isEmpty, same } from '../../src/sync/fields.ts'
import { publish } from '../../src/sync/publish.ts'
import { refuseOperation } from '../../src/sync/refuse-operation.ts'
import { contentOf } from '../../src/sync/refused-values.ts'
import { withdraw } from '../../src/sync/withdraw.ts'
import { desiredOf, makeWorld, type OfferSpec, plannedBy, SOURCE, type World } from './make.ts'
import { deathAt, Killed, someFaults } from './mishaps.ts'
import { approve, preview, propose } from './take-back.ts'

/** What happens between two passes. Numbers choose among what is there at that moment. */
export type PersonHappening =
  | { kind: 'source-edits'; offer: number; field: number; value: number }
  | { kind: 'source-drops' | 'source-adds'; offer: number }
  | { kind: 'edits-in-dora'; service: number; field: number; value: number }
  /** `is-taught`: the source is read another way from now on. `agrees`: there is a pass, and what waits because of that is approved. */
  | { kind: 'pass' | 'stops' | 'resumes' | 'answers' | 'is-taught' | 'agrees'; pick: number }
  /** A pass during which DORA misbehaves, and one that dies at its n-th effect. */
  | { kind: 'faulty-pass'; seed: number; rate: number }
  | { kind: 'killed-pass'; at: number }
  /** A pass is simulated, and all of it, one offer or one field of it is refused. */
  | { kind: 'refuses'; what: 'plan' | 'offer' | 'field'; pick: number; never: boolean }
  | { kind: 'undoes'; what: 'plan' | 'operation'; pick: number }
  /** Of an offer that DORA has. */
  | { kind: 'withdraws' | 'confirms' | 'publishes'; pick: number }

export interface PersonVerdict {
  writes: number
  refusals: number
  undone: number
  stopped: number
  withdrawn: number
  confirmed: number
  published: number
  /** Passes that proposed only, because the source was taught otherwise. */
  held: number
  agreed: number
  /** Passes that ended before their end. */
  broken: number
}

/** A promise made to a person was broken. */
export class BrokenWord extends Error {
  override readonly name = 'BrokenWord'
}

const BY = 'Une personne'
const ids = sequentialIds()
const newId = (prefix: string) => `${ids(prefix)}_pressed`
const EDITABLE: Field[] = ['shortDesc', 'recurrence', 'publics', 'contactPhone', 'durationWeeks', 'status']
const VALUES: Partial<Record<Field, unknown[]>> = {
  shortDesc: ['un', 'deux', 'trois'],
  recurrence: [null, 'le lundi', 'le mardi'],
  publics: [[], ['jeunes'], ['femmes', 'jeunes']],
  contactPhone: ['02 99 00 00 00', '02 99 11 11 11', null],
  durationWeeks: [null, 4, 8],
  status: ['PUBLISHED', 'DRAFT'],
}
const POLICY = { guard: { retireShare: 1, minimum: 100, changeShare: 1 } }

/** Plays a life in which a person has their say. @throws BrokenWord */
export async function playPerson(script: readonly PersonHappening[]): Promise<PersonVerdict> {
  const world = await makeWorld()
  const life = new Life(world)
  try {
    for (const happening of script) await life.happen(happening)
    return life.verdict()
  } finally {
    await world.close()
  }
}

class Life {
  refusals = 0
  undone = 0
  stopped = 0
  withdrawn = 0
  confirmed = 0
  published = 0
  held = 0
  agreed = 0
  broken = 0
  #configuration = 'c1'
  /** Keys of what its partner withdrew, by slug. */
  readonly #gone = new Map<string, string>()
  readonly #world: World
  readonly #source = new Map<number, OfferSpec>()
  /** By offer, what was taken back and that the source has gone on saying since. */
  readonly #takenBack = new Map<string, Partial<DoraServiceFields>>()
  /** Choices as they stand while a pass writes; null: what is written now is not the robot's own wish. */
  #standing: StoredChoice[] | null = null

  constructor(world: World) {
    this.#world = world
    for (let i = 0; i < 3; i += 1) this.#source.set(i, { key: `k${i}`, fields: {} })
    world.dora.options.onRobotWrite = write => this.#witness(write)
  }

  verdict(): PersonVerdict {
    const { refusals, undone, stopped, withdrawn, confirmed, published, held, agreed, broken } = this
    const { writes } = this.#world.dora
    return { writes, refusals, undone, stopped, withdrawn, confirmed, published, held, agreed, broken }
  }

  async happen(happening: PersonHappening): Promise<void> {
    const { ledger, dora } = this.#world
    switch (happening.kind) {
      case 'source-edits': {
        const spec = this.#source.get(happening.offer % 4)
        if (spec === undefined) return
        const change = pickValue(happening)
        spec.fields = { ...spec.fields, ...change }
        const back = this.#takenBack.get(spec.key) ?? {}
        for (const field of Object.keys(change) as Field[])
          if (!same(field, back[field], change[field])) delete back[field]
        return
      }
      case 'source-adds':
        if (!this.#source.has(happening.offer % 4))
          this.#source.set(happening.offer % 4, { key: `k${happening.offer % 4}`, fields: {} })
        return
      case 'source-drops':
        if (this.#source.size > 1) this.#source.delete(happening.offer % 4)
        return
      case 'edits-in-dora': {
        const slug = dora.slugs[happening.service % Math.max(1, dora.slugs.length)]
        if (slug !== undefined && dora.peek(slug).fields.status !== 'ARCHIVED')
          dora.humanEdit(slug, pickValue(happening))
        return
      }
      case 'stops':
        await ledger.sourceSettings.pause(SOURCE, 'le partenaire ne veut plus', BY)
        return
      case 'resumes':
        await ledger.sourceSettings.resume(SOURCE, BY)
        return
      case 'pass':
        return this.#pass()
      case 'faulty-pass':
        dora.options.fault = someFaults(happening)
        await this.#pass()
        delete dora.options.fault
        return
      case 'killed-pass':
        dora.options.onEffect = deathAt(happening.at)
        await this.#pass().catch(error => {
          if (!(error instanceof Killed)) throw error
          this.#standing = null
          this.broken += 1
        })
        delete dora.options.onEffect
        return
      case 'is-taught': {
        const { pick } = happening
        this.#configuration = `c${1 + Number(this.#configuration.slice(1))}`
        for (const offer of this.#source.keys())
          await this.happen({ kind: 'source-edits', offer, field: pick, value: pick })
        return
      }
      case 'agrees':
        return this.#agree()
      case 'answers': {
        const items = await ledger.inbox.open({ source: SOURCE, kind: 'conflict' })
        const item = items[happening.pick % Math.max(1, items.length)]
        if (item === undefined) return
        const sides = ['theirs', 'ours', 'always-theirs', 'always-ours'] as const
        const side = sides[happening.pick % sides.length] ?? 'theirs'
        await decide(ledger, item.id, { action: 'keep', side }, BY)
        return
      }
      case 'refuses':
        return this.#refuse(happening)
      case 'undoes':
        return this.#undo(happening)
      case 'withdraws':
      case 'confirms':
      case 'publishes':
        return this.#press(happening)
    }
  }

  async #isStopped(): Promise<boolean> {
    return ((await this.#world.ledger.sourceSettings.read(SOURCE))?.paused ?? null) !== null
  }

  /** As the timetable asks for it. */
  async #pass(): Promise<void> {
    const { ledger, dora } = this.#world
    const stopped = await this.#isStopped()
    const before = dora.log.length
    const { writes } = dora
    const moved = ((await ledger.sources.read(SOURCE)).configuration ?? this.#configuration) !== this.#configuration
    this.#standing = await ledger.choices.list(SOURCE)
    await this.#asked('horaire')
    this.#standing = null
    this.#isGone()
    if (moved && !stopped) {
      this.held += 1
      if (dora.writes !== writes) throw new BrokenWord('a source that is read another way writes before anybody agreed')
    }
    if (!stopped) return
    this.stopped += 1
    if (dora.log.length !== before) throw new BrokenWord('a stopped source was passed over')
  }

  #asked(trigger: string): Promise<unknown> {
    const job = syncSourceJob({
      pass: async () => {
        const result = await this.#world.pass(this.#said(), {
          policy: POLICY,
          configuration: this.#configuration,
        })
        if (result.plan === null) this.broken += 1
        else
          for (const { key, kind, after } of await plannedBy(result, this.#world))
            this.#isMeant(key, kind === 'create', after)
        const nothing = { run: null, plan: null, outcome: null, report: null, rejections: [], message: null }
        return { source: SOURCE, name: SOURCE, state: 'succeeded', ...nothing }
      },
      opensIn: () => 0,
      isPaused: () => this.#isStopped(),
    })
    return job.run({ source: SOURCE, trigger, dry: false }, new AbortController().signal)
  }

  /** Nothing of what a person refused is written with it; what was taken back may be, since somebody agrees. */
  async #agree(): Promise<void> {
    const { ledger } = this.#world
    await this.#pass()
    const plan = (await ledger.plans.list({ source: SOURCE })).find(
      each => each.state === 'proposed' && each.hold === 'fence',
    )
    if (plan === undefined) return
    await approve(this.#world, plan.id, BY, this.#configuration)
    this.agreed += 1
    this.#isGone()
  }

  /** What the source says, without what its partner withdrew. */
  #said(): OfferSpec[] {
    const gone = new Set(this.#gone.values())
    return [...this.#source.values()].filter(({ key }) => !gone.has(key))
  }

  #isGone(): void {
    for (const [slug, key] of this.#gone)
      if (this.#world.dora.peek(slug).fields.status === 'PUBLISHED')
        throw new BrokenWord(`${key}: withdrawn, and visible`)
  }

  /** A button of the portal that writes to DORA at once. */
  async #press({ kind, pick }: Extract<PersonHappening, { kind: 'withdraws' | 'confirms' | 'publishes' }>) {
    const { ledger, dora, clock } = this.#world
    const links = (await ledger.links.list(SOURCE)).filter(({ slug }) => !this.#gone.has(slug))
    const link = links[pick % Math.max(1, links.length)]
    if (link === undefined) return
    const { key, slug } = link
    const place = { source: SOURCE, key }
    const was = dora.peek(slug).fields
    const deps = { ledger, reader: dora, writer: dora, clock, newId, departments: ['35'], holder: 'test' }
    switch (kind) {
      case 'confirms': {
        await confirmInDora({ ...place, slug }, BY, deps)
        this.confirmed += 1
        const wrong = FIELDS.filter(field => !same(field, dora.peek(slug).fields[field], was[field]))
        if (wrong.length > 0) throw new BrokenWord(`${key}: confirming changed ${wrong[0]}`)
        return
      }
      case 'publishes': {
        if ((await publish(place, BY, deps)).state !== 'done') return
        this.published += 1
        if (dora.peek(slug).fields.status !== 'PUBLISHED') throw new BrokenWord(`${key}: published, and is not`)
        delete this.#takenBack.get(key)?.status
        return
      }
      case 'withdraws': {
        const said = {
          partner: 'p',
          offer: place,
          title: 'Retrait',
          by: BY,
          body: { kind: 'withdrawal', reason: '' },
        } as const
        const { id } = await ledger.statements.add(said)
        await ledger.statements.decide(id, 'accepted', BY, null)
        const statement = await ledger.statements.read(id)
        if (statement === null || (await withdraw(statement, deps)).state !== 'done') return
        this.withdrawn += 1
        this.#gone.set(slug, key)
        this.#isGone()
      }
    }
  }

  async #refuse({ what, pick, never }: Extract<PersonHappening, { kind: 'refuses' }>): Promise<void> {
    const { ledger } = this.#world
    const { plan } = await this.#world.pass(this.#said(), {
      policy: { ...POLICY, approval: 'approve' },
      configuration: this.#configuration,
      dry: true,
    })
    if (plan === null || plan.sizes.operations === 0) return
    const how = never ? ('never' as const) : ('later' as const)
    const operations = await Array.fromAsync(ledger.plans.items(plan.id, 'operations'))
    const operation = operations[pick % operations.length]
    const fields = Object.keys(operation?.after ?? {}) as Field[]
    const field = what === 'field' ? (fields.filter(each => each !== 'name')[pick % fields.length] ?? null) : null
    this.refusals += 1
    await ledger.transaction(async shelves => {
      if (what === 'plan') await answerPlan(shelves, plan.id, { action: 'refuse', reason: 'non', how }, BY)
      else if (operation) await refuseOperation(shelves, operation, field, { how, plan: plan.id, reason: 'non' }, BY)
    })
  }

  /** Everything that was taken back is as it was before, and the rest as it is. */
  async #undo({ what, pick }: Extract<PersonHappening, { kind: 'undoes' }>): Promise<void> {
    const { ledger, dora } = this.#world
    const done = (await ledger.operations.list({ source: SOURCE })).filter(({ state }) => state === 'done')
    const chosen = done[pick % Math.max(1, done.length)]
    if (chosen === undefined) return
    const asked = what === 'plan' ? { plan: chosen.plan } : { operation: chosen.id }
    const { inverses } = await preview(this.#world, asked)
    const doubtful = new Set((await ledger.operations.unsettled(SOURCE)).map(({ key }) => key))
    const was = new Map(dora.slugs.map(slug => [slug, dora.peek(slug).fields]))
    const plan = await propose(this.#world, asked, BY)
    if (plan === null) return
    await approve(this.#world, plan, BY)
    this.undone += 1
    const carried = (await ledger.operations.list({ source: SOURCE })).filter(({ state }) => state === 'done')
    const tookBack = new Set(carried.map(({ lookup }) => lookup?.undo?.of))
    // A write to the same service whose effect is not known is looked up first: until then it stays as it is.
    const waits = ({ id, key }: LoggedOperation) => doubtful.has(key) && !tookBack.has(id)
    for (const { logged, operation } of inverses) {
      if (!operation || waits(logged)) continue
      this.#remember(logged, operation)
      // Whoever takes the archiving back wants to see it again.
      if (Object.hasOwn(operation.after, 'status')) this.#gone.delete(logged.slug ?? '')
    }
    const expected = new Map([...was].map(([slug, fields]) => [slug, { ...fields }]))
    for (const { logged } of inverses.filter(each => !waits(each.logged))) {
      const fields = expected.get(logged.slug ?? '')
      const now = was.get(logged.slug ?? '')
      if (!fields || !now) continue
      const back: Partial<DoraServiceFields> = logged.kind === 'create' ? { status: 'ARCHIVED' } : (logged.before ?? {})
      for (const field of Object.keys(back) as Field[])
        if (asWritten(field, now[field], logged.after[field])) Object.assign(fields, { [field]: back[field] })
    }
    for (const [slug, fields] of expected) {
      const held = dora.peek(slug).fields
      const wrong = FIELDS.filter(field => !same(field, held[field], fields[field]))
      if (wrong.length > 0)
        throw new BrokenWord(
          `${slug}: ${wrong[0]} is ${JSON.stringify(held[wrong[0] ?? 'name'])} and not ${JSON.stringify(fields[wrong[0] ?? 'name'])}`,
        )
    }
  }

  #remember({ key, after, lookup }: LoggedOperation, { work }: Pick<Operation, 'work'>): void {
    const back = this.#takenBack.get(key) ?? {}
    const spec = [...this.#source.values()].find(each => each.key === key)
    if (work?.undo === undefined) return
    const fields = Object.keys(work.undo.refuse).concat(work.undo.allow) as Field[]
    for (const field of fields) {
      if (lookup?.undo) delete back[field]
      else if (spec && same(field, desiredOf(spec, '').fields[field], after[field]))
        Object.assign(back, { [field]: after[field] })
    }
    this.#takenBack.set(key, back)
  }

  /** At every write of a pass, against what people had said when it began. */
  #witness({ slug, change }: { slug: string | null; change: Partial<DoraServiceFields> }): void {
    if (this.#standing === null) return
    const key = /^Offre (k\d)$/.exec(change.name ?? (slug === null ? '' : this.#world.dora.peek(slug).fields.name))?.[1]
    const back = this.#takenBack.get(key ?? '') ?? {}
    for (const field of Object.keys(back) as Field[])
      if (slug !== null && Object.hasOwn(change, field) && same(field, change[field], back[field]))
        throw new BrokenWord(`${key}: ${field} was taken back and is written again`)
    this.#isMeant(key, slug === null, change)
  }

  /** A change that no person refused. */
  #isMeant(key: string | undefined, created: boolean, change: Partial<DoraServiceFields>): void {
    for (const choice of this.#standing ?? []) {
      if (choice.key !== key || !isRefusal(choice)) continue
      const field = choice.topic.slice('refused:'.length) as Field | '*'
      if (field === '*') {
        if (created && contentOf(change as DoraServiceFields) === choice.value.ours)
          throw new BrokenWord(`${key}: the refused offer is created`)
      } else if (
        field !== 'name' &&
        !(created && isBare(field, change[field])) &&
        Object.hasOwn(change, field) &&
        same(field, change[field], choice.value.ours)
      )
        throw new BrokenWord(`${key}: the refused ${field} ${JSON.stringify(change[field])} is written`)
    }
  }
}

/** What a new service has when a value is left out of it. */
function isBare(field: Field, value: unknown): boolean {
  return isEmpty(field, value) || (field === 'status' && value === 'DRAFT')
}

/** DORA keeps a phone without its blanks. */
function asWritten(field: Field, now: unknown, after: unknown): boolean {
  const plain = (value: unknown) => (field === 'contactPhone' ? String(value ?? '').replace(/\D/g, '') : value)
  return same(field, plain(now), plain(after))
}

function pickValue({ field, value }: { field: number; value: number }): Partial<DoraServiceFields> {
  const name = EDITABLE[field % EDITABLE.length] ?? 'shortDesc'
  const values = VALUES[name] ?? []
  return { [name]: values[value % values.length] }
}
