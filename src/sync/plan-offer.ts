import { sayFields } from '../dora/field-label.ts'
import type { DoraService } from '../dora/port.ts'
import { sameMoment } from '../dora/same-moment.ts'
import type { Conflict } from '../ledger/conflict.ts'
import type { Link } from '../ledger/links.ts'
import type { Desired, Learned, Match, OfferOutcome, Operation } from '../ledger/plan.ts'
import { becameAnother } from './another-offer.ts'
import type { Field } from './fields.ts'
import { mergeFields } from './merge.ts'
import { notKeptBefore } from './not-kept.ts'
import { type OfferContext, rewritingsOf } from './offer-context.ts'
import { lineOf, workOf, writeOf } from './offer-write.ts'
import { keysOf, type Patch, pick, readable } from './patch.ts'
import { conflictReason, unchangedReason, unreadReason, unwritableReason } from './plan-words.ts'
import { emptied, isRefused, sayRefused } from './refused-values.ts'
import { isRenewed, renewedMemories } from './renewed-memories.ts'
import { savedByPerson } from './saved-by-person.ts'

/** What one offer asks for: at most one write, one line of the report, and what the ledger learns. */
export interface OfferPlan {
  outcome: OfferOutcome
  operation: Omit<Operation, 'id'> | null
  rebase: Learned['rebases'][number] | null
  conflicts: Conflict[]
  /** Fields that DORA rewrote by itself, for the one question about them all. */
  rewritten?: Conflict[]
  /** The write only says in more fields what was already said: a newer version of the robot, not the source. */
  renewal?: boolean
}

/** Nothing is written, and the link remembers nothing new. */
export function lineAlone(outcome: OfferOutcome, conflicts: Conflict[] = []): OfferPlan {
  return { outcome, operation: null, rebase: null, conflicts }
}

/** Settled but for what DORA rewrote, or does not let be read: no fingerprint, so that it is looked at again. */
const UNFINISHED = 'rewritten'

/** An offer that we hold already: update, restore, or nothing. */
export function planLinked(context: OfferContext, link: Link, actual: DoraService): OfferPlan {
  const { desired, fields, refused } = context
  // The archiving was ours to undo; for every other purpose the service stands as it stood before we archived it.
  const archived = actual.fields.status === 'ARCHIVED' ? (link.retired?.status ?? null) : null
  const given = archived !== null && isRefused('status', archived, refused) ? null : archived
  const before = given === null ? actual.fields : { ...actual.fields, status: given }
  const merged = mergeFields({
    ...context,
    // Held back is not withdrawn: what is published stays so.
    desired: context.heldBack === null ? fields : { ...fields, status: before.status },
    ...renewedMemories(link, fields),
    actual: before,
    hidden: actual.hidden,
    untouched: link.edited === null && archived === null && sameMoment(link.settled?.modified, actual.modificationDate),
    rewritings: rewritingsOf(context.rewritingsSaid, link.modified),
  })
  const rewritten = merged.rewritten.map(field => ({
    field,
    base: link.base[field] ?? null,
    ours: fields[field],
    theirs: actual.fields[field],
  }))
  const change: Patch = given === null ? merged.change : { status: given, ...merged.change }
  if (actual.fields.status === 'ARCHIVED' && given === null && !decidesStatus(context))
    return respected(context, link, actual)
  const moved =
    actual.structure === link.structure ? '' : ` Déplacé dans DORA vers ${actual.structure} : il y est suivi.`
  const model = actual.model ?? null
  if (model !== null && keysOf(change).length > 0) return proposed(desired, link, model, keysOf(change))
  const another = becameAnother({ change, sent: link.sent, actual: actual.fields, sides: context.sides })
  if (another.length > 0) return waitingForSomebody(desired, link, [...merged.conflicts, ...another])
  const conflictFields = merged.conflicts.map(c => c.field)
  const settles =
    merged.conflicts.length > 0 ? null : rewritten.length + merged.unreadable.length > 0 ? UNFINISHED : context.settles
  const { rebase } = merged
  const edited = savedByPerson(link, actual, merged.kept)
  const written = keysOf(change)
  const unable = unwritableReason(context, before.status === 'PUBLISHED')
  const kept = notKeptBefore(link).filter(field => !written.includes(field))
  if (written.length > 0) {
    const reason =
      given !== null
        ? 'De nouveau dans la source : le même service reprend sa place.'
        : `La source a changé : ${sayFields(written)}.`
    return {
      outcome: lineOf(
        desired,
        link.slug,
        conflictFields.length > 0 ? 'conflict' : 'updated',
        (conflictFields.length > 0 ? conflictReason(conflictFields) : reason) + unreadReason(merged) + unable + moved,
        kept,
      ),
      operation: {
        ...writeOf(desired, given !== null ? 'restore' : 'update', actual, change, reason, merged.conflicts),
        work: { ...workOf(context, rebase, settles), edited },
      },
      rebase: null,
      conflicts: merged.conflicts,
      rewritten,
      renewal: written.every(field => isRenewed(field, link, fields)),
    }
  }
  return {
    outcome: lineOf(
      desired,
      link.slug,
      conflictFields.length > 0 ? 'conflict' : 'unchanged',
      conflictFields.length > 0
        ? conflictReason(conflictFields) + unreadReason(merged)
        : unchangedReason(merged, actual, refused) + unable + moved,
      kept,
    ),
    operation: null,
    rebase: {
      key: desired.key,
      ...rebase,
      settled: settles === null ? null : { fingerprint: settles, modified: actual.modificationDate },
      status: actual.fields.status,
      published: actual.publicationDate,
      suspension: actual.fields.suspensionDate,
      edited,
      shown: readable(actual),
      structure: actual.structure,
      retired: null,
    },
    conflicts: merged.conflicts,
    rewritten,
  }
}

