import { html } from 'hono/html'
import { frenchDate, frenchDateTime } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import { actionWords } from '../../convention/action-words.ts'
import type { Convention } from '../../convention/convention.ts'
import { isSetAside } from '../../coverage/set-aside.ts'
import type { DoraService, DoraServiceFields } from '../../dora/port.ts'
import type { StoredChoice } from '../../ledger/choices.ts'
import type { OfferHistory } from '../../ledger/history.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { Finding } from '../../normalise/normalised-offer.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import { standingWithdrawals } from '../../normalise/statements/withdrawn.ts'
import { toldEnd } from '../../normalise/told-end.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { OfferQuestion } from '../desk/question-of.ts'
import { ruleSentence } from '../desk/rules.ts'
import type { Html } from '../layout.ts'
import { scorePart } from '../pages/advice.ts'
import { blockingPart } from '../pages/blocking.ts'
import { doraLink } from '../pages/dora-link.ts'
import { draftButtons } from '../pages/draft.ts'
import { lifeInDora } from '../pages/life-in-dora.ts'
import { offerState } from '../pages/offer-state.ts'
import { placeLink } from '../pages/place-link.ts'
import { referencedSentence } from '../pages/referenced-sentence.ts'
import { statementPart } from '../pages/statement.ts'
import { pairs } from '../pages/table.ts'
import { offerPath, sourcePath } from '../routes/paths.ts'
import { helpOn } from '../terms.ts'
import { postForm } from '../web/form.ts'
import { WHOSE_TURN } from '../words-of.ts'
import { timeline } from './timeline.ts'
import { WHY_GROUPS, whyFields } from './why-fields.ts'
import { PIN_FORM, whyPart } from './why-part.ts'

export interface OfferPageParts {
  offer: KnownOffer
  link: OfferHistory['link']
  lines: OfferHistory['lines']
  /** As DORA shows it now; null when it does not answer or has nothing. */
  live: DoraService | null
  /** What would be written today; null when it cannot be told. */
  desired: DoraServiceFields | null
  statements: readonly Statement[]
  rules: readonly StoredChoice[]
  /** What other sources say otherwise. */
  across: readonly Finding[]
  question: OfferQuestion | null
  convention: Convention
  sourceName: string
  doraPages: DoraPages | null
  /** `YYYY-MM-DD` */
  today: string
  /** Hidden token of the forms. */
  field: Html
}

/** One offer: does the public see it, why is each thing written, what can be done; beside it, what is known and its life. */
export function offerPage(parts: OfferPageParts): Html {
  const { offer, link, live, today, field } = parts
  const { record, rejection } = offer
  const path = offerPath(offer)
  const isDraft = (live?.fields.status ?? link?.status) === 'DRAFT' && offer.state !== 'retired'
  return html`
${seenPart(parts)}
${rejection ? (isSetAside(rejection) ? html`<p class="notice"><strong>Écartée exprès.</strong> ${rejection.message} Rien à faire, sauf si c’est une erreur.</p>` : html`<p class="notice bad"><strong>Rejetée.</strong> ${rejection.message} C’est ${WHOSE_TURN[rejection.whose]} d’agir.</p>`) : ''}
${record ? blockingPart(record, path) : ''}
${isDraft && !record?.findings.some(({ code }) => code === 'manque-pour-publier') ? html`<div class="notice warn"><p>DORA l’a en brouillon : le public ne la voit pas.</p>${draftButtons(offer, field, 'offre')}</div>` : ''}
<div class="beside">
<div class="stack-wide">${record ? whyCard(parts) : rejection && isSetAside(rejection) ? '' : html`<p>Cette offre n’a encore jamais pu être lue en entier.</p>`}${saidCard(parts)}</div>
<div class="stack-wide">${knownCard(parts)}${record ? html`<section class="card" aria-labelledby="qualite"><h2 id="qualite">Qualité${helpOn('qualite')}</h2>${scorePart(record.service, today)}</section>` : ''}${remarksCard(parts)}${rulesCard(parts)}
<section class="card" aria-labelledby="vie"><h2 id="vie">Sa vie</h2>${timeline(parts.lines, offer)}</section></div>
</div>`
}

/** Whether the public sees it, in one sentence, and where to answer what it waits for. What was rejected says so itself. */
export function seenPart({ offer, link, live, today, doraPages, question }: OfferPageParts): Html | '' {
  if (link === null && offer.rejection !== null) return ''
  return referencedSentence({
    slug: link?.slug ?? null,
    status: live?.fields.status ?? link?.status ?? null,
    suspension: live === null ? (link?.suspension ?? null) : live.fields.suspensionDate,
    home: link?.home ?? null,
    today,
    state: offer.state,
    reason: offer.reason,
    lastSeen: offer.lastSeen,
    life: lifeInDora(link, live),
    own: false,
    pages: doraPages,
    question,
  })
}

