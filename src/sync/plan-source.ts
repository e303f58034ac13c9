import type { Clock } from '../common/clock.ts'
import { fingerprint } from '../common/digest.ts'
import type { NewId } from '../common/ids.ts'
import type { Rejection } from '../common/rejection.ts'
import type { Policy } from '../config/source.ts'
import type { DoraReader } from '../dora/contract.ts'
import type { Outcome } from '../harvest/contract.ts'
import type { StoredChoice } from '../ledger/choices.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import type { KnownOffer } from '../ledger/offers.ts'
import type { NormalisedOffer } from '../normalise/contract.ts'
import type { Desired, Learned, Plan } from './contract.ts'
import { countOutcomes } from './counts.ts'
import { DoraView, embedded } from './dora-view.ts'
import { guardRun } from './guard.ts'
import { holdPlan } from './hold.ts'
import { gatherIncoming, type IncomingOffers } from './incoming.ts'
import { contextOf, sidesOf } from './offer-context.ts'
import { goneReason, PlanBook } from './plan-book.ts'
import { planLinked, planRetirement } from './plan-offer.ts'
import { refusalFingerprint } from './refusal.ts'
import { type OpenDoubt, settleDoubts } from './settle-doubts.ts'
import { sightingsOf } from './sightings.ts'
import { Unlinked } from './unlinked.ts'

export interface PlanSourceInput {
  run: string
  source: string
  policy: Policy
  /** How the harvest ended: only a complete one may retire anything. */
  outcome: Outcome
  offers: readonly Desired[]
  rejections: readonly Rejection[]
  /** The records behind `offers`, kept for the portal and the report. */
  records?: readonly NormalisedOffer[]
  /** Fingerprint of mapping + configuration. */
  configuration: string
  /** Départements the bot may write in. */
  departments: readonly string[]
  ledger: Ledger
  reader: DoraReader
  clock: Clock
  newId: NewId
  /** What the reading itself puts before a person (words that no référentiel explains). */
  inbox?: Learned['inbox']
  /** DORA's requests a minute; default 120. */
  quota?: number
}

/** Requests per operation: the state just before, then the write. */
const REQUESTS_PER_OPERATION = 2
const DEFAULT_QUOTA = 120

/**
 * Compares what the source says with what DORA holds and proposes the writes. Reads DORA, never writes to it; the plan is
 * stored, and every older plan of the source that was not applied becomes stale.
 * @throws DoraError when DORA cannot be read at all (a service or a structure that cannot be read only makes its offers wait)
 */
export async function planSource(input: PlanSourceInput): Promise<Plan> {
  const planner = await Planner.prepare(input)
  const plan = await planner.plan()
  await input.ledger.transaction(async shelves => {
    await shelves.plans.save(plan)
    await shelves.plans.supersede(input.source, plan.id)
  })
  return plan
}

class Planner {
  readonly #input: PlanSourceInput
  readonly #view: DoraView
  readonly #doubts: Map<string, OpenDoubt>
  readonly #known: Map<string, KnownOffer>
  readonly #links: Map<string, Link>
  readonly #choices: StoredChoice[]
  readonly #incoming: IncomingOffers
  readonly #book: PlanBook
  readonly #unlinked: Unlinked