/** Nothing is written, and nothing forgotten, until a person says whether it is still the same offer. */
function waitingForSomebody(desired: Desired, link: Link, conflicts: Conflict[]): OfferPlan {
  const reason =
    'Le nom et la description ont changé ensemble dans la source : la page montre peut-être autre chose (erreur, autre offre). DORA reste comme il est tant que personne n’a choisi.'
  return lineAlone(lineOf(desired, link.slug, 'conflict', reason), conflicts)
}

/** Neither the source nor DORA moved since our last word: nothing is read. */
export function planQuiet(context: OfferContext, link: Link): OfferPlan {
  const reason = `Rien n’a changé.${unwritableReason(context, link.status === 'PUBLISHED')}`
  return lineAlone(lineOf(context.desired, link.slug, 'unchanged', reason, notKeptBefore(link)))
}

function decidesStatus({ sides }: OfferContext): boolean {
  return sides.status?.side === 'ours' || sides.status?.side === 'ours-once'
}

/**
 * A person archived it, or refused its return: nothing at all is written on it. Refused, the status that it would take stays known, for the
 * day they say yes.
 */
function respected({ desired, refused }: OfferContext, link: Link, actual: DoraService): OfferPlan {
  const ours = link.retired?.status ?? null
  const said = ours !== null && isRefused('status', ours, refused) ? refused.status : undefined
  const reason =
    said === undefined
      ? 'Archivée dans DORA par une personne : elle le reste, le robot n’y écrit rien.'
      : `Archivée dans DORA, elle le reste. ${sayRefused(said)}`
  return {
    outcome: lineOf(desired, link.slug, 'unchanged', reason),
    operation: null,
    rebase: {
      key: desired.key,
      base: {},
      sent: {},
      settled: null,
      status: actual.fields.status,
      published: actual.publicationDate,
      suspension: actual.fields.suspensionDate,
      shown: readable(actual),
      structure: actual.structure,
      retired: said === undefined ? null : { status: null },
    },
    conflicts: [],
  }
}

/** What follows a model is rewritten by it: the robot says what it would write, and a person does it. */
function proposed(desired: Desired, link: Pick<Link, 'slug'>, model: string, fields: readonly Field[]): OfferPlan {
  const reason = `Ce service suit le modèle « ${model} » de DORA : le robot n’y écrit pas. Il propose de changer : ${sayFields(fields)}.`
  return lineAlone({ ...lineOf(desired, link.slug, 'waiting', reason), whose: 'gestionnaire' })
}

/** A service that is already in DORA and that no offer of ours holds: it is taken over, never doubled. */
export function planAdoption(context: OfferContext, match: Match, actual: DoraService): OfferPlan {
  const { desired, fields } = context
  const merged = mergeFields({
    ...context,
    desired: fields,
    base: {},
    sent: {},
    actual: actual.fields,
    hidden: actual.hidden,
  })
  const model = actual.model ?? null
  if (model !== null && keysOf(merged.change).length > 0) return proposed(desired, actual, model, keysOf(merged.change))
  const conflicts = merged.conflicts
  const reason = `Déjà dans DORA (${match.reasons.join(', ')}) : ce service est repris au lieu d’en créer un autre.`
  const changed = keysOf(merged.change).length > 0
  return {
    outcome: lineOf(
      desired,
      actual.slug,
      conflicts.length > 0 ? 'conflict' : changed ? 'updated' : 'unchanged',
      (conflicts.length > 0 ? conflictReason(conflicts.map(c => c.field)) : reason) + unwritableReason(context),
    ),
    operation: {
      ...writeOf(desired, 'adopt', actual, merged.change, reason, conflicts, match.score),
      work: workOf(context, merged.rebase, conflicts.length === 0 ? context.settles : null),
    },
    rebase: null,
    conflicts,
  }
}

/** An offer that DORA does not have. `structure` is null when an earlier operation of the plan creates it. */
export function planCreation(
  context: OfferContext,
  structure: string | null,
  structureKey: string,
  known: string[],
): OfferPlan {
  const { desired, refused } = context
  const fields = emptied(context.fields, refused)
  const reason = `Nouvelle offre de la source, absente de DORA.${unwritableReason(context)}`
  return {
    outcome: lineOf(desired, null, 'created', reason),
    operation: {
      kind: 'create',
      source: desired.source,
      key: desired.key,
      name: desired.name,
      structure,
      slug: null,
      seen: null,
      before: null,
      after: pick(fields, context.writable),
      conflicts: [],
      reason,
      confidence: 1,
      work: {
        ...workOf(context, { base: {}, sent: {} }, context.settles),
        ...(context.heldBack === null || refused.status !== undefined ? {} : { heldBack: 'PUBLISHED' as const }),
        known,
        structureKey,
      },
    },
    rebase: null,
    conflicts: [],
  }
}
