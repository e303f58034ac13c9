import { breathe } from '../common/breathe.ts'
import type { Clock } from '../common/clock.ts'
import type { NewId } from '../common/ids.ts'
import { parisDay } from '../common/paris-day.ts'
import type { Policy } from '../config/source.ts'
import type { DoraReader, DoraService } from '../dora/port.ts'
import { sameMoment } from '../dora/same-moment.ts'
import type { Outcome } from '../harvest/connector.ts'
import { EVERY_SOURCE, type StoredChoice } from '../ledger/choices.ts'
import type { Lease } from '../ledger/leases.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import type { KnownLine } from '../ledger/offers.ts'
import type { JsonText } from '../ledger/parts.ts'
import type { Desired, Learned, PlanHead, PlanLists } from '../ledger/plan.ts'
import { asOfNow, isUntouched, type Trusted, wasCompared } from './as-of.ts'
import { DoraView } from './dora-view.ts'
import { guardRun } from './guard.ts'
import { holdPlan } from './hold-plan.ts'
import type { IncomingOffers } from './incoming.ts'
import { knownServices } from './known-services.ts'
import { contextOf, type OfferContext } from './offer-context.ts'
import { planAbsences } from './plan-absences.ts'
import { goneReason, movedAway, PlanBook } from './plan-book.ts'
import { planLinked, planQuiet } from './plan-offer.ts'
import { refusalFingerprint } from './refusal.ts'
import { Remembered } from './remembered.ts'
import { renamedKeys } from './renamed-keys.ts'
import { type OpenDoubt, settleDoubts } from './settle-doubts.ts'
import { sightingsOf } from './sightings.ts'
import { Spool } from './spool.ts'
import { standingReadings } from './standing-readings.ts'
import { Unlinked } from './unlinked.ts'

export interface PlanSourceInput {
  run: string
  source: string
  policy: Policy
  /** How the harvest ended: only a complete one may retire anything. */
  outcome: Outcome
  /** What the source said; left open. */
  incoming: IncomingOffers
  /** Fingerprint of mapping + configuration. */
  configuration: string
  /** Départements the bot may write in. */
  departments: readonly string[]
  ledger: Ledger
  reader: DoraReader
  /** Aborted once lost: nothing more is read. */
  lease: Pick<Lease, 'signal'>
  /** Asks DORA anything at all; called when there are offers and no reading was needed, or none was answered. Throws DoraError when DORA is away. */
  reach?: () => Promise<unknown>
  clock: Clock
  newId: NewId
  /** What the reading itself puts before a person (words that no référentiel explains). */
  inbox?: Learned['inbox']
  /** DORA's requests a minute; default 120. */
  quota?: number
  /** Passes asked for together, which may share a reading of DORA; absent: this one is asked for by itself. */
  batch?: string | null
}

/** Requests per operation: the state just before, then the write. Creations of one structure share the former. */
const REQUESTS_PER_OPERATION = 2
const DEFAULT_QUOTA = 120

/**
 * Compares what the source says with what DORA holds and proposes the writes. Reads DORA, never writes to it. The plan is made beside the
 * ledger, one offer after the other, and enters it whole, in one transaction, in which every older plan of the source that was not applied
 * becomes stale: nobody ever sees, or applies, a part of a plan.
 * @throws LeaseLost; DoraError when DORA cannot be read at all (a service or a structure that cannot be read only makes its offers wait)
 */
export async function planSource(input: PlanSourceInput): Promise<PlanHead> {
  using spool = new Spool()
  const planner = await Planner.prepare(input, spool)
  const plan = await planner.plan()
  await input.ledger.transaction(async shelves => {
    await shelves.plans.write(plan, planner.lists())
    await shelves.plans.supersede(input.source, plan.id)
  })
  return plan
}

class Planner {
  readonly #input: PlanSourceInput
  readonly #view: DoraView
  readonly #doubts: Map<string, OpenDoubt>
  readonly #choices: StoredChoice[]
  readonly #remembered: Remembered
  readonly #book: PlanBook
  readonly #unlinked: Unlinked
  #trusted: Trusted | null = null

