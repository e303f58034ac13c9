import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import type { Whose } from '../../common/rejection.ts'
import { type HomeStanding, visibility } from '../../dora/visibility.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { OfferQuestion } from '../desk/question-of.ts'
import type { Html } from '../layout.ts'
import { inboxPath } from '../routes/paths.ts'
import { WHOSE_TURN } from '../words-of.ts'
import { doraLink } from './dora-link.ts'

/** «Is my offer referenced?» in one sentence. */
export function referencedSentence(parts: {
  slug: string | null
  status: string | null
  suspension: string | null
  home: HomeStanding | null
  /** `YYYY-MM-DD` */
  today: string
  state: string
  reason: string
  lastSeen: string
  /** Since when it is published, and who wrote it last: sentences, or nothing. */
  life?: string
  /** Who reads: the partner is spoken to. */
  own: boolean
  pages?: DoraPages | null
  /** What a gestionnaire answers, or answered since. */
  question?: OfferQuestion | null
}): Html {
  const answer = parts.question ? answerPart(parts.question) : ''
  const page =
    parts.slug && parts.pages ? html` ${doraLink(parts.pages, 'service', parts.slug, 'Voir la fiche dans DORA')}` : ''
  if (parts.slug === null)
    return html`<p class="notice warn"><strong>Pas encore dans DORA.</strong> ${parts.reason}${answer}</p>`
  switch (parts.status) {
    case 'PUBLISHED': {
      const found = visibility(parts, parts.today)
      if (found.seen === 'no')
        return html`<p class="notice warn"><strong>Elle est publiée dans DORA, mais le public ne la voit pas.</strong> ${found.words} C’est ${turn(found.whose, parts.own)} d’agir.${page}</p>`
      return html`<p class="notice good"><strong>Oui, cette offre est publiée dans DORA.</strong> ${parts.state === 'conflict' ? parts.reason : `Vue ${parts.own ? 'chez vous' : 'chez le partenaire'} pour la dernière fois le ${frenchDate(parts.lastSeen)}.`}${parts.life ? ` ${parts.life}` : ''}${answer}${page}</p>`
    }
    case 'DRAFT':
      return html`<p class="notice warn"><strong>Elle est dans DORA en brouillon, donc pas encore visible.</strong> ${parts.reason}${page}</p>`
    case 'SUGGESTION':
      return html`<p class="notice warn"><strong>Elle est proposée à la structure dans DORA, qui doit l’accepter.</strong> ${parts.reason}</p>`
    case 'ARCHIVED':
      return html`<p class="notice"><strong>Elle est archivée dans DORA, donc plus visible.</strong> ${parts.reason}</p>`
    default:
      return html`<p class="notice"><strong>Elle est dans DORA.</strong> ${parts.reason}${page}</p>`
  }
}

function answerPart({ id, answered }: OfferQuestion): Html {
  return answered
    ? html` <a href="${inboxPath(id)}">La réponse est donnée</a> : elle compte au prochain passage.`
    : html` <a href="${inboxPath(id)}">Répondre</a>`
}

function turn(whose: Whose, own: boolean): string {
  return own && whose === 'partenaire' ? 'à vous' : WHOSE_TURN[whose]
}
