import { sayFields } from '../dora/field-label.ts'
import type { DoraService } from '../dora/port.ts'
import type { Link } from '../ledger/links.ts'
import type { LoggedOperation } from '../ledger/operations.ts'
import type { OfferOutcome, Operation, UndoWork } from '../ledger/plan.ts'
import { type Field, same, TOGETHER } from './fields.ts'
import { bareWork, writeOf } from './offer-write.ts'
import { keysOf, type Patch, pick, put } from './patch.ts'

/** One write of the past, and what stands in its place today. */
export interface ToUndo {
  logged: LoggedOperation
  /** Link of its offer; null: the offer holds nothing. */
  link: Link | null
  /** The service as DORA shows it; null: it cannot be read. */
  actual: DoraService | null
  /** An adoption only: the offer lets the service go. See `UndoWork`. */
  cut?: UndoWork['cut']
}

/** `operation` null: nothing is to be written, `outcome.reason` says why. */
export interface Inverse {
  operation: Omit<Operation, 'id'> | null
  outcome: OfferOutcome
}

/**
 * What takes a write back, from what DORA held before it and only where DORA still holds what it wrote: what moved since is left, and said.
 * A creation becomes an archive, since DORA does not erase. Pure.
 */
export function undoOperation({ logged, link, actual, cut = null }: ToUndo): Inverse {
  const { source, key, kind, slug } = logged
  const name = link?.sent.name ?? logged.lookup?.name ?? key
  const nothing = (reason: string): Inverse => ({
    operation: null,
    outcome: { key, name, slug, state: 'unchanged', reason },
  })
  if (kind === 'create-structure')
    return nothing('La création d’une structure ne s’annule pas : DORA ne sait ni l’effacer ni l’archiver.')
  if (logged.state !== 'done') return nothing('Cet envoi n’a rien écrit dans DORA : il n’y a rien à annuler.')
  if (link === null || link.slug !== slug)
    return nothing('Ce service n’est plus tenu par cette offre : le robot n’y touche pas.')
  if (actual === null) return nothing('Le service n’est plus lisible dans DORA : il est laissé.')
  const before = beforeOf(logged)
  if (before === null || keysOf(logged.after).length === 0)
    return nothing('Ce que DORA montrait avant n’a pas été gardé : cet envoi ne s’annule pas.')
  const { change, left } = backward(before, logged, link, actual)
  const written = keysOf(change)
  const kept = left.length === 0 ? '' : ` Modifié depuis dans DORA, donc laissé : ${sayFields(left)}.`
  if (written.length === 0 && cut === null)
    return nothing(left.length > 0 ? kept.trim() : 'DORA montre déjà ce qu’il montrait avant.')
  const inverse = kindOf(change, actual)
  const reason = `${sayWhat(kind, written, cut !== null)}${kept}`
  const again = logged.lookup?.undo !== undefined
  const was = logged.lookup?.was ?? (kind === 'adopt' ? { base: {}, sent: {} } : null)
  return {
    operation: {
      ...writeOf({ source, key, name }, inverse, actual, change, reason),
      work: {
        ...bareWork(link.version),
        undo: {
          of: logged.id,
          was,
          refuse: again ? {} : pick(logged.after, written),
          allow: again ? written : [],
          cut,
        },
      },
    },
    outcome: { key, name, slug: actual.slug, state: inverse === 'archive' ? 'retired' : 'updated', reason },
  }
}

/** What goes back; null when it was not kept. */
function beforeOf({ kind, before }: LoggedOperation): Patch | null {
  return kind === 'create' ? { status: 'ARCHIVED' } : before
}

/** Field by field: what goes back, and what somebody moved since. */
function backward(
  before: Patch,
  logged: LoggedOperation,
  link: Link,
  actual: DoraService,
): { change: Patch; left: Field[] } {
  const change: Patch = {}
  const left: Field[] = []
  for (const field of keysOf(before)) {
    if (!Object.hasOwn(logged.after, field) || same(field, actual.fields[field], before[field])) continue
    if (!actual.hidden.includes(field) && stillHolds(field, logged.after, link, actual))
      put(change, field, before[field])
    else left.push(field)
  }
  // One half taken back would contradict the half that stays.
  for (const group of TOGETHER) {
    if (!group.some(field => left.includes(field))) continue
    for (const field of group) {
      if (!Object.hasOwn(change, field)) continue
      delete change[field]
      left.push(field)
    }
  }
  return { change, left }
}

/** DORA may keep another form than what it is sent: the link knows which. */
function stillHolds(field: Field, after: Patch, { base, sent }: Link, { fields }: DoraService): boolean {
  if (same(field, fields[field], after[field])) return true
  const ours = Object.hasOwn(sent, field) && same(field, sent[field], after[field])
  return ours && Object.hasOwn(base, field) && same(field, base[field], fields[field])
}

function kindOf({ status }: Patch, actual: DoraService): Operation['kind'] {
  if (status === undefined) return 'update'
  if (status === 'ARCHIVED') return 'archive'
  return actual.fields.status === 'ARCHIVED' ? 'restore' : 'update'
}

function sayWhat(kind: LoggedOperation['kind'], written: readonly Field[], cut: boolean): string {
  if (kind === 'create') return 'Création annulée. DORA ne sait pas effacer : le service sera archivé.'
  if (kind === 'archive') return 'Archivage annulé : le service revient comme il était.'
  if (kind === 'restore' && written.includes('status')) return 'Remise en ligne annulée : le service est archivé.'
  const back = written.length === 0 ? '' : ` De nouveau comme avant : ${sayFields(written)}.`
  if (!cut) return `Annulé.${back}`
  return `Reprise annulée.${back} L’offre ne tient plus ce service.`
}
