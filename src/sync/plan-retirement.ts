import type { DoraService } from '../dora/port.ts'
import type { Conflict } from '../ledger/conflict.ts'
import type { Link } from '../ledger/links.ts'
import { same } from './fields.ts'
import type { Side } from './merge.ts'
import { bareWork, lineOf, writeOf } from './offer-write.ts'
import { keysOf } from './patch.ts'
import { lineAlone, type OfferPlan } from './plan-offer.ts'
import { isRefused, type Refused, sayRefused } from './refused-values.ts'

/** An offer that is gone for good: its service is archived, unless a person moved its status. */
export function planRetirement(
  offer: { source: string; key: string; name: string; misses: number; version: string },
  link: Link,
  actual: DoraService,
  neverOurs: readonly string[],
  side: Side | undefined,
  refused: Refused = {},
): OfferPlan {
  const status = actual.fields.status
  const done = (reason: string): OfferPlan => ({
    outcome: lineOf(offer, link.slug, 'retired', reason),
    operation: null,
    rebase: {
      key: offer.key,
      base: {},
      sent: {},
      settled: null,
      status,
      published: actual.publicationDate,
      suspension: actual.fields.suspensionDate,
      retired: { status: null },
    },
    conflicts: [],
  })
  if (status === 'ARCHIVED') return done('Absente de la source ; le service est déjà archivé dans DORA.')
  if (refused.status !== undefined && isRefused('status', 'ARCHIVED', refused))
    return lineAlone(lineOf(offer, link.slug, 'waiting', `Absente de la source. ${sayRefused(refused.status)}`))
  if (side?.side === 'theirs' || neverOurs.includes('status'))
    return done('Absente de la source ; le service reste dans DORA, comme convenu.')
  const decided = side?.side === 'ours' || (side?.side === 'ours-once' && same('status', side.theirs, status))
  const edited = keysOf(link.base).filter(
    field => !actual.hidden.includes(field) && !same(field, link.base[field], actual.fields[field]),
  )
  const moved = link.base.status === undefined || edited.length > 0 || (actual.model ?? null) !== null
  if (actual.hidden.includes('status') || (moved && !decided)) {
    const conflict: Conflict = { field: 'status', base: link.base.status ?? null, ours: 'ARCHIVED', theirs: status }
    const reason =
      'Absente de la source, mais une personne tient ce service dans DORA : à elle de décider s’il s’archive.'
    return lineAlone(lineOf(offer, link.slug, 'conflict', reason), [conflict])
  }
  const reason = `Absente de la source depuis ${offer.misses} passages complets : archivée (rien n’est supprimé).`
  return {
    outcome: lineOf(offer, link.slug, 'retired', reason),
    operation: {
      ...writeOf(offer, 'archive', actual, { status: 'ARCHIVED' }, reason),
      work: bareWork(offer.version),
    },
    rebase: null,
    conflicts: [],
  }
}