/** The service as DORA shows it, each value with why it is written. */
export function whyCard(parts: OfferPageParts): Html | '' {
  const { offer, link, live, desired, rules, statements, field } = parts
  const { record } = offer
  if (record === null) return ''
  const path = offerPath(offer)
  const known = { record, link, live, desired, rules }
  const context = { base: path, copy: `${path}/copie`, link, statements }
  const groups = WHY_GROUPS.map(({ title, fields }) => ({ title, fields: whyFields(fields, known) }))
  const differing = groups.flatMap(({ fields }) => fields).filter(each => each.told !== null).length
  return html`<section class="card" aria-labelledby="pourquoi"><header><h2 id="pourquoi">Pourquoi c’est écrit${helpOn('epingler')}</h2><a href="${path}/corriger">Corriger ce qui est mal lu</a> <a href="${path}/mal-lu">Montrer où c’est écrit</a></header>
<p class="quiet">${link ? 'La fiche telle que DORA la montre' : 'La fiche telle qu’elle serait envoyée à DORA'}, et d’où vient chaque valeur.${differing > 0 ? ` ${differing === 1 ? 'Une valeur diffère' : `${differing} valeurs diffèrent`} de ce que dit le partenaire.` : ''} Épingler une valeur, c’est la garder quoi que dise l’autre côté.</p>
${live === null && link !== null ? html`<p class="quiet">DORA ne répond pas à l’instant : ses valeurs sont celles du dernier passage.</p>` : ''}
${groups.map(({ title, fields }) => whyPart(title, fields, context))}
${link === null ? '' : html`<form id="${PIN_FORM}" method="post" action="${path}/epingler">${field}</form>`}</section>`
}

function knownCard({ offer, link, convention, sourceName, doraPages, field, statements }: OfferPageParts): Html {
  const { record, rejection } = offer
  const path = offerPath(offer)
  const end = record === null ? null : toldEnd(record)
  return html`<section class="card" aria-labelledby="en-bref"><h2 id="en-bref">En bref</h2>
${pairs([
  ['État', html`${offerState(offer.state, rejection)} ${offer.reason}`],
  ['Source', html`<a href="${sourcePath(offer.source)}">${sourceName}</a>`],
  [
    'Structure',
    html`${record?.structure.nom ?? '–'}${link && doraPages ? html`, ${doraLink(doraPages, 'structure', link.structure)}` : ''}`,
  ],
  [
    'Page lue',
    record && /^https?:/.test(record.address)
      ? html`<a href="${record.address}">${record.address}</a>`
      : placeLink(record?.address ?? rejection?.where ?? ''),
  ],
  ...(end === null ? [] : [['Dernier jour', frenchDate(end)] as const]),
  ['Vue', `la première fois le ${frenchDate(offer.firstSeen)}, la dernière le ${frenchDate(offer.lastSeen)}`],
  [
    record && record.actions.length > 1 ? 'Actions de la convention' : 'Action de la convention',
    record?.actions.length
      ? html`${record.actions.map((id, at) => html`${at > 0 ? html`<br>` : ''}${actionWords(convention, id)}`)}`
      : 'aucune',
  ],
  [
    'Service DORA',
    link
      ? html`${doraLink(doraPages, 'service', link.slug) || (link.sent.name ?? offer.name)}, ${link.origin === 'adopted' ? 'repris' : 'créé par le robot'}`
      : 'aucun',
  ],
])}
${record ? html`<p class="actions"><a class="button second" href="${path}/appel">Noter un appel</a></p>` : ''}
${standingWithdrawals(statements).size > 0 ? postForm(`${path}/remettre`, field, html`<p>Retirée à la demande du partenaire. <button class="second">Remettre en ligne</button></p>`) : ''}</section>`
}

function remarksCard({ offer, across }: OfferPageParts): Html | '' {
  const remarks = [...(offer.record?.findings ?? []), ...across]
  return remarks.length === 0
    ? ''
    : html`<section class="card" aria-labelledby="remarques"><h2 id="remarques">Remarques</h2><ul>${remarks.map(finding => html`<li>${finding.severity === 'contradiction' ? html`<strong>Contradiction :</strong> ` : ''}${finding.message}</li>`)}</ul></section>`
}

function saidCard({ statements }: OfferPageParts): Html | '' {
  return statements.length === 0
    ? ''
    : html`<section class="card" aria-labelledby="dit"><h2 id="dit">Ce que le partenaire a dit</h2>${statements.map((statement, at) => html`<h3>${frenchDateTime(statement.at)}, ${personName(statement.by)}</h3>${statementPart(statement, at + 1)}`)}</section>`
}

function rulesCard({ offer, rules }: OfferPageParts): Html {
  return html`<section class="card" aria-labelledby="decisions"><h2 id="decisions">Décisions qui la concernent</h2>
${rules.length === 0 ? html`<p>Aucune pour l’instant.</p>` : html`<ul>${rules.map(choice => html`<li>${ruleSentence(choice)} <span class="quiet">${personName(choice.decidedBy)}, le ${frenchDate(choice.decided)}</span></li>`)}</ul><p><a href="/regles?source=${encodeURIComponent(offer.source)}">Revenir sur l’une d’elles</a></p>`}</section>`
}