  private constructor(
    input: PlanSourceInput,
    memory: { doubts: Map<string, OpenDoubt>; known: KnownOffer[]; links: Link[]; choices: StoredChoice[] },
  ) {
    this.#input = input
    this.#view = new DoraView(input.reader, input.departments)
    this.#doubts = memory.doubts
    this.#known = new Map(memory.known.map(offer => [offer.key, offer]))
    this.#links = new Map(memory.links.map(link => [link.key, link]))
    this.#choices = memory.choices
    this.#incoming = gatherIncoming(input.offers, input.rejections)
    this.#book = new PlanBook(input.source, input.newId)
    this.#unlinked = new Unlinked({
      policy: input.policy,
      departments: input.departments,
      view: this.#view,
      choices: memory.choices,
      links: input.ledger.links,
      present: new Set(this.#incoming.items.map(item => item.key)),
      book: this.#book,
    })
  }

  static async prepare(input: PlanSourceInput): Promise<Planner> {
    const { ledger, source } = input
    const doubts = await settleDoubts(source, input)
    return new Planner(input, {
      doubts,
      known: await ledger.offers.list(source),
      links: await ledger.links.list(source),
      choices: await ledger.choices.list(source),
    })
  }

  async plan(): Promise<Plan> {
    const { outcome, inbox } = this.#input
    const { items, unnamed } = this.#incoming
    this.#book.learned.inbox.push(...(inbox ?? []))
    for (const item of items) {
      if ('rejection' in item) this.#book.reject(item, item.rejection)
      else await this.#book.patiently(item.desired, () => this.#seen(item.desired))
    }
    await this.#unlinked.settle()
    const complete = (outcome.state === 'complete' || outcome.state === 'unchanged') && unnamed === 0
    this.#book.learned.whole = complete
    if (complete) await this.#missing(new Set(items.map(item => item.key)))
    return this.#assemble(items.length, complete)
  }

  async #seen(desired: Desired): Promise<void> {
    const known = this.#known.get(desired.key)
    const link = this.#links.get(desired.key)
    const refusal = refusalFingerprint(desired.fingerprint, this.#input.configuration)
    if (this.#waitsForDoubt(desired)) return
    if (link !== undefined && desired.version < link.version)
      this.#book.line(desired, link.slug, 'unchanged', 'Une version plus récente est déjà dans DORA.')
    else if (known !== undefined && known.rejection !== null && known.refused === refusal)
      this.#book.reject(desired, known.rejection, link?.slug ?? null)
    else if (link === undefined) await this.#unlinked.locate(desired)
    else await this.#linked(desired, link)
  }

  async #linked(desired: Desired, link: Link): Promise<void> {
    const context = contextOf(desired, this.#input.policy, this.#choices)
    const structure = await this.#view.structure(link.structure)
    if (structure !== null && !this.#view.allowed(structure.department)) {
      this.#book.wait(desired, link.slug, movedAway(structure.department))
      return
    }
    const summary = embedded(structure).find(service => service.slug === link.slug)
    const quiet =
      link.retired === null &&
      link.settled !== null &&
      summary !== undefined &&
      link.settled.modified === summary.modificationDate &&
      link.settled.fingerprint === context.settles
    if (quiet) {
      this.#book.line(desired, link.slug, 'unchanged', 'Rien n’a changé.')
      return
    }
    const actual = await this.#view.service(link.slug)
    if (actual === null) this.#book.wait(desired, link.slug, goneReason(summary !== undefined))
    else this.#book.add(planLinked(context, link, actual))
  }

  async #missing(seen: ReadonlySet<string>): Promise<void> {
    const { policy, run } = this.#input
    const asked = this.#book.askedAbout()
    for (const offer of this.#known.values()) {
      if (seen.has(offer.key) || offer.state === 'retired') continue
      const misses = offer.misses + (offer.run === run ? 0 : 1)
      this.#book.learned.missing.push(offer.key)
      const link = this.#links.get(offer.key) ?? null
      if (this.#waitsForDoubt(offer)) continue
      if (misses < policy.retireAfter) {
        const reason = `Absente de la source (${misses} passage complet sur les ${policy.retireAfter} qu’il faut pour la retirer) ; rien ne change encore.`
        this.#book.wait(offer, link?.slug ?? null, reason)
      } else if (link === null)
        this.#book.line(offer, null, 'retired', 'Absente de la source ; elle n’était pas dans DORA.')
      else if (asked.has(link.slug)) {
        const reason =
          'Absente de la source, mais une autre offre est peut-être le même service\u00A0: à vous de le dire d’abord.'
        this.#book.wait(offer, link.slug, reason, 'gestionnaire')
      } else await this.#book.patiently(offer, () => this.#retire({ ...offer, misses, version: link.version }, link))
    }
  }

  async #retire(offer: Parameters<typeof planRetirement>[0], link: Link): Promise<void> {
    const { neverOurs } = this.#input.policy
    const structure = await this.#view.structure(link.structure)
    const actual = await this.#view.service(link.slug)
    const listed = embedded(structure).some(service => service.slug === link.slug)
    if (actual === null) this.#book.wait(offer, link.slug, goneReason(listed))
    else if (structure !== null && !this.#view.allowed(structure.department))
      this.#book.wait(offer, link.slug, movedAway(structure.department))
    else this.#book.add(planRetirement(offer, link, actual, neverOurs, sidesOf(offer.key, this.#choices).status))
  }

  #waitsForDoubt(offer: { key: string; name: string }): boolean {
    const doubt = this.#doubts.get(offer.key)
    if (doubt === undefined) return false
    this.#book.waitForDoubt(offer, doubt)
    return true
  }

  async #assemble(seen: number, complete: boolean): Promise<Plan> {
    const { run, source, policy, ledger, clock, newId, configuration, offers, outcome, quota } = this.#input
    const { operations, outcomes, learned } = this.#book
    const requests = operations.length * REQUESTS_PER_OPERATION
    const memory = await ledger.sources.read(source)
    const live = [...this.#known.values()].filter(offer => offer.state !== 'retired')
    const guard =
      seen === 0 && !complete
        ? null
        : guardRun({
            known: live.length,
            seen,
            retiring: outcomes.filter(line => line.state === 'retired').length,
            changing: operations.filter(operation => operation.kind === 'update').length,
            policy: policy.guard,
          })
    learned.sightings.push(...sightingsOf(this.#input))
    const moved = memory.configuration !== null && memory.configuration !== configuration
    const hold = holdPlan({ guard, outcome, policy, operations: operations.length, moved })
    return {
      id: newId('plan'),
      run,
      source,
      createdAt: clock.now().toISOString(),
      computedFrom: {
        configuration,
        desired: fingerprint(offers.map(offer => [offer.key, offer.fingerprint]).sort()),
        actual: fingerprint(this.#view.seen),
      },
      operations,
      outcomes,
      counts: countOutcomes(outcomes),
      requests,
      durationMs: Math.round((requests * 60_000) / (quota ?? DEFAULT_QUOTA)),
      quarantine: hold?.reason ?? null,
      hold: hold?.kind ?? null,
      state: 'proposed',
      approvedBy: null,
      learned,
    }
  }
}

function movedAway(department: string): string {
  return `Le service est maintenant dans le département ${department}, où le robot n’écrit pas.`
}
