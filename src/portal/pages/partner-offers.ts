import { html } from 'hono/html'
import { frenchCount, frenchDate } from '../../common/french.ts'
import type { Rejection } from '../../common/rejection.ts'
import { visibility } from '../../dora/visibility.ts'
import type { LostRecords } from '../../ledger/lost-records.ts'
import type { OfferLine } from '../../ledger/offers-page.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { isByGestionnaire } from '../partner/by-gestionnaire.ts'
import { statementStatus } from '../statement-status.ts'
import { statementTitle } from '../statement-title.ts'
import { DORA_STATES } from '../statuses.ts'
import { postForm } from '../web/form.ts'
import { ownLostPart } from './lost-records.ts'
import { cancelPart } from './statement.ts'
import { nextLink, state } from './table.ts'

/** One offer of the list, with what makes it wait. */
export interface PartnerLine extends OfferLine {
  rejection: Rejection | null
  /** Day `YYYY-MM-DD` of the last «still true», said on the portal or by telephone. */
  confirmed: string | null
  href: string
  /** Since when it is withdrawn, and whether they asked; null: it is not. */
  withdrawn: { day: string; own: boolean } | null
}

export interface PartnerOffersParts {
  lines: readonly PartnerLine[]
  /** Pages that the robot leaves alone on purpose, by name. */
  setAside: readonly PartnerLine[]
  /** Rows and pages of theirs that no offer came of. */
  lost: LostRecords
  statements: readonly Statement[]
  /** Since when their sites are not read any more, or null. */
  stopped: string | null
  /** Day `YYYY-MM-DD`. */
  today: string
  next: string | null
  /** Others of their offers stand on other pages of the list. */
  partial: boolean
  /** The hidden field of the forms. */
  field: Html
}

/** Everything of a partner on one page: what waits for them first, one button for what has not changed. */
export function partnerOffersPage(parts: PartnerOffersParts): Html {
  const { lines, setAside, statements, stopped, next, partial } = parts
  const published = lines.filter(line => line.status === 'PUBLISHED')
  const hidden = published.filter(line => visibility(line, parts.today).seen === 'no').length
  const requests = statements.filter(each => !isByGestionnaire(each))
  const noted = statements.filter(isByGestionnaire)
  const ordered = lines.toSorted((a, b) => Number(waitsForThem(b)) - Number(waitsForThem(a)))
  return html`
${stopped === null ? '' : html`<p class="notice warn"><strong>Votre site n’est plus lu depuis le ${frenchDate(stopped)}.</strong> Pour reprendre, ouvrez <a href="/arreter">Ne plus être lu</a>.</p>`}
<p class="lead">${lines.length === 0 ? 'Aucune offre de vous n’est connue pour l’instant.' : html`${partial ? `${frenchCount(lines.length, 'offre')} sur cette page` : frenchCount(lines.length, 'offre connue', 'offres connues')}, dont ${frenchCount(published.length, 'publiée', 'publiées')} dans DORA${hidden === 0 ? '' : `, parmi lesquelles ${frenchCount(hidden, 'que le public ne voit pas', 'que le public ne voit pas')}`}.`}</p>
${lines.length === 0 ? html`<p><a class="button" href="/declarer">Déclarer une offre</a></p>` : html`<p>Rien n’a changé ? Un appui suffit. Sinon, ouvrez l’offre pour la corriger ou la retirer.</p>`}
<ul class="offers">${ordered.map(line => offerItem(line, parts))}</ul>${nextLink(next)}
${
  setAside.length === 0
    ? ''
    : html`<details><summary>${frenchCount(setAside.length, 'page laissée de côté', 'pages laissées de côté')} : rien à faire</summary><ul>${setAside.map(line => html`<li>${offerLabel(line)} : ${line.rejection?.message ?? ''}</li>`)}</ul></details>`
}
${ownLostPart(parts.lost)}
<h2>Vos demandes</h2>
${requests.length === 0 ? html`<p>Aucune pour l’instant.</p>` : saidList(requests, parts.field)}
${
  noted.length === 0
    ? ''
    : html`<h2>Noté par le gestionnaire</h2><p>Ce qu’il a corrigé, ou noté pour vous, sur vos offres. Si ce n’est pas exact, ouvrez l’offre et corrigez-la.</p>${saidList(noted, parts.field)}`
}`
}

const saidList = (statements: readonly Statement[], field: Html): Html =>
  html`<ul class="plain">${statements.map(
    each =>
      html`<li>${statementTitle(each)}, le ${frenchDate(each.at)} ${outcome(each)}${each.reason ? html`<br>${isByGestionnaire(each) ? '' : 'Réponse : '}${each.reason}` : ''} ${cancelPart(each, field)}</li>`,
  )}</ul>`

function offerItem(line: PartnerLine, { field, today }: PartnerOffersParts): Html {
  const done = line.confirmed === today
  const open = html`<a class="button second" href="${line.href}">Voir et corriger<span class="hidden"> : ${line.name}</span></a>`
  if (line.withdrawn !== null)
    return html`<li><h2><a href="${line.href}">${line.name}</a></h2>
<p>${state('retirée', 'quiet')} <span class="quiet">Retirée ${line.withdrawn.own ? 'à votre demande' : 'par le gestionnaire'}, le ${frenchDate(line.withdrawn.day)}.</span></p>
<div class="actions">${postForm(`${line.href}/remettre`, field, html`<button class="second">Remettre en ligne<span class="hidden"> : ${line.name}</span></button>`, { class: 'inline' })}</div></li>`
  return html`<li><h2><a href="${line.href}">${line.name}</a></h2>
<p>${inDora(line, today)} ${line.confirmed ? html`<span class="quiet">Confirmée le ${frenchDate(line.confirmed)}.</span>` : ''}</p>
${line.rejection ? html`<p>${line.rejection.message} ${waitsForThem(line) ? 'C’est à vous d’agir.' : 'Vous n’avez rien à faire.'}</p>` : ''}
<div class="actions">${done ? '' : postForm(`${line.href}/confirmer`, field, html`<button>C’est toujours exact<span class="hidden"> : ${line.name}</span></button>`, { class: 'inline' })} ${open}</div></li>`
}

function waitsForThem(line: PartnerLine): boolean {
  return line.rejection?.whose === 'partenaire'
}

function inDora(line: PartnerLine, today: string): Html {
  if (line.slug === null) return line.rejection ? state('bloquée', 'bad') : state('pas encore dans DORA', 'warn')
  const { word, tone } = DORA_STATES[line.status ?? 'SUGGESTION']
  if (line.status === 'PUBLISHED') {
    const found = visibility(line, today)
    if (found.seen === 'no') return html`${state(`${word}, mais le public ne la voit pas`, 'warn')} ${found.words}`
  }
  return state(line.status === 'ARCHIVED' ? word : `${word} dans DORA`, tone)
}

function outcome(statement: Statement): Html {
  const { word, tone } = statementStatus(statement)
  return state(word, tone)
}
