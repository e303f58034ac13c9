import { frenchCount } from '../../common/french.ts'
import type { InboxItem } from '../../ledger/inbox.ts'
import { inboxTitle } from '../../ledger/inbox-title.ts'
import { inboxPath } from '../routes/paths.ts'
import { INBOX_WORDS } from '../words-of.ts'
import type { Mail } from './mailer.ts'

/** Things of one kind named one by one; the page has them all. */
const NAMED = 5

/** What began to wait for a person, kind by kind, each with where it is decided. @param parts.older how many others waited before */
export function waitingLetter(parts: {
  fresh: readonly InboxItem[]
  older: number
  sourceName(id: string): string
  /** Of the portal, without a slash at its end. */
  url: string
}): Omit<Mail, 'to'> {
  const { fresh, older, url } = parts
  const kinds = Object.entries(INBOX_WORDS).flatMap(([kind, words]) => {
    const items = fresh.filter(item => item.kind === kind)
    if (items.length === 0) return []
    const more = items.length - NAMED
    return [
      `${words.many} (${items.length})`,
      ...items
        .slice(0, NAMED)
        .map(item => `- ${parts.sourceName(item.source)} : ${inboxTitle(item)}\n  ${url}${inboxPath(item.id)}`),
      ...(more > 0 ? [`- et ${frenchCount(more, 'autre')}`] : []),
      '',
    ]
  })
  const besides =
    older === 0
      ? ''
      : `\nS’y ${older === 1 ? 'ajoute une chose qui attendait' : `ajoutent ${frenchCount(older, 'chose')} qui attendaient`} déjà.`
  return {
    subject: `DORA : ${fresh.length === 1 ? 'une chose attend' : `${frenchCount(fresh.length, 'chose')} attendent`} votre décision`,
    text: `Bonjour,

DORA reste comme il est tant qu’une personne n’a pas décidé.

${kinds.join('\n')}
Tout ce qui attend : ${url}/a-traiter${besides}

Ce message part une fois par jour au plus, et seulement quand il y a du nouveau.

-- 
dora-sync, référencement de l’offre d’insertion dans DORA
`,
  }
}
