import { dayOf } from '../common/day-of.ts'
import { frenchDate } from '../common/french.ts'
import type { Whose } from '../common/rejection.ts'
import type { DoraStatus, DoraStructureSummary, ListedStatus } from './port.ts'

const OTHER: ListedStatus = 'OTHER'

/** Whether the structure itself lets its services be seen. */
export type HomeStanding = 'shown' | 'orphan' | 'obsolete'

/** What the public's search looks at before it shows a service. */
export interface Standing {
  status: string | null
  /** Last day it is shown, `YYYY-MM-DD`; null: no end. */
  suspension: string | null
  /** Null: this account was not told. */
  home: HomeStanding | null
}

export type Unseen = 'not-published' | 'obsolete' | 'orphan' | 'over'

/** `words`: why not, one French sentence for people. */
export type Visibility =
  | { seen: 'yes' }
  | { seen: 'unknown' }
  | { seen: 'no'; why: Unseen; words: string; whose: Whose }

/**
 * Whether the public finds a service, by the rule that DORA's search and data·inclusion follow: published, in a structure that is neither
 * obsolete nor without members, and not suspended before today (the day itself is still shown).
 * @param today `YYYY-MM-DD`
 */
export function visibility({ status, suspension, home }: Standing, today: string): Visibility {
  if (status === OTHER) return { seen: 'unknown' }
  if (status !== 'PUBLISHED') return { seen: 'no', why: 'not-published', ...unpublished(status) }
  if (isOver(suspension, today)) {
    const words = `Terminée le ${frenchDate(suspension)} : DORA ne la montre plus au public.`
    return { seen: 'no', why: 'over', words, whose: 'partenaire' }
  }
  if (home === 'obsolete') {
    const words = 'Sa structure est marquée obsolète dans DORA : ni elle ni ses services ne se voient.'
    return { seen: 'no', why: 'obsolete', words, whose: 'dora' }
  }
  if (home === 'orphan') {
    const words =
      'Sa structure n’a aucun membre dans DORA : le public ne voit pas ses services. Inviter une personne de la structure suffit.'
    return { seen: 'no', why: 'orphan', words, whose: 'gestionnaire' }
  }
  return { seen: home === null ? 'unknown' : 'yes' }
}

/** @param day last day, `YYYY-MM-DD`; null: none */
export function isOver(day: string | null | undefined, today: string): day is string {
  return day !== null && day !== undefined && day !== '' && dayOf(day) < today
}

export function homeStanding({
  orphan,
  obsolete,
}: Pick<DoraStructureSummary, 'orphan' | 'obsolete'>): HomeStanding | null {
  if (obsolete === true) return 'obsolete'
  if (orphan === true) return 'orphan'
  return orphan === false && obsolete === false ? 'shown' : null
}

function unpublished(status: string | null): { words: string; whose: Whose } {
  const known: Partial<Record<string, { words: string; whose: Whose }>> = {
    DRAFT: { words: 'En brouillon dans DORA : à publier.', whose: 'gestionnaire' },
    SUGGESTION: { words: 'Proposée à la structure, qui doit l’accepter.', whose: 'partenaire' },
    ARCHIVED: { words: 'Archivée dans DORA.', whose: 'gestionnaire' },
  } satisfies Partial<Record<DoraStatus, { words: string; whose: Whose }>>
  return known[status ?? ''] ?? { words: 'Pas publiée dans DORA.', whose: 'gestionnaire' }
}
