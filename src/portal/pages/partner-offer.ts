import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import { UNAPPLIED_CORRECTION } from '../../common/rejection.ts'
import type { DoraService } from '../../dora/port.ts'
import type { Link } from '../../ledger/links.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { NormalisedOffer } from '../../normalise/normalised-offer.ts'
import { saidDay } from '../../normalise/statements/said-day.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import { toldEnd } from '../../normalise/told-end.ts'
import { CORRECTABLE } from '../declare/questions.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'
import { isByGestionnaire } from '../partner/by-gestionnaire.ts'
import { statementStatus } from '../statement-status.ts'
import { statementTitle } from '../statement-title.ts'
import { postForm } from '../web/form.ts'
import { scorePart } from './advice.ts'
import { blockingPart } from './blocking.ts'
import { lifeInDora } from './life-in-dora.ts'
import { referencedSentence } from './referenced-sentence.ts'
import { sideBySide } from './side-by-side.ts'
import { cancelPart, statementPart } from './statement.ts'
import { state } from './table.ts'

export interface PartnerOfferParts {
  offer: KnownOffer
  /** Where it stands, in words for them. */
  standing: string
  link: Link | null
  /** As DORA shows it now, or null when it does not answer. */
  live: DoraService | null
  pages: DoraPages | null
  statements: readonly Statement[]
  /** The accepted request by which it is withdrawn, theirs or the gestionnaire's; null: it is not. */
  withdrawn: Statement | null
  /** Address of this page. */
  base: string
  /** Day `YYYY-MM-DD`. */
  today: string
  field: Html
}

const CORRECTABLE_FIELDS = new Set(CORRECTABLE.map(question => question.field))

/** One offer of a partner: is it referenced, what stops it, what they can do; then the fields. */
export function partnerOfferPage(parts: PartnerOfferParts): Html {
  const { offer, standing, link, live, pages, statements, withdrawn, base, today, field } = parts
  const { record, rejection } = offer
  const waiting = statements.filter(each => each.state === 'open')
  const own = statements.filter(each => !isByGestionnaire(each))
  const noted = statements.filter(isByGestionnaire)
  const leaving = waiting.find(each => each.body.kind === 'withdrawal')
  const confirmed = statements.some(each => each.body.kind === 'confirmation' && saidDay(each) === today)
  const correct = (name: string) => (CORRECTABLE_FIELDS.has(name) ? `${base}/corriger?champ=${name}` : null)
  return html`
${referencedSentence({ slug: link?.slug ?? null, status: live?.fields.status ?? link?.status ?? null, suspension: live === null ? (link?.suspension ?? null) : live.fields.suspensionDate, home: link?.home ?? null, today, state: offer.state, reason: standing, lastSeen: offer.lastSeen, life: lifeInDora(link, live), own: true, pages })}
${rejection ? html`<p class="notice bad"><strong>Ce qui bloque :</strong> ${rejection.message} ${rejection.whose === 'partenaire' ? html`C’est à vous d’agir : corrigez votre page, ou proposez la correction ici.` : 'Vous n’avez rien à faire.'}</p>` : ''}
${record ? blockingPart(record, base) : ''}${record ? unappliedPart(record, base) : ''}
${leaving ? html`<p class="notice warn">Vous avez demandé son retrait le ${frenchDate(leaving.at)} ; le gestionnaire va répondre.</p>` : ''}
${withdrawn ? html`<p>${state('retirée', 'quiet')} Retirée ${isByGestionnaire(withdrawn) ? 'par le gestionnaire' : 'à votre demande'} : elle n’est plus montrée.</p><div class="actions">${postForm(`${base}/remettre`, field, html`<button class="second">Remettre en ligne</button>`, { class: 'inline' })}</div>` : html`<div class="actions">${confirmed ? html`<p>${state('confirmée aujourd’hui', 'good')}</p>` : postForm(`${base}/confirmer`, field, html`<button>C’est toujours exact</button>`, { class: 'inline' })} <a class="button second" href="${base}/corriger">Corriger</a>${leaving ? '' : html` <a class="button second" href="${base}/retirer">Retirer</a>`}</div>`}
${saidParts('Ce que vous avez dit', own, 0, field)}${saidParts('Ce que le gestionnaire a noté', noted, own.length, field)}
${record && toldEnd(record) !== null ? html`<p>Dernier jour : ${frenchDate(toldEnd(record) ?? '')}. <a class="fix" href="${base}/corriger?champ=fin">Corriger<span class="hidden"> : date de fin</span></a></p>` : ''}
${record ? html`<h2>Ce que nous avons lu, envoyé, et ce que DORA montre</h2>${sideBySide(record, link, live, correct)}<h2>Qualité de la fiche</h2>${scorePart(record.service, today)}` : ''}`
}

/** What was accepted of them and does not count: said where they can correct it. */
function unappliedPart({ findings }: NormalisedOffer, base: string): Html | '' {
  const left = findings.filter(({ code }) => code === UNAPPLIED_CORRECTION)
  return left.length === 0
    ? ''
    : html`<div class="notice bad">${left.map(({ field, message }) => html`<p>${message} <a href="${base}/corriger?champ=${field ?? ''}">Corriger</a></p>`)}</div>`
}

/** @param before how many stand above them: each table of the page has its number */
function saidParts(title: string, statements: readonly Statement[], before: number, field: Html): Html | '' {
  if (statements.length === 0) return ''
  return html`<h2>${title}</h2>${statements.map((each, at) => saidPart(each, before + at + 1, field))}`
}

/** What waits is open, what was answered is folded. */
function saidPart(statement: Statement, number: number, field: Html): Html {
  const title = html`${statementTitle(statement)}, le ${frenchDate(statement.at)}`
  const { word, tone } = statementStatus(statement)
  if (statement.body.kind === 'confirmation') return html`<p>${title}</p>`
  return statement.state === 'open'
    ? html`<h3>${title} ${state(word, tone)}</h3>${statementPart(statement, number)}${cancelPart(statement, field)}`
    : html`<details><summary>${title} ${state(word, tone)}</summary>${statementPart(statement, number)}</details>`
}
