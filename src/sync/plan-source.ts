import type { Clock } from '../common/clock.ts'
import { fingerprint } from '../common/digest.ts'
import type { NewId } from '../common/ids.ts'
import type { Rejection, Whose } from '../common/rejection.ts'
import { fold } from '../common/text.ts'
import type { Policy } from '../config/source.ts'
import { DoraError, type DoraReader } from '../dora/contract.ts'
import type { Outcome } from '../harvest/contract.ts'
import type { StoredChoice } from '../ledger/choices.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import type { KnownOffer } from '../ledger/offers.ts'
import type { NormalisedOffer } from '../normalise/contract.ts'
import type { Desired, Learned, Match, OfferOutcome, Operation, Plan } from './contract.ts'
import { countOutcomes } from './counts.ts'
import { DoraView, embedded } from './dora-view.ts'
import { effectiveFields, settlingFingerprint } from './effective.ts'
import { sayFields } from './field-labels.ts'
import type { Field } from './fields.ts'
import { findStructure, type Place } from './find-structure.ts'
import { guardRun } from './guard.ts'
import { gatherIncoming, type IncomingOffers } from './incoming.ts'
import { type Candidate, matchOffer, worthReading } from './match.ts'
import type { Side } from './merge.ts'
import { type OfferPlan, planAdoption, planCreation, planLinked, planRetirement } from './plan-offer.ts'
import { type OpenDoubt, settleDoubts } from './settle-doubts.ts'
import { sightingsOf } from './sightings.ts'

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

/** An offer without a link, once DORA has been asked where it may already be. */
interface Unlinked {
  desired: Desired
  place: Place
  match: Match | null
  known: string[]
}

class Planner {
  readonly #input: PlanSourceInput
  readonly #view: DoraView
  readonly #doubts: Map<string, OpenDoubt>
  readonly #known: KnownOffer[]
  readonly #links: Map<string, Link>
  /** Who holds each service met so far, also for other sources. */
  readonly #owners: Map<string, Link>
  readonly #choices: StoredChoice[]
  readonly #incoming: IncomingOffers
  /** Keys that the source shows today. */
  readonly #present: ReadonlySet<string>
  readonly #operations: Operation[] = []
  readonly #outcomes: OfferOutcome[] = []
  readonly #learned: Learned = { sightings: [], missing: [], rebases: [], inbox: [] }

  private constructor(
    input: PlanSourceInput,
    memory: { doubts: Map<string, OpenDoubt>; known: KnownOffer[]; links: Link[]; choices: StoredChoice[] },
  ) {
    this.#input = input
    this.#view = new DoraView(input.reader, input.departments)
    this.#doubts = memory.doubts
    this.#known = memory.known
    this.#links = new Map(memory.links.map(link => [link.key, link]))
    this.#owners = new Map(memory.links.map(link => [link.slug, link]))
    this.#choices = memory.choices
    this.#incoming = gatherIncoming(input.offers, input.rejections)
    this.#present = new Set(this.#incoming.items.map(item => item.key))
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
    const { outcome } = this.#input
    const incoming = this.#incoming
    const unlinked: Unlinked[] = []
    this.#learned.inbox.push(...(this.#input.inbox ?? []))
    for (const item of incoming.items) {
      if ('rejection' in item) this.#reject(item.key, item.name, item.rejection)
      else await this.#patiently(item.desired, () => this.#seen(item.desired, unlinked))
    }
    await this.#settleUnlinked(unlinked)
    const complete = (outcome.state === 'complete' || outcome.state === 'unchanged') && incoming.unnamed === 0
    if (complete) await this.#missing(this.#present)
    return this.#assemble(incoming.items.length, complete)
  }

