import type { StructureRow } from '../../census/structure-rows.ts'
import { frenchCount } from '../../common/french.ts'
import type { NoteKind } from '../../ledger/structure-notes.ts'
import type { DoraPages } from '../desk/dora-pages.ts'

/** A service whose structure is asked to look at it again. */
interface Late {
  slug: string
  name: string
}

/** Letters to copy into a mail, those that the structure calls for: to look at its services again, to take it in hand. Nothing is sent from here. */
export function structureLetters(
  { slug, name, published, home }: Pick<StructureRow, 'slug' | 'name' | 'published' | 'home'>,
  late: readonly Late[],
  pages: DoraPages | null,
): { kind: Exclude<NoteKind, 'appel'>; text: string }[] {
  const dora = 'DORA, l’annuaire national des services d’insertion'
  const address = pages === null ? '' : `\n\nSa fiche : ${pages.structure(slug)}`
  const list = late
    .map(service => `- ${service.name}${pages === null ? '' : ` : ${pages.service(service.slug)}`}`)
    .join('\n')
  const services = frenchCount(published, 'service publié', 'services publiés')
  const again = `Bonjour,

${name} a ${services} dans ${dora}. N’ont pas été relus depuis longtemps :

${list}

Pouvez-vous ouvrir chaque fiche, et la confirmer ou la corriger ? Les professionnels qui orientent des personnes s’y fient.${address}

Merci, et à votre disposition au téléphone.
`
  const inHand = `Bonjour,

${name} a une fiche dans ${dora}, avec ${services}. Personne de chez vous n’en est membre : le public ne voit donc aucun service de cette fiche.

Pour la prendre en main, demandez à la rejoindre avec votre adresse professionnelle, ou répondez à ce message : nous vous ferons inviter.${address}

Merci, et à votre disposition au téléphone.
`
  return [
    ...(late.length > 0 ? [{ kind: 'lettre-mise-a-jour' as const, text: again }] : []),
    ...(home === 'orphan' ? [{ kind: 'lettre-prise-en-main' as const, text: inHand }] : []),
  ]
}
