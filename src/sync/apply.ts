import type { Clock } from '../common/clock.ts'
import type { Rejection } from '../common/rejection.ts'
import { DoraError, type DoraReader, type DoraService, type DoraServiceFields, type DoraWriter } from '../dora/port.ts'
import type { Lease } from '../ledger/leases.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import type { Lookup } from '../ledger/operations.ts'
import type { Operation, OperationWork, PlanHead } from '../ledger/plan.ts'
import { forgetOnce } from './forget-once.ts'
import { FreshHomes } from './fresh-homes.ts'
import { lookBeforeChange, lookBeforeCreate } from './last-look.ts'
import { linkAfter, type Written } from './link-after.ts'
import { notKept } from './not-kept.ts'
import { withOpened } from './opened-fields.ts'
import { DoraAway } from './patient-dora.ts'
import { refusalFingerprint, refusalOf } from './refusal.ts'
import { refusedSince } from './refused-since.ts'
import { savedMeanwhile } from './saved-meanwhile.ts'
import { foundNow } from './settle-doubts.ts'
import type { Step } from './step.ts'
import { letGo, refuseUndone } from './undone.ts'

export interface ApplyDeps {
  ledger: Ledger
  reader: DoraReader
  writer: DoraWriter
  clock: Clock
  /** Held before every write; throws when lost. */
  lease: Pick<Lease, 'hold'>
  departments: readonly string[]
}

/**
 * The only door through which DORA is written. Each operation: is the lease still ours, does DORA still stand where the plan saw
 * it, write the intent down, send, and write DORA's answer down together with the link. There is no retry here: the client has
 * the one layer of it. Safe to call again with the same plan: what is done is recognised and not sent twice.
 * @throws LeaseLost, DoraAway, and any error that is not a DoraError (the intent stays and the next run looks it up)
 */
export async function* applyOperations(
  plan: PlanHead,
  approvedBy: string,
  deps: ApplyDeps,
): AsyncGenerator<Step, void> {
  const door = new Door(plan, approvedBy, deps)
  for await (const operation of deps.ledger.plans.items(plan.id, 'operations')) {
    await deps.lease.hold()
    const step = await door.carryOut(operation)
    yield step
    if (door.away !== null) throw door.away
    if (step.end === 'failed' && door.shut) return
  }
}

/** What was to be written is no longer there: the offer is not at fault, and is not refused. */
const isGone = ({ kind, status, code }: DoraError): boolean =>
  kind === 'data' && (status === 404 || code === 'structure-inconnue')

class Door {
  /** DORA no longer accepts our account: the rest of the plan would only knock again. */
  shut = false
  /** DORA went away while an answer was lost, and stayed away. */
  away: DoraAway | null = null
  readonly #plan: PlanHead
  readonly #approvedBy: string
  readonly #deps: ApplyDeps
  /** Structures that this plan created, by structure key. */
  readonly #structures = new Map<string, string>()
  /** Those that DORA had not before: the account is a member of each. */
  readonly #made = new Set<string>()
  readonly #homes: FreshHomes
  /** Structures that DORA refused in this plan: their offers share the reason. */
  readonly #refused = new Map<string, Rejection>()

  constructor(plan: PlanHead, approvedBy: string, deps: ApplyDeps) {
    this.#plan = plan
    this.#approvedBy = approvedBy
    this.#deps = deps
    this.#homes = new FreshHomes(deps.reader, deps.clock)
  }

  async carryOut(operation: Operation): Promise<Step> {
    const { work } = operation
    if (work === undefined) return { end: 'stale', operation, reason: 'Ce plan ne dit pas de quoi il a été tiré.' }
    const open = (await this.#deps.ledger.operations.unsettled(operation.source)).some(
      logged => logged.key === operation.key && logged.kind !== 'create-structure',
    )
    if (open) return { end: 'doubt', operation, reason: 'Un envoi précédent de cette offre n’est pas encore vérifié.' }
    const refusal = await refusedSince(operation, this.#deps.ledger)
    return refusal === null ? this.#carryOut(operation, work) : { end: 'stale', operation, reason: refusal }
  }

  async #carryOut(operation: Operation, work: OperationWork): Promise<Step> {
    try {
      switch (operation.kind) {
        case 'create-structure':
          return await this.#createStructure(operation, work)
        case 'create':
          return await this.#create(operation, work)
        case 'adopt':
        case 'update':
        case 'archive':
        case 'restore':
        case 'publish':
          return await this.#change(operation, work)
      }
    } catch (error) {
      // Only readings get here: a failed write is answered where it was sent.
      if (error instanceof DoraError && !(error instanceof DoraAway)) return this.#failed(operation, error)
      throw error
    }
  }

