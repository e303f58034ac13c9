import { Hono } from 'hono'
import { html } from 'hono/html'
import { frenchDate, frenchDateTime } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import { squeeze } from '../../common/text.ts'
import { actionWords } from '../../convention/action-words.ts'
import type { Convention } from '../../convention/convention.ts'
import { isSetAside } from '../../coverage/set-aside.ts'
import type { HistoryLine } from '../../ledger/history.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { LoggedOperation } from '../../ledger/operations.ts'
import { standingWithdrawals } from '../../normalise/statements/withdrawn.ts'
import { toldEnd } from '../../normalise/told-end.ts'
import { agreementWords } from '../agreement-words.ts'
import { crossFindings } from '../desk/cross-findings.ts'
import type { Desk } from '../desk/desk.ts'
import { ruleSentence } from '../desk/rules.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { scorePart } from '../pages/advice.ts'
import { blockingPart } from '../pages/blocking.ts'
import { doraLink } from '../pages/dora-link.ts'
import { draftButtons } from '../pages/draft.ts'
import { offerState } from '../pages/offer-state.ts'
import { placeLink } from '../pages/place-link.ts'
import { referencedSentence } from '../pages/referenced-sentence.ts'
import { sideBySide } from '../pages/side-by-side.ts'
import { statementPart } from '../pages/statement.ts'
import { pairs } from '../pages/table.ts'
import { plainWords } from '../plain-words.ts'
import { saidAction } from '../said-action.ts'
import { OPERATION_STATES } from '../statuses.ts'
import type { PortalEnv } from '../web/env.ts'
import { postForm } from '../web/form.ts'
import type { Frame } from '../web/frame.ts'
import { labelOfField, valueWords, WHOSE_TURN } from '../words-of.ts'
import { offerPath, operationPath, sourcePath } from './paths.ts'

/** One offer with where each value comes from and all that happened to it. */
export function offerRoutes({ desk, frame }: { desk: Desk; frame: Frame }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()

  app.get('/offres/:source/:key', async c => {
    const { source, key } = c.req.param()
    const { offer, link, lines } = await desk.ledger.history(source, key)
    if (!offer) return frame.notFound(c)
    const live = link ? await desk.actions.shown(link.slug).catch(() => null) : null
    const statements = await desk.ledger.statements.list({ offer: { source, key } })
    const rules = await desk.ledger.choices.of(source, key)
    const undone = undoneOf(lines)
    const { record } = offer
    const convention = desk.convention()
    const across = await crossFindings(
      { ledger: desk.ledger, sources: desk.sources(), convention: desk.convention() },
      offer,
    )
    const field = await frame.field(c)
    const isDraft = (live?.fields.status ?? link?.status) === 'DRAFT' && offer.state !== 'retired'
    const remarks = [...(record?.findings ?? []), ...across]
    return frame.show(c, {
      title: offerLabel(offer),
      trail: [{ href: '/offres', label: 'Offres' }],
      main: html`
${pairs([
  ['État', html`${offerState(offer.state, offer.rejection)} ${plainWords(offer.reason, convention)}`],
  [
    'Source',
    html`<a href="${sourcePath(source)}">${desk.sources().find(each => each.id === source)?.name ?? source}</a>`,
  ],
  [
    'Structure',
    html`${record?.structure.nom ?? '–'}${link && desk.doraPages ? html`, ${doraLink(desk.doraPages, 'structure', link.structure)}` : ''}`,
  ],
  [
    'Page lue',
    record && /^https?:/.test(record.address)
      ? html`<a href="${record.address}">${record.address}</a>`
      : placeLink(record?.address ?? offer.rejection?.where ?? ''),
  ],
  ...(record && toldEnd(record) !== null ? [['Dernier jour', frenchDate(toldEnd(record) ?? '')] as const] : []),
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
      ? html`${doraLink(desk.doraPages, 'service', link.slug) || (link.sent.name ?? offer.name)}, ${link.origin === 'adopted' ? 'repris' : 'créé par le robot'}`
      : 'aucun',
  ],
])}
${link ? referencedSentence({ slug: link.slug, status: live?.fields.status ?? link.status, suspension: live === null ? link.suspension : live.fields.suspensionDate, home: link.home, today: parisDay(desk.clock.now()), state: offer.state, reason: plainWords(offer.reason, convention), lastSeen: offer.lastSeen, own: false }) : ''}
${offer.rejection ? (isSetAside(offer.rejection) ? html`<p class="notice"><strong>Écartée exprès.</strong> ${plainWords(offer.rejection.message, convention)} Rien à faire, sauf si c’est une erreur.</p>` : html`<p class="notice bad"><strong>Rejetée.</strong> ${plainWords(offer.rejection.message, convention)} C’est ${WHOSE_TURN[offer.rejection.whose]} d’agir.</p>`) : ''}
${record ? blockingPart(record, offerPath(offer)) : ''}
${isDraft && !record?.findings.some(({ code }) => code === 'manque-pour-publier') ? html`<div class="notice warn"><p>DORA l’a en brouillon : le public ne la voit pas.</p>${draftButtons(offer, field, 'offre')}</div>` : ''}
${record ? html`<h2>D’où vient chaque valeur</h2><p><a class="button second" href="${offerPath(offer)}/corriger">Corriger ce qui est mal lu</a></p>${sideBySide(record, link, live)}<h2>Qualité</h2>${scorePart(record.service, parisDay(desk.clock.now()))}` : offer.rejection && isSetAside(offer.rejection) ? '' : html`<p>Cette offre n’a encore jamais pu être lue en entier.</p>`}
${remarks.length > 0 ? html`<h2>Remarques</h2><ul>${remarks.map(finding => html`<li>${finding.severity === 'contradiction' ? html`<strong>Contradiction :</strong> ` : ''}${plainWords(finding.message, convention, finding.code)}</li>`)}</ul>` : ''}
${record ? html`<p class="actions"><a class="button second" href="${offerPath({ source, key })}/appel">Noter un appel</a></p>` : ''}
${standingWithdrawals(statements).size > 0 ? postForm(`${offerPath({ source, key })}/remettre`, field, html`<p>Retirée à la demande du partenaire. <button class="second">Remettre en ligne</button></p>`) : ''}
${statements.length > 0 ? html`<h2>Ce que le partenaire a dit</h2>${statements.map((statement, at) => html`<h3>${frenchDateTime(statement.at)}, ${statement.by}</h3>${statementPart(statement, at + 1)}`)}` : ''}
<h2>Décisions qui la concernent</h2>
${rules.length === 0 ? html`<p>Aucune pour l’instant.</p>` : html`<ul>${rules.map(choice => html`<li>${ruleSentence(choice)} <span class="quiet">${choice.decidedBy}, le ${frenchDate(choice.decided)}</span></li>`)}</ul><p><a href="/regles?source=${encodeURIComponent(source)}">Revenir sur l’une d’elles</a></p>`}
<h2>Histoire</h2>
${
  lines.length === 0
    ? html`<p>Rien pour l’instant.</p>`
    : html`<ol class="history">${lines
        .toReversed()
        .slice(0, 200)
        .map(line => historyLine(line, convention, offer, undone))}</ol>`
}`,
    })
  })
  return app
}