  /** What DORA does not let us read now makes this offer wait, and no other. */
  async #patiently(offer: { key: string; name: string }, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof DoraError) || error.kind === 'configuration') throw error
      this.#wait(offer, null, `DORA n’a pas pu être lu (${error.message}) ; l’offre est reprise au prochain passage.`)
    }
  }

  async #seen(desired: Desired, unlinked: Unlinked[]): Promise<void> {
    const known = this.#known.find(offer => offer.key === desired.key)
    const link = this.#links.get(desired.key)
    if (this.#waitsForDoubt(desired)) return
    if (link !== undefined && desired.version < link.version) {
      this.#outcomes.push({
        ...lineOf(desired),
        slug: link.slug,
        state: 'unchanged',
        reason: 'Une version plus récente est déjà dans DORA.',
      })
      return
    }
    if (known?.refused && known.rejection !== null && known.refused === this.refusal(desired)) {
      this.#reject(desired.key, desired.name, known.rejection, link?.slug ?? null)
      return
    }
    if (link === undefined) unlinked.push(await this.#locate(desired))
    else await this.#linked(desired, link)
  }

  /** What DORA refused is not sent again until it, the mapping or the configuration moves. */
  refusal(desired: Desired): string {
    return refusalFingerprint(desired.fingerprint, this.#input.configuration)
  }

  async #linked(desired: Desired, link: Link): Promise<void> {
    const context = this.#context(desired)
    const structure = await this.#view.structure(link.structure)
    if (structure !== null && !this.#view.allowed(structure.department)) {
      this.#wait(
        desired,
        link.slug,
        `Le service est maintenant dans le département ${structure.department}, où le robot n’écrit pas.`,
      )
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
      this.#outcomes.push({ ...lineOf(desired), slug: link.slug, state: 'unchanged', reason: 'Rien n’a changé.' })
      return
    }
    const actual = await this.#view.service(link.slug)
    if (actual === null) {
      this.#wait(desired, link.slug, goneReason(summary !== undefined))
      return
    }
    this.#add(planLinked(context, link, actual))
  }

  async #locate(desired: Desired): Promise<Unlinked> {
    const { policy, departments } = this.#input
    const chosen = this.#choices.find(choice => choice.topic === 'match' && choice.key === desired.key)
    const value = chosen?.topic === 'match' ? chosen.value : null
    const place = await findStructure(
      desired.structure,
      this.#view,
      this.#choices,
      policy.createStructures,
      departments,
    )
    if (place.kind !== 'found') return { desired, place, match: null, known: [] }
    const structure = await this.#view.structure(place.slug)
    if (structure === null) throw new DoraError('structure illisible', { kind: 'dora', status: 404, code: 'not_found' })
    const known = embedded(structure).map(service => service.slug)
    const met = value !== null && 'slug' in value ? [...known, value.slug] : known
    for (const link of await this.#input.ledger.links.bySlugs(met)) this.#owners.set(link.slug, link)
    if (value !== null && 'slug' in value)
      return {
        desired,
        place,
        known,
        match: { certainty: 'certain', slug: value.slug, score: 1, reasons: [`choisi par ${chosen?.decidedBy}`] },
      }
    if (value !== null) return { desired, place, known, match: null }
    const candidates: Candidate[] = []
    for (const summary of embedded(structure)) {
      const owner = this.#owners.get(summary.slug)
      if (owner !== undefined)
        candidates.push(
          ownedCandidate(summary.status, owner, owner.source === desired.source && !this.#present.has(owner.key)),
        )
      else if (worthReading(desired.name, summary.name)) {
        const service = await this.#view.service(summary.slug)
        candidates.push({
          slug: summary.slug,
          name: summary.name,
          subcategories: service?.fields.subcategories ?? [],
          cityCode: service?.fields.cityCode ?? null,
          status: summary.status,
          owner: null,
        })
      }
    }
    const offer = { name: desired.name, subcategories: desired.fields.subcategories, cityCode: desired.fields.cityCode }
    return { desired, place, known, match: matchOffer({ offer, candidates, adoptFrom: policy.adoptFrom }) }
  }

  async #settleUnlinked(unlinked: Unlinked[]): Promise<void> {
    const claims = new Map<string, number>()
    for (const { match } of unlinked)
      if (match?.certainty === 'certain' && match.slug !== null)
        claims.set(match.slug, (claims.get(match.slug) ?? 0) + 1)
    const created = new Map<string, string>()
    const structures = new Set<string>()
    for (const item of unlinked) {
      const { desired, place } = item
      switch (place.kind) {
        case 'outside':
          this.#wait(desired, null, place.reason)
          break
        case 'ask':
          this.#askStructure(desired, place)
          break
        case 'create':
          if (!structures.has(place.key)) this.#createStructure(desired, place.key)
          structures.add(place.key)
          this.#create(item, null, place.key, created)
          break
        case 'found':
          await this.#patiently(desired, () => this.#matched(item, place.slug, claims, created))
          break
      }
    }
  }

  async #matched(
    item: Unlinked,
    structure: string,
    claims: Map<string, number>,
    created: Map<string, string>,
  ): Promise<void> {
    const { desired, match } = item
    if (match === null || match.certainty === 'none' || match.slug === null) {
      this.#create(item, structure, structure, created)
      return
    }
    if (match.certainty === 'doubtful') {
      this.#askMatch(desired, match)
      return
    }
    if ((claims.get(match.slug) ?? 0) > 1) {
      this.#askMatch(desired, {
        ...match,
        certainty: 'doubtful',
        reasons: [...match.reasons, 'une autre offre de la source lui ressemble autant'],
      })
      return
    }
    const owner = this.#owners.get(match.slug)
    const actual = await this.#view.service(match.slug)
    if (owner !== undefined)
      this.#askMatch(desired, {
        ...match,
        certainty: 'doubtful',
        reasons: [`ce service est déjà tenu par ${ownerName(owner)}`],
      })
    else if (actual === null) this.#wait(desired, match.slug, goneReason(true))
    else this.#add(planAdoption(this.#context(desired), match, actual))
  }

  #create(item: Unlinked, structure: string | null, key: string, created: Map<string, string>): void {
    const { desired } = item
    const twin = `${key}|${fold(desired.name)}|${desired.fields.cityCode ?? ''}`
    const other = created.get(twin)
    const chosen = this.#choices.some(choice => choice.topic === 'match' && choice.key === desired.key)
    if (other !== undefined && !chosen) {
      this.#askMatch(desired, {
        certainty: 'doubtful',
        slug: null,
        score: 1,
        reasons: [`même nom, même structure et même commune que l’offre «\u00A0${other}\u00A0» de la source`],
      })
      return
    }
    created.set(twin, desired.key)
    this.#add(planCreation(this.#context(desired), structure, key, item.known))
  }

  #createStructure(desired: Desired, key: string): void {
    this.#operations.push({
      id: this.#input.newId('step'),
      kind: 'create-structure',
      source: desired.source,
      key: desired.key,
      name: desired.structure.name,
      structure: null,
      slug: null,
      seen: null,
      before: null,
      after: {},
      conflicts: [],
      reason: `La structure «\u00A0${desired.structure.name}\u00A0» (SIRET ${desired.structure.siret}) n’est pas encore dans DORA.`,
      confidence: 1,
      work: {
        version: desired.version,
        desired: null,
        rebase: { base: {}, sent: {} },
        settles: null,
        known: [],
        structureKey: key,
        draft: desired.structure.draft,
      },
    })
  }

  async #missing(seen: ReadonlySet<string>): Promise<void> {
    const { policy } = this.#input
    for (const offer of this.#known) {
      if (seen.has(offer.key) || offer.state === 'retired') continue
      const misses = offer.misses + (offer.run === this.#input.run ? 0 : 1)
      this.#learned.missing.push(offer.key)
      const link = this.#links.get(offer.key) ?? null
      if (this.#waitsForDoubt(offer)) continue
      if (misses < policy.retireAfter) {
        this.#wait(
          offer,
          link?.slug ?? null,
          `Absente de la source (${misses} passage complet sur les ${policy.retireAfter} qu’il faut pour la retirer) ; rien ne change encore.`,
        )
        continue
      }
      if (link === null) {
        this.#outcomes.push({
          ...lineOf(offer),
          slug: null,
          state: 'retired',
          reason: 'Absente de la source ; elle n’était pas dans DORA.',
        })
        continue
      }
      await this.#patiently(offer, async () => {
        const structure = await this.#view.structure(link.structure)
        const actual = await this.#view.service(link.slug)
        if (actual === null)
          this.#wait(offer, link.slug, goneReason(embedded(structure).some(s => s.slug === link.slug)))
        else if (structure !== null && !this.#view.allowed(structure.department))
          this.#wait(
            offer,
            link.slug,
            `Le service est maintenant dans le département ${structure.department}, où le robot n’écrit pas.`,
          )
        else
          this.#add(
            planRetirement(
              { ...offer, misses, version: link.version },
              link,
              actual,
              policy.neverOurs,
              this.#sides(offer.key).status,
            ),
          )
      })
    }
  }

  #waitsForDoubt(offer: { key: string; name: string }): boolean {
    const doubt = this.#doubts.get(offer.key)
    if (doubt === undefined) return false
    this.#wait(offer, doubt.operation.slug, doubt.reason)
    if (doubt.slugs.length > 0)
      this.#learned.inbox.push({
        kind: 'doubt',
        key: offer.key,
        subject: `doubt:${this.#input.source}:${offer.key}`,
        title: `Envoi à vérifier : ${offer.name}`,
        detail: {
          operation: doubt.operation.id,
          kind: doubt.operation.kind,
          intended: doubt.operation.intended,
          slugs: doubt.slugs,
        },
      })
    return true
  }

  #context(desired: Desired) {
    const { policy } = this.#input
    const fields = effectiveFields(desired.fields, policy.mode)
    const sides = this.#sides(desired.key)
    return { desired, fields, sides, neverOurs: policy.neverOurs, settles: settlingFingerprint(fields, policy, sides) }
  }

  #sides(key: string): Partial<Record<Field, Side>> {
    const sides: Partial<Record<Field, Side>> = {}
    for (const choice of this.#choices) {
      if (choice.key !== key || choice.topic === 'match' || choice.topic === 'structure') continue
      const field = choice.topic.slice('field:'.length) as Field
      sides[field] = choice.value.once
        ? { side: 'ours-once', theirs: choice.value.theirs }
        : { side: choice.value.side }
    }
    return sides
  }

  #add(plan: OfferPlan): void {
    const { source, newId } = this.#input
    this.#outcomes.push(plan.outcome)
    if (plan.operation !== null) this.#operations.push({ id: newId('step'), ...plan.operation })
    if (plan.rebase !== null) this.#learned.rebases.push(plan.rebase)
    if (plan.conflicts.length > 0)
      this.#learned.inbox.push({
        kind: 'conflict',
        key: plan.outcome.key,
        subject: `conflict:${source}:${plan.outcome.key}`,
        title: `Conflit sur «\u00A0${plan.outcome.name}\u00A0»\u00A0: ${sayFields(plan.conflicts.map(c => c.field))}`,
        detail: { slug: plan.outcome.slug, fields: plan.conflicts },
      })
  }

  #wait(offer: { key: string; name: string }, slug: string | null, reason: string, whose: Whose = 'robot'): void {
    this.#outcomes.push({ ...lineOf(offer), slug, state: 'waiting', reason, whose })
  }

  #reject(key: string, name: string, rejection: Rejection, slug: string | null = null): void {
    this.#outcomes.push({
      key,
      name,
      slug,
      state: 'rejected',
      reason: rejection.message,
      rejection,
      whose: rejection.whose,
    })
    this.#learned.inbox.push({
      kind: rejection.code === 'valeur-inconnue' ? 'unknown-value' : 'rejection',
      key: rejection.key,
      subject: `rejection:${this.#input.source}:${key}`,
      title: `${name}\u00A0: ${rejection.message}`,
      detail: rejection,
    })
  }

  #askMatch(desired: Desired, match: Match): void {
    this.#wait(
      desired,
      null,
      `Peut-être déjà dans DORA (${match.reasons.join(', ')}) : à vous de dire si c’est le même service.`,
      'gestionnaire',
    )
    this.#learned.inbox.push({
      kind: 'match',
      key: desired.key,
      subject: `match:${this.#input.source}:${desired.key}`,
      title: `Même service ? «\u00A0${desired.name}\u00A0»`,
      detail: { slug: match.slug, score: match.score, reasons: match.reasons, structure: desired.structure.name },
    })
  }

  #askStructure(desired: Desired, place: Extract<Place, { kind: 'ask' }>): void {
    const { name, siret, draft } = desired.structure
    this.#wait(desired, null, `Structure «\u00A0${name}\u00A0» à confirmer : ${place.reason}.`, 'gestionnaire')
    const subject = `structure:${this.#input.source}:${place.key}`
    if (this.#learned.inbox.some(item => item.subject === subject)) return
    this.#learned.inbox.push({
      kind: 'structure',
      key: null,
      subject,
      title: `Structure à confirmer : «\u00A0${name}\u00A0»`,
      detail: { structureKey: place.key, name, siret, draft, candidates: place.candidates, reason: place.reason },
    })
  }

  async #assemble(seen: number, complete: boolean): Promise<Plan> {
    const { run, source, policy, ledger, clock, newId, configuration, offers, outcome, quota } = this.#input
    const operations = this.#operations
    const requests = operations.length * REQUESTS_PER_OPERATION
    const memory = await ledger.sources.read(source)
    const live = this.#known.filter(offer => offer.state !== 'retired')
    const guard =
      seen === 0 && !complete
        ? null
        : guardRun({
            known: live.length,
            seen,
            retiring: this.#outcomes.filter(line => line.state === 'retired').length,
            changing: operations.filter(operation => operation.kind === 'update').length,
            policy: policy.guard,
          })
    this.#learned.sightings.push(...sightingsOf(this.#input))
    const hold = holdOf({
      guard,
      outcome,
      policy,
      operations: operations.length,
      moved: memory.configuration !== null && memory.configuration !== configuration,
    })
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
      outcomes: this.#outcomes,
      counts: countOutcomes(this.#outcomes),
      requests,
      durationMs: Math.round((requests * 60_000) / (quota ?? DEFAULT_QUOTA)),
      quarantine: hold?.reason ?? null,
      hold: hold?.kind ?? null,
      state: 'proposed',
      approvedBy: null,
      learned: this.#learned,
    }
  }
}