  async #createStructure(operation: Operation, work: OperationWork): Promise<Step> {
    const { reader, writer, departments } = this.#deps
    const { draft, structureKey } = work
    if (draft === null || structureKey === null || draft.siret === null)
      return { end: 'stale', operation, reason: 'Structure sans SIRET : le robot n’en crée pas.' }
    const place = draft.cityCode ?? draft.postalCode ?? ''
    if (!departments.some(department => place.startsWith(department)))
      return { end: 'stale', operation, reason: 'Structure hors des départements où le robot écrit.' }
    const existing = await reader.structureBySiret(draft.siret)
    if (existing !== null) {
      this.#structures.set(structureKey, existing.slug)
      return { end: 'done', operation, slug: existing.slug, wrote: false }
    }
    return this.#send(
      operation,
      null,
      { structure: '', name: draft.name, known: [], version: work.version },
      async () => {
        const made = await writer.createStructure(draft, true)
        this.#structures.set(structureKey, made.slug)
        this.#made.add(made.slug)
        this.#homes.keep(made)
        return { slug: made.slug, service: null }
      },
    )
  }

  async #create(operation: Operation, work: OperationWork): Promise<Step> {
    const { ledger, reader, writer } = this.#deps
    const link = await ledger.links.read(operation.source, operation.key)
    if (link !== null) return { end: 'done', operation, slug: link.slug, wrote: false }
    const slug =
      operation.structure ?? (work.structureKey === null ? undefined : this.#structures.get(work.structureKey))
    if (slug === undefined) {
      const rejection = work.structureKey === null ? undefined : this.#refused.get(work.structureKey)
      if (rejection !== undefined) return this.#refuse(operation, { ...rejection, key: operation.key })
      return { end: 'failed', operation, reason: 'La structure n’a pas pu être créée avant le service.' }
    }
    const look = await lookBeforeCreate(operation, work, slug, { ...this.#deps, homes: this.#homes })
    if ('step' in look) return look.step
    const { lookup } = look
    // What a person approved is sent as they saw it.
    const opened = this.#made.has(slug) && this.#plan.approvedBy === null
    const after = opened ? withOpened(operation, work, await reader.dialect()) : operation.after
    return this.#send({ ...operation, after }, slug, lookup, async () => {
      const service = await writer.createService(slug, after as DoraServiceFields)
      this.#homes.add(service)
      return { slug: service.slug, service }
    })
  }

  async #change(operation: Operation, work: OperationWork): Promise<Step> {
    const { slug } = operation
    if (slug === null) return { end: 'stale', operation, reason: 'Opération sans service.' }
    const look = await lookBeforeChange(operation, work, slug, this.#deps)
    if ('step' in look) return look.step
    if ('agreed' in look) return this.#agree(operation, work, look.agreed.link, look.agreed.actual)
    const { actual, lookup } = look
    return this.#send(operation, actual.structure, lookup, async () => {
      const service = await this.#deps.writer.updateService(slug, operation.after)
      return { slug: service.slug, service, saved: savedMeanwhile(actual, service, operation.after) }
    })
  }

  /** DORA shows already all that would be sent (an earlier try had its effect, or nothing but the link is to be made). */
  async #agree(operation: Operation, work: OperationWork, link: Link | null, actual: DoraService): Promise<Step> {
    await this.#deps.ledger.transaction(async shelves => {
      if (work.undo) await refuseUndone(shelves, operation, work.undo, this.#plan.id, this.#approvedBy)
      await shelves.links.save(linkAfter(this.#written(operation, work), link, actual))
      if (work.undo) await letGo(shelves, operation, work.undo, this.#plan.id, this.#approvedBy)
    })
    return { end: 'done', operation, slug: actual.slug, wrote: false }
  }

  async #send(
    operation: Operation,
    structure: string | null,
    lookup: Lookup,
    write: () => Promise<{ slug: string; service: DoraService | null; saved?: boolean }>,
  ): Promise<Step> {
    const { ledger, lease } = this.#deps
    const work = operation.work as OperationWork
    const { undo } = work
    // Before the call: whatever becomes of the answer, no pass writes again what is being taken back.
    if (undo)
      await ledger.transaction(shelves => refuseUndone(shelves, operation, undo, this.#plan.id, this.#approvedBy))
    const id = await ledger.operations.intend({
      ...operation,
      plan: this.#plan.id,
      run: this.#plan.run,
      structure,
      approvedBy: this.#approvedBy,
      choices: operation.choices ?? [],
      lookup,
    })
    await lease.hold()
    let answer: Awaited<ReturnType<typeof write>>
    try {
      answer = await write()
    } catch (error) {
      if (!(error instanceof DoraError)) throw error
      this.#homes.forget()
      if (error.kind === 'doubt') {
        await ledger.operations.end(id, 'doubt', { message: error.message })
        const found = operation.kind === 'create' ? await this.#foundNow(id) : null
        if (found !== null) return { end: 'done', operation, slug: found, wrote: true }
        const reason = 'DORA n’a pas confirmé l’envoi ; il est vérifié au prochain passage.'
        return { end: 'doubt', operation, reason }
      }
      if (isGone(error)) {
        await ledger.operations.end(id, 'void', { message: error.message })
        const reason =
          'Le service, ou sa structure, a disparu de DORA juste avant l’écriture ; il est repris au prochain passage.'
        return { end: 'stale', operation, reason }
      }
      if (error.kind === 'data') {
        await ledger.operations.end(id, 'refused', { message: error.message })
        const rejection = refusalOf(operation, error)
        if (operation.kind === 'create-structure' && work.structureKey !== null)
          this.#refused.set(work.structureKey, rejection)
        return this.#refuse(operation, rejection)
      }
      await ledger.operations.end(id, 'failed', { message: error.message })
      if (error instanceof DoraAway) throw error
      return this.#failed(operation, error)
    }
    const { service, saved = false } = answer
    await ledger.transaction(async shelves => {
      if (service !== null) {
        const link = await shelves.links.read(operation.source, operation.key)
        const written = this.#written(operation, work)
        // Somebody saved it since the last look: that is theirs, and the next pass looks at what they changed.
        const theirs = saved ? { edited: service.modificationDate, settles: null } : {}
        await shelves.links.save(linkAfter({ ...written, ...theirs }, link, service))
      }
      await shelves.operations.end(id, 'done', { slug: answer.slug })
      if (undo) await letGo(shelves, operation, undo, this.#plan.id, this.#approvedBy)
      else await forgetOnce(shelves, operation)
    })
    const lost = service === null ? [] : notKept(operation.after, service)
    return { end: 'done', operation, slug: answer.slug, wrote: true, ...(lost.length > 0 ? { notKept: lost } : {}) }
  }

  async #foundNow(id: string): Promise<string | null> {
    try {
      return await foundNow(id, this.#plan.source, this.#deps)
    } catch (error) {
      if (!(error instanceof DoraAway)) throw error
      this.away = error
      return null
    }
  }

  /** Kept with the offer: this very content is not sent again under this mapping and configuration. */
  async #refuse(operation: Operation, rejection: Rejection): Promise<Step> {
    const { ledger } = this.#deps
    const offer = await ledger.offers.read(operation.source, operation.key)
    const content = offer?.fingerprint ?? null
    const refused = content === null ? null : refusalFingerprint(content, this.#plan.computedFrom.configuration)
    await ledger.offers.refuse(operation.source, operation.key, refused, rejection)
    return { end: 'refused', operation, rejection }
  }

  #written(operation: Operation, work: OperationWork): Written {
    return { ...operation, ...work, edited: work.edited ?? null, at: this.#deps.clock.now().toISOString() }
  }

  #failed(operation: Operation, error: DoraError): Step {
    if (error.kind === 'configuration' && error.status === 401) this.shut = true
    return { end: 'failed', operation, reason: `DORA : ${error.message}` }
  }
}