const KINDS = {
  create: 'Création dans DORA',
  adopt: 'Reprise d’un service existant',
  update: 'Mise à jour dans DORA',
  archive: 'Archivage dans DORA',
  restore: 'Remise en ligne dans DORA',
  publish: 'Publication dans DORA',
  'create-structure': 'Création de la structure dans DORA',
} as const

/** Ids of the writes that were taken back. */
function undoneOf(lines: readonly HistoryLine[]): ReadonlySet<string> {
  return new Set(
    lines.flatMap(line =>
      line.kind === 'operation' && line.operation.state === 'done' ? (line.operation.lookup?.undo?.of ?? []) : [],
    ),
  )
}

/** The way back from a write, or that it was taken. */
function wayBack({ id, kind, state, after }: LoggedOperation, at: string, undone: ReadonlySet<string>): Html | '' {
  if (undone.has(id)) return html` <span class="state quiet">annulé</span>`
  // A confirmation writes nothing that could go back.
  if (state !== 'done' || kind === 'create-structure' || Object.keys(after).length === 0) return ''
  return html` <a href="${operationPath(id)}/annuler">Annuler<span class="hidden"> : ${KINDS[kind]}, ${at}</span></a>`
}

function historyLine(
  line: HistoryLine,
  convention: Pick<Convention, 'fiches'>,
  offer: KnownOffer,
  undone: ReadonlySet<string>,
): Html {
  const at = html`<time datetime="${line.at}">${frenchDateTime(line.at)}</time>`
  switch (line.kind) {
    case 'operation': {
      const { operation } = line
      const before = (operation.before ?? {}) as Record<string, unknown>
      const fields = Object.entries(operation.after)
      return html`<li>${at} : <strong>${KINDS[operation.kind]}</strong>, ${OPERATION_STATES[operation.state].word}. ${plainWords(operation.reason, convention)} <span class="quiet">Accord : ${agreementWords(operation)}.</span>${wayBack(operation, frenchDateTime(line.at), undone)}
${fields.length > 0 ? html`<details><summary>${fields.length} champ${fields.length > 1 ? 's' : ''}</summary><ul>${fields.map(([field, after]) => html`<li>${labelOfField(field)} : <del>${valueWords(before[field])}</del> → <ins>${valueWords(after)}</ins></li>`)}</ul></details>` : ''}</li>`
    }
    case 'event':
      return html`<li>${at} : ${line.actor} ${saidAction(line.action)}</li>`
    case 'inbox':
      return html`<li>${at} : ${squeeze(line.title).startsWith(`${offer.key} : `) ? `${offerLabel(offer)}${line.title.slice(offer.key.length)}` : line.title}${line.closed ? html` <span class="quiet">(clos${line.decidedBy ? ` par ${line.decidedBy}` : ' de lui-même'})</span>` : ''}</li>`
  }
}

/** «publiée»; «oui» when DORA's status was never read. */