/** Why the plan waits for a named person; the gravest reason is the one that is said. */
function holdOf(input: {
  guard: string | null
  outcome: Outcome
  policy: Policy
  operations: number
  moved: boolean
}): { kind: NonNullable<Plan['hold']>; reason: string } | null {
  if (input.guard !== null) return { kind: 'guard', reason: input.guard }
  if (input.outcome.state === 'drifted')
    return {
      kind: 'drift',
      reason: `Les pages de la source ont changé de structure : ${input.outcome.expectations.map(e => e.message).join(' ')}`,
    }
  if (input.operations === 0) return null
  if (input.moved)
    return {
      kind: 'fence',
      reason: 'La correspondance ou la configuration de la source a changé : ce passage propose seulement.',
    }
  if (input.policy.approval === 'approve')
    return { kind: 'approval', reason: 'Cette source demande l’accord d’une personne avant tout envoi.' }
  return null
}

export function refusalFingerprint(content: string, configuration: string): string {
  return fingerprint([content, configuration])
}

function lineOf(offer: { key: string; name: string }): { key: string; name: string } {
  return { key: offer.key, name: offer.name }
}

function goneReason(listed: boolean): string {
  return listed
    ? 'Le service existe dans DORA mais ce compte ne peut pas le lire ; rien n’est envoyé.'
    : 'Le service n’est plus lisible dans DORA (supprimé, ou hors de portée du compte) ; il n’est pas recréé sans l’avis d’une personne.'
}

function ownerName(link: Link): string {
  return `l’offre ${link.key} de la source ${link.source}`
}

function ownedCandidate(status: Candidate['status'], link: Link, gone: boolean): Candidate {
  return {
    slug: link.slug,
    name: link.sent.name ?? '',
    subcategories: link.sent.subcategories ?? [],
    cityCode: link.sent.cityCode ?? null,
    status,
    owner: { words: ownerName(link), gone },
  }
}
