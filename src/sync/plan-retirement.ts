import type { DoraService } from '../dora/port.ts'
import type { Conflict } from '../ledger/conflict.ts'
import type { Link } from '../ledger/links.ts'
import { same } from './fields.ts'
import type { Side } from './merge.ts'
import { bareWork, writeOf } from './offer-write.ts'
import { keysOf } from './patch.ts'
import type { OfferPlan } from './plan-offer.ts'
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
  const { key, name } = offer
  const done = (reason: string): OfferPlan => ({
    outcome: { key, name, slug: link.slug, state: 'retired', reason },
    operation: null,
    rebase: {
      key,
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
    return {
      ...done(''),
      outcome: {
        key,
        name,
        slug: link.slug,
        state: 'waiting',
        reason: `Absente de la source. ${sayRefused(refused.status)}`,
      },
      rebase: null,
    }
  if (side?.side === 'theirs' || neverOurs.includes('status'))
    return done('Absente de la source ; le service reste dans DORA, comme convenu.')
  const decided = side?.side === 'ours' || (side?.side === 'ours-once' && same('status', side.theirs, status))
  const edited = keysOf(link.base).filter(
    field => !actual.hidden.includes(field) && !same(field, link.base[field], actual.fields[field]),
  )
  const moved = link.base.status === undefined || edited.length > 0 || (actual.model ?? null) !== null
  if (actual.hidden.includes('status') || (moved && !decided)) {
    const conflict: Conflict = { field: 'status', base: link.base.status ?? null, ours: 'ARCHIVED', theirs: status }
    return {
      outcome: {
        key,
        name,
        slug: link.slug,
        state: 'conflict',
        reason:
          'Absente de la source, mais une personne tient ce service dans DORA : à elle de décider s’il s’archive.',
      },
      operation: null,
      rebase: null,
      conflicts: [conflict],
    }
  }
  const reason = `Absente de la source depuis ${offer.misses} passages complets : archivée (rien n’est supprimé).`
  return {
    outcome: { key, name, slug: link.slug, state: 'retired', reason },
    operation: {
      ...writeOf(offer, 'archive', actual, { status: 'ARCHIVED' }, reason),
      work: bareWork(offer.version),
    },
    rebase: null,
    conflicts: [],
  }
}
