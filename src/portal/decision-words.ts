import type { InboxItem } from '../ledger/inbox.ts'
import { valueWords } from './words-of.ts'

/** What a person answered to a question that is closed; null: nobody did, or it was answered field by field. Pure. */
export function decisionWords({
  kind,
  decision,
  detail,
}: Pick<InboxItem, 'kind' | 'decision'> & { detail?: InboxItem['detail'] }): string | null {
  switch (decision?.action) {
    case 'approve':
      return 'Approuvé'
    case 'refuse':
      return 'Refusé'
    case 'use':
      return `${kind === 'structure' ? 'C’est la structure' : 'C’est le service'} « ${nameIn(detail, decision.slug) ?? decision.slug} » de DORA`
    case 'create':
      if (kind === 'doubt') return 'L’envoi n’a pas eu lieu : il est refait'
      return kind === 'structure' ? 'Aucune : la créer dans DORA' : 'Ce n’est pas le même : un nouveau service'
    case 'map':
      return `Ce mot veut dire « ${valueWords(decision.value)} »`
    case 'dismiss':
      return 'Classée sans suite'
    default:
      return null
  }
}

/** Its name among what was proposed. */
function nameIn(detail: InboxItem['detail'] | undefined, slug: string): string | undefined {
  return detail && 'candidates' in detail ? detail.candidates.find(each => each.slug === slug)?.name : undefined
}