  private constructor(
    input: PlanSourceInput,
    spool: Spool,
    memory: { doubts: Map<string, OpenDoubt>; choices: StoredChoice[]; remembered: Remembered },
  ) {
    this.#input = input
    this.#remembered = memory.remembered
    this.#view = new DoraView(input, spool)
    this.#doubts = memory.doubts
    this.#choices = memory.choices
    this.#book = new PlanBook(input.source, input.newId, spool, memory.choices)
    this.#unlinked = new Unlinked({
      policy: input.policy,
      departments: input.departments,
      view: this.#view,
      neighbours: () => knownServices(input.ledger, this.#view, input.departments, input.clock),
      choices: memory.choices,
      links: input.ledger.links,
      source: input.source,
      incoming: input.incoming,
      context: desired => this.#contextOf(desired),
      book: this.#book,
      spool,
      today: parisDay(input.clock.now()),
    })
  }

  static async prepare(input: PlanSourceInput, spool: Spool): Promise<Planner> {
    const { ledger, source } = input
    const doubts = await settleDoubts(source, input)
    const renamed = await renamedKeys(source, input.incoming, ledger.offers, key => doubts.has(key))
    const remembered = new Remembered(source, renamed, ledger)
    const choices = [...(await remembered.choices()), ...(await ledger.choices.list(EVERY_SOURCE))]
    return new Planner(input, spool, { doubts, choices, remembered })
  }

  async plan(): Promise<PlanHead> {
    const { outcome, inbox, incoming } = this.#input
    for (const entry of inbox ?? []) this.#book.ask(entry)
    for (const notice of incoming.notices) this.#book.tell(notice)
    const asOf = await this.#compare()
    for (const page of incoming.pages()) {
      await breathe()
      const { known, links } = await this.#remembered.of(page.map(item => item.key))
      for (const item of page) {
        const { key } = item
        if ('rejection' in item) this.#book.reject(item, item.rejection)
        else await this.#book.patiently(item.desired, () => this.#seen(item.desired, known.get(key), links.get(key)))
      }
    }
    await this.#unlinked.settle()
    const complete = (outcome.state === 'complete' || outcome.state === 'unchanged') && incoming.unnamed === 0
    if (complete)
      await planAbsences({
        ...this.#input,
        view: this.#view,
        book: this.#book,
        choices: this.#choices,
        goesOn: key => this.#remembered.goesOn(key),
        waitsForDoubt: offer => this.#waitsForDoubt(offer),
      })
    this.#book.askAboutUnwritable()
    this.#book.askAboutRewriting()
    // An offer waits when a reading fails; a run to which DORA answered nothing at all did not happen, and must not look like one that did.
    if (!this.#view.answered && incoming.given > 0) await this.#input.reach?.()
    return this.#assemble(complete, this.#view.lost || this.#doubts.size > 0 ? null : asOf)
  }

  /** JSON of each item of the plan, list by list. */
  lists(): Record<keyof PlanLists, Iterable<JsonText>> {
    return {
      ...this.#book.lists(),
      renamed: this.#remembered.renamed.map(each => JSON.stringify(each)),
      sightings: sightingsOf(this.#input),
      readings: this.#view.readings(),
    }
  }

  async #seen(desired: Desired, known: KnownLine | undefined, link: Link | undefined): Promise<void> {
    const refusal = refusalFingerprint(desired.fingerprint, this.#input.configuration)
    if (this.#waitsForDoubt(desired)) return
    if (link !== undefined && desired.version < link.version)
      this.#book.line(desired, link.slug, 'unchanged', 'Une version plus récente est déjà dans DORA.')
    else if (known !== undefined && known.rejection !== null && known.refused === refusal)
      this.#book.reject(desired, known.rejection, link?.slug ?? null)
    else if (link === undefined) await this.#unlinked.locate(desired)
    else await this.#linked(desired, link, known)
  }

  async #contextOf(desired: Desired): Promise<OfferContext> {
    const { policy, reader } = this.#input
    const context = contextOf(desired, policy, this.#choices, await reader.dialect())
    this.#book.cannotWrite(context.unwritable)
    return context
  }

  /** Asks DORA once what moved, so that what did not need not be read. */
  async #compare(): Promise<Learned['asOf']> {
    const { ledger, source, incoming, clock } = this.#input
    if (incoming.given === 0) return null
    const { asOf } = await ledger.sources.read(source)
    const { trusted, next } = await asOfNow(this.#view, asOf, clock.now())
    this.#trusted = trusted
    if (trusted !== null) {
      const kept = await ledger.sources.readings(source, trusted.run)
      this.#view.rely(standingReadings(kept, trusted.moved, this.#view.alone))
    }
    return next
  }

  async #linked(desired: Desired, link: Link, known: KnownLine | undefined): Promise<void> {
    const context = await this.#contextOf(desired)
    if (link.settled !== null && isUntouched(this.#trusted, link, known, context.settles)) {
      this.#view.trust(link.slug, link.settled.modified)
      this.#book.add(planQuiet(context, link))
      return
    }
    // Its structure says at once which of its services moved; where that is known already, the service alone is read.
    if (this.#trusted === null) {
      const structure = await this.#view.home(link.structure)
      if (structure !== null && !this.#view.allowed(structure.department)) {
        this.#book.wait(desired, link.slug, movedAway(structure.department))
        return
      }
      const summary = await this.#view.listed(link.structure, link.slug)
      const settled = link.retired === null && link.settled?.fingerprint === context.settles
      if (settled && sameMoment(link.settled?.modified, summary?.modificationDate)) {
        this.#book.add(planQuiet(context, link))
        return
      }
    }
    const actual = this.#inConflict(context, link, known) ?? (await this.#view.service(link.slug))
    if (actual === null) {
      const listed = await this.#view.listed(link.structure, link.slug)
      this.#book.wait(desired, link.slug, goneReason(listed !== undefined))
    } else if (!(await this.#staysInside(actual.structure, link.structure)))
      this.#book.wait(
        desired,
        link.slug,
        'Le service a été déplacé dans DORA vers un département où le robot n’écrit pas.',
      )
    else {
      const plan = planLinked(context, link, actual)
      if (plan.conflicts.length > 0) this.#view.noteConflict(actual, context.settles)
      this.#book.add(plan)
    }
  }

  /** The service as it was when the very same conflict was found. */
  #inConflict({ settles }: OfferContext, link: Link, known: KnownLine | undefined): DoraService | null {
    if (this.#trusted === null || link.settled !== null || !wasCompared(this.#trusted, link, known)) return null
    return this.#view.inConflict(link.slug, settles)
  }

  /** A person may have moved it to another structure since. */
  async #staysInside(structure: string, before: string): Promise<boolean> {
    if (structure === before) return true
    const home = await this.#view.home(structure)
    return home !== null && this.#view.allowed(home.department)
  }

  #waitsForDoubt(offer: { key: string; name: string }): boolean {
    const doubt = this.#doubts.get(offer.key)
    if (doubt === undefined) return false
    this.#book.waitForDoubt(offer, doubt)
    return true
  }

  async #assemble(complete: boolean, asOf: Learned['asOf']): Promise<PlanHead> {
    const { run, source, policy, ledger, clock, newId, configuration, incoming, outcome, quota } = this.#input
    const { operations, counts, changing } = this.#book
    const requests = operations * REQUESTS_PER_OPERATION - counts.created
    const memory = await ledger.sources.read(source)
    const seen = incoming.size
    const guard =
      seen === 0 && !complete
        ? null
        : guardRun({
            known: await ledger.offers.countLive(source),
            seen,
            retiring: counts.retired,
            changing,
            policy: policy.guard,
          })
    const moved = memory.configuration !== null && memory.configuration !== configuration
    const hold = holdPlan({ guard, outcome, policy, operations, moved, renamed: this.#remembered.renamed })
    return {
      id: newId('plan'),
      run,
      source,
      createdAt: clock.now().toISOString(),
      computedFrom: { configuration, desired: incoming.fingerprint(), actual: this.#view.fingerprint() },
      sizes: { operations, outcomes: counts.seen },
      counts,
      requests,
      durationMs: Math.round((requests * 60_000) / (quota ?? DEFAULT_QUOTA)),
      quarantine: hold?.reason ?? null,
      hold: hold?.kind ?? null,
      state: 'proposed',
      approvedBy: null,
      learned: { whole: complete, asOf: asOf ?? null },
    }
  }
}
