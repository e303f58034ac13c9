import type { SourceConfig } from '../../config/source.ts'
import type { Convention } from '../../convention/convention.ts'
import type { OfferState } from '../../coverage/input.ts'
import { lineAccounts } from '../../coverage/lines.ts'
import { splitMoney } from '../../coverage/money.ts'
import type { MoneySplit } from '../../coverage/report-contract.ts'
import type { Status } from '../statuses.ts'

/** How far a line of the convention is from DORA. */
export type StartStanding = 'held' | 'found' | 'known' | 'teach' | 'type' | 'ask' | 'aside'

export interface StartLine {
  id: string
  title: string
  partners: string[]
  /** Of the State's share, whole euros; null when the text gives none for this line alone. */
  euros: number | null
  standing: StartStanding
  word: string
  tone: Status['tone']
  /** The source that answers it, when there is one. */
  source: string | null
  /** Offer that is known and not in DORA yet, with what keeps it, in French. */
  held: { source: string; key: string; because: string } | null
}

/** In the order in which a person takes them up. */
export const STANDINGS: readonly { standing: StartStanding; title: string; lead: string }[] = [
  {
    standing: 'held',
    title: 'À débloquer',
    lead: 'Le robot connaît l’offre, et la ligne dit ce qui la retient : ouvrez l’offre pour agir.',
  },
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
  { standing: 'found', title: 'Déjà dans DORA', lead: 'Chaque porteur y a un service publié et suivi.' },
  {
    standing: 'aside',
    title: 'Pas concernées',
    lead: 'Postes et coordination : la convention les finance, il n’y a rien à montrer au public.',
  },
]

/**
 * Every line of a convention, with where it stands, and the State's euros: what the report of that day says. Pure.
 * @param date `YYYY-MM-DD`
 * @param contacts ids of partners who have one
 */
export function startLines(input: {
  date: string
  convention: Convention
  sources: readonly Pick<SourceConfig, 'id' | 'name' | 'partner' | 'role' | 'address'>[]
  offers: OfferState[]
  contacts?: ReadonlySet<string>
}): { lines: StartLine[]; money: MoneySplit } {
  const { convention, contacts } = input
  const sites = new Set(convention.partners.filter(({ website }) => website).map(({ id }) => id))
  const accounts = lineAccounts({
    date: input.date,
    convention,
    offers: input.offers,
    sources: input.sources.map(({ id, name, partner }) => ({ id, name, partner, lastSuccess: null, outcome: null })),
    rejections: [],
  })
  const lines = accounts.map((account): StartLine => {
    const partners = account.partners.map(({ id }) => id)
    const sources = input.sources.filter(each => each.role === 'offers' && partners.includes(each.partner))
    const place = { id: account.id, title: account.title, partners, euros: account.state_euros, held: null }
    if (!account.offer) return { ...place, standing: 'aside', word: 'pas concernée', tone: 'quiet', source: null }
    const there = account.services.find(({ published }) => published)?.source ?? null
    if (account.state === 'referenced')
      return { ...place, standing: 'found', word: 'dans DORA', tone: 'good', source: there }
    const [known] = account.services
    if (account.state === 'waiting' && known) {
      const held = { source: known.source, key: known.key, because: account.reason }
      return { ...place, standing: 'held', word: 'en attente', tone: 'warn', source: known.source, held }
    }
    const read = there ?? sources.find(({ address }) => address !== null)?.id
    if (read) {
      const word = account.state === 'partial' ? 'en partie dans DORA' : 'page connue'
      return { ...place, standing: 'known', word, tone: 'warn', source: read }
    }
    if (partners.some(partner => sites.has(partner)))
      return { ...place, standing: 'teach', word: 'à enseigner', tone: 'warn', source: null }
    if (partners.some(partner => contacts?.has(partner)))
      return { ...place, standing: 'type', word: 'à saisir', tone: 'warn', source: null }
    return { ...place, standing: 'ask', word: 'à demander', tone: 'bad', source: null }
  })
  return { lines, money: splitMoney(convention, accounts) }
}
