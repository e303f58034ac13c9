import { missingToPublish } from '../dora/publishing.ts'
import { bareWork, writeOf } from './offer-write.ts'
import { isRefused, refusedOf } from './refused-values.ts'
import { type WriteNowDeps, type WrittenNow, writeNow } from './write-now.ts'

/**
 * Publishes at once the draft of an offer of ours, because a named person asks it: what DORA's form would ask is checked on what DORA holds.
 * The source's own word on the status stays as it was, so that no pass makes a draft of it again. Safe to call again.
 */
export async function publish(
  offer: { source: string; key: string },
  by: string,
  deps: WriteNowDeps,
): Promise<WrittenNow> {
  const { ledger, reader } = deps
  const { source, key } = offer
  const later = 'DORA, ou cette source, est occupé en ce moment : rien n’est publié. Réessayez dans quelques minutes.'
  return writeNow({ source, run: 'publication', by, later }, deps, async () => {
    const held = (message: string): WrittenNow => ({ state: 'held', message })
    const [known, link] = await Promise.all([ledger.offers.read(source, key), ledger.links.read(source, key)])
    if (link === null) return held('Cette offre n’est pas encore dans DORA : il n’y a rien à publier.')
    const actual = await reader.readService(link.slug)
    if (actual === null) return held('DORA ne montre plus ce service : il n’y a rien à publier.')
    const { status } = actual.fields
    if (status === 'PUBLISHED') return { state: 'done', message: 'Elle est déjà publiée dans DORA.' }
    if (status === 'ARCHIVED') return held('Elle est archivée dans DORA : elle ne se publie pas d’ici.')
    if (status === 'SUGGESTION') return held('C’est une suggestion : sa structure l’accepte elle-même dans DORA.')
    if ((actual.model ?? null) !== null) return held('Ce service suit un modèle de DORA : publiez-le là-bas.')
    const missing = missingToPublish(actual.fields).filter(({ field }) => !actual.hidden.includes(field))
    if (missing.length > 0)
      return held(`DORA ne l’a pas encore au complet. ${missing.map(({ message }) => message).join(' ')}`)
    if (isRefused('status', 'PUBLISHED', refusedOf(key, await ledger.choices.of(source, key))))
      await ledger.choices.forget(source, key, 'refused:status')
    const name = known?.name ?? key
    const reason = 'Brouillon publié à la demande d’une personne.'
    return {
      operation: {
        ...writeOf({ source, key, name }, 'publish', actual, { status: 'PUBLISHED' }, reason),
        work: bareWork(link.version),
      },
      outcome: { key, name, slug: link.slug, state: 'updated', reason },
      done: 'L’offre est publiée dans DORA.',
      written: async () => {},
    }
  })
}
