import type { SourceConfig } from '../../config/source.ts'
import type { Convention } from '../../convention/convention.ts'
import type { OfferState } from '../../coverage/input.ts'
import type { Status } from '../statuses.ts'

/** How far a line of the convention is from DORA. */
export type StartStanding = 'found' | 'known' | 'teach' | 'type' | 'ask' | 'aside'

export interface StartLine {
  id: string
  title: string
  partners: string[]
  /** State and Département together; null when the text gives none for this line alone. */
  euros: number | null
  standing: StartStanding
  word: string
  tone: Status['tone']
  /** The source that answers it, when there is one. */
  source: string | null
}

/** In the order in which a person takes them up. */
export const STANDINGS: readonly { standing: StartStanding; title: string; lead: string }[] = [
  { standing: 'teach', title: 'À enseigner', lead: 'Le partenaire a un site : montrez au robot la page de l’action.' },
  {
    standing: 'type',
    title: 'À saisir',
    lead: 'Rien n’est publié, mais vous savez qui appeler : remplissez la déclaration avec le partenaire.',
  },
  {
    standing: 'ask',
    title: 'À demander',
    lead: 'Ni page ni contact connus : ajoutez un contact, son lien personnel lui permet de déclarer lui-même.',
  },
  {
    standing: 'known',
    title: 'Page connue, pas encore dans DORA',
    lead: 'Une source la lit : simulez un passage, puis approuvez son plan.',
  },
  { standing: 'found', title: 'Déjà dans DORA', lead: 'Une offre de cette ligne est dans DORA et suivie.' },
  {
    standing: 'aside',
    title: 'Pas concernées',
    lead: 'Postes et coordination : la convention les finance, il n’y a rien à montrer au public.',
  },
]

/** Every line of a convention, with where it stands. Pure. @param contacts ids of partners who have one */
export function startLines(input: {
  convention: Pick<Convention, 'fiches' | 'partners'>
  sources: readonly Pick<SourceConfig, 'id' | 'partner' | 'role' | 'address'>[]
  offers: readonly OfferState[]
  contacts?: ReadonlySet<string>
}): StartLine[] {
  const sites = new Set(input.convention.partners.filter(({ website }) => website).map(({ id }) => id))
  return input.convention.fiches
    .flatMap(fiche => fiche.lines)
    .map(line => {
      const { id, title, partners, amounts } = line
      const euros = amounts === null ? null : amounts.state + (amounts.department ?? 0)
      const sources = input.sources.filter(each => each.role === 'offers' && partners.includes(each.partner))
      const there = input.offers.find(
        each => each.status === 'PUBLISHED' && each.state !== 'retired' && each.offer.actions.includes(id),
      )
      const place = { id, title, partners, euros }
      if (!line.offer) return { ...place, standing: 'aside', word: 'pas concernée', tone: 'quiet', source: null }
      if (there) return { ...place, standing: 'found', word: 'dans DORA', tone: 'good', source: there.offer.source }
      const read = sources.find(({ address }) => address !== null)
      if (read) return { ...place, standing: 'known', word: 'page connue', tone: 'warn', source: read.id }
      if (partners.some(partner => sites.has(partner)))
        return { ...place, standing: 'teach', word: 'à enseigner', tone: 'warn', source: null }
      if (partners.some(partner => input.contacts?.has(partner)))
        return { ...place, standing: 'type', word: 'à saisir', tone: 'warn', source: null }
      return { ...place, standing: 'ask', word: 'à demander', tone: 'bad', source: null }
    })
}
