import type { NewId } from '../common/ids.ts'
import { type Rejection, rejectionAt, UNAPPLIED_CORRECTION, type Whose } from '../common/rejection.ts'
import { sayFields } from '../dora/field-label.ts'
import { DoraError, UNKNOWN_STATUS } from '../dora/port.ts'
import type { StoredChoice } from '../ledger/choices.ts'
import type { Conflict } from '../ledger/conflict.ts'
import type { Link } from '../ledger/links.ts'
import type { JsonText } from '../ledger/parts.ts'
import type { Desired, Learned, Match, OfferOutcome, Operation, PlanLists } from '../ledger/plan.ts'
import { choicesBehind } from './choices-behind.ts'
import { Tally } from './counts.ts'
import { CensusLost } from './dora-view.ts'
import type { Field } from './fields.ts'
import type { Place } from './find-structure.ts'
import { bareWork } from './offer-write.ts'
import { DoraAway } from './patient-dora.ts'
import type { OfferPlan } from './plan-offer.ts'
import type { OpenDoubt } from './settle-doubts.ts'
import type { Spool } from './spool.ts'

interface Named {
  key: string
  name: string
}

/** Lists that are written while a plan is made; what was seen stands in the offers themselves. */
const WRITTEN = ['operations', 'outcomes', 'missing', 'rebases', 'inbox'] as const
type Written = (typeof WRITTEN)[number]

/**
 * What a plan is made of while it is being made: one line per offer, the writes, and what the ledger and people will learn.
 * Each is put aside as it is found; only counts stay in memory.
 */
export class PlanBook {
  /** Services that would be changed because their source changed (created, adopted and archived ones are not among them). */
  changing = 0
  readonly #tally = new Tally()
  readonly #asked = new Set<string>()
  readonly #unwritable = new Map<Field, number>()
  readonly #rewritten = new Map<Field, Conflict>()
  readonly #askedStructures = new Set<string>()
  readonly #source: string
  readonly #newId: NewId
  readonly #spool: Spool
  readonly #choices: readonly StoredChoice[]

  constructor(source: string, newId: NewId, spool: Spool, choices: readonly StoredChoice[]) {
    this.#choices = choices
    this.#source = source
    this.#newId = newId
    this.#spool = spool
  }

  get counts() {
    return this.#tally.counts
  }

  /** Writes that are planned. */
  get operations(): number {
    return this.#spool.size('operations')
  }

  /** JSON of each item, list by list. */
  lists(): Record<Written, Iterable<JsonText>> {
    const lists = WRITTEN.map(list => [list, this.#spool.bytes(list)])
    return Object.fromEntries(lists) as Record<Written, Iterable<JsonText>>
  }

  add(plan: OfferPlan): void {
    this.#line(plan.outcome)
    if (plan.operation !== null) {
      if (plan.operation.kind === 'update' && plan.renewal !== true) this.changing += 1
      this.#operation({ id: this.#newId('step'), ...plan.operation })
    }
    if (plan.rebase !== null) this.#write('rebases', plan.rebase)
    for (const each of plan.rewritten ?? []) this.#rewritten.set(each.field, each)
    if (plan.conflicts.length > 0)
      this.ask({
        kind: 'conflict',
        key: plan.outcome.key,
        subject: `conflict:${this.#source}:${plan.outcome.key}`,
        title: `Conflit sur « ${plan.outcome.name} »`,
        detail: { slug: plan.outcome.slug, fields: plan.conflicts },
      })
  }

  /** Fields that one offer fills in and this account cannot write. */
  cannotWrite(fields: readonly Field[]): void {
    for (const field of fields) this.#unwritable.set(field, (this.#unwritable.get(field) ?? 0) + 1)
  }

  /** One question for all sources: what DORA's own team changed at once is nobody's edit. The last offer met shows what it looks like. */
  askAboutRewriting(): void {
    if (this.#rewritten.size === 0) return
    this.ask({
      kind: 'conflict',
      key: null,
      subject: 'rewritten',
      title: 'DORA a réécrit de lui-même, sans que personne n’y touche ; adopter comme base ?',
      detail: { slug: null, fields: [...this.#rewritten.values()] },
    })
  }

  /** One question for the source, however many offers wait for it. */
  askAboutUnwritable(): void {
    if (this.#unwritable.size === 0) return
    const fields = [...this.#unwritable.keys()]
    const message = `DORA ne laisse pas ce compte écrire : ${sayFields(fields)}.`
    this.ask({
      kind: 'rejection',
      key: null,
      subject: `unwritable:${this.#source}`,
      title: `${message} Offres concernées : ${Math.max(...this.#unwritable.values())}.`,
      detail: rejectionAt('dora-ne-s-ecrit-pas', 'DORA, compte du robot', {
        field: fields[0] ?? null,
        expected:
          'Suivre ce que dit dora-sync doctor : le plus souvent, faire ajouter le compte comme membre d’une structure.',
        message,
        whose: 'gestionnaire',
      }),
    })
  }

  line({ key, name }: Named, slug: string | null, state: 'unchanged' | 'retired', reason: string): void {
    this.#line({ key, name, slug, state, reason })
  }

  wait({ key, name }: Named, slug: string | null, reason: string, whose: Whose = 'robot'): void {
    this.#line({ key, name, slug, state: 'waiting', reason, whose })
  }

  /** What DORA does not let us read now makes this offer wait, and no other. */
  async patiently(offer: Named, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      const ends = error instanceof CensusLost || error instanceof DoraAway
      if (!(error instanceof DoraError) || error.kind === 'configuration' || ends) throw error
      const strange = error.code === UNKNOWN_STATUS
      const reason = strange
        ? `${error.message}, ni ne crée rien à côté. À faire : mettre dora-sync à jour quand une version le connaît.`
        : `DORA n’a pas pu être lu (${error.message}) ; l’offre est reprise au prochain passage.`
      this.wait(offer, null, reason)
    }
  }

  reject({ key, name }: Named, rejection: Rejection, slug: string | null = null): void {
    const { whose, message } = rejection
    this.#line({ key, name, slug, state: 'rejected', reason: message, rejection, whose })
    const subject = `rejection:${this.#source}:${key}`
    const asked = { key: rejection.key, subject, title: `${name} : ${message}`, detail: rejection }
    this.ask(
      rejection.code === 'valeur-inconnue' ? { kind: 'unknown-value', ...asked } : { kind: 'rejection', ...asked },
    )
  }

  /** What is told of a document and of no offer, or of a correction that an offer goes on without: a question without a line. */
  tell(notice: Rejection): void {
    if (notice.code === UNAPPLIED_CORRECTION) {
      const subject = `correction:${this.#source}:${notice.key}:${notice.where}:${notice.field}`
      this.ask({ kind: 'correction', key: notice.key, subject, title: notice.message, detail: notice })
      return
    }
    this.ask({
      kind: 'rejection',
      key: null,
      subject: `rejection:${this.#source}:${notice.code}:${notice.where}`,
      title: `${notice.where} : ${notice.message}`,
      detail: notice,
    })
  }

  askMatch(desired: Desired, match: Match): void {
    const reason = `Peut-être déjà dans DORA (${match.reasons.join(', ')}) : reste à dire si c’est le même service.`
    this.wait(desired, null, reason, 'gestionnaire')
    if (match.slug !== null) this.#asked.add(match.slug)
    this.ask({
      kind: 'match',
      key: desired.key,
      subject: `match:${this.#source}:${desired.key}`,
      title: `Même service ? « ${desired.name} »`,
      detail: { slug: match.slug, score: match.score, reasons: match.reasons, structure: desired.structure.name },
    })
  }

  /** Slugs that this run asks a person about: what becomes of them is not ours to decide meanwhile. */
  askedAbout(): ReadonlySet<string> {
    return this.#asked
  }

  askStructure(desired: Desired, place: Extract<Place, { kind: 'ask' }>): void {
    const { name, siret, draft } = desired.structure
    this.wait(desired, null, `Structure « ${name} » à confirmer : ${place.reason}.`, 'gestionnaire')
    const subject = `structure:${this.#source}:${place.key}`
    if (this.#askedStructures.has(subject)) return
    this.#askedStructures.add(subject)
    this.ask({
      kind: 'structure',
      key: null,
      subject,
      title: `Structure à confirmer : « ${name} »`,
      detail: { structureKey: place.key, name, siret, draft, candidates: place.candidates, reason: place.reason },
    })
  }

  waitForDoubt(offer: Named, { operation, reason, slugs }: OpenDoubt): void {
    this.wait(offer, operation.slug, reason)
    if (slugs.length === 0) return
    const { id, kind, intended } = operation
    this.ask({
      kind: 'doubt',
      key: offer.key,
      subject: `doubt:${this.#source}:${offer.key}`,
      title: `Envoi à vérifier : ${offer.name}`,
      detail: { operation: id, kind, intended, slugs },
    })
  }

  createStructure(desired: Desired, key: string): void {
    const { name, siret, draft } = desired.structure
    this.#operation({
      id: this.#newId('step'),
      kind: 'create-structure',
      source: desired.source,
      key: desired.key,
      name,
      structure: null,
      slug: null,
      seen: null,
      before: null,
      after: {},
      conflicts: [],
      reason: `La structure « ${name} » (SIRET ${siret}) n’est pas encore dans DORA.`,
      confidence: 1,
      work: { ...bareWork(desired.version), structureKey: key, draft },
    })
  }

  /** Puts something before a person once the plan is believed. */
  ask(entry: Learned['inbox'][number]): void {
    this.#write('inbox', entry)
  }

  /** A complete listing did not show it. */
  missed(key: string): void {
    this.#write('missing', key)
  }

  #line(outcome: OfferOutcome): void {
    this.#tally.count(outcome)
    this.#write('outcomes', outcome)
  }

  #operation(operation: Operation): void {
    const choices = choicesBehind(operation, this.#choices)
    this.#write('operations', choices.length === 0 ? operation : { ...operation, choices })
  }

  #write<List extends Written>(list: List, item: PlanLists[List]): void {
    this.#spool.add(list, JSON.stringify(item))
  }
}

/** Why a service that we hold cannot be read. @param listed its structure still lists it */
export function goneReason(listed: boolean): string {
  return listed
    ? 'Le service existe dans DORA mais ce compte ne peut pas le lire ; rien n’est envoyé.'
    : 'Le service n’est plus lisible dans DORA (supprimé, ou hors de portée du compte) ; il n’est pas recréé sans l’avis d’une personne.'
}

export function movedAway(department: string): string {
  return `Le service est maintenant dans le département ${department}, où le robot n’écrit pas.`
}

export function ownerName(link: Link): string {
  return `l’offre « ${link.sent.name ?? link.key} » de la source ${link.source}`
}
