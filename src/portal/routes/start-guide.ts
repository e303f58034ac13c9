import { html } from 'hono/html'
import { frenchCount, frenchEuros } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Desk } from '../desk/desk.ts'
import type { Html } from '../layout.ts'
import { state, table } from '../pages/table.ts'
import { ADD_PATH, START_PATH } from '../studio/paths.ts'
import { STANDINGS, type StartLine, startLines } from '../studio/start-lines.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, offerPath, partnerPath, sourcePath } from './paths.ts'

/** «Démarrer»: from the convention to DORA, line by line, with the euros beside. */
export function startGuideRoutes({ app, desk, frame }: Pages): void {
  app.get(START_PATH, async c => {
    const offers = await desk.ledger.offerStates()
    const contacts = new Set((await desk.ledger.people.contacts()).map(({ partner }) => partner))
    const { lines, money } = startLines({
      date: parisDay(desk.clock.now()),
      convention: desk.convention(),
      sources: desk.sources(),
      offers,
      contacts,
    })
    const concerned = lines.filter(({ standing }) => standing !== 'aside')
    const done = concerned.filter(({ standing }) => standing === 'found')
    return frame.show(c, {
      title: 'Démarrer',
      trail: [ABOVE.sources],
      main: html`<p>De la convention à DORA, ligne par ligne : ce qui y est, ce qu’il reste à débloquer, à enseigner, à saisir ou à demander.</p>
<p><strong>${frenchCount(done.length, 'ligne')} sur ${concerned.length}</strong> dans DORA : ${frenchEuros(money.referenced)} de la part de l’État, sur ${frenchEuros(money.total - money.without_offer)} qui paient des offres. <meter aria-hidden="true" min="0" max="${concerned.length}" value="${done.length}"></meter></p>
${STANDINGS.map(({ standing, title, lead }) =>
  group(
    title,
    lead,
    lines.filter(line => line.standing === standing),
    desk,
  ),
)}`,
    })
  })
}

function group(title: string, lead: string, lines: readonly StartLine[], desk: Desk): Html | '' {
  if (lines.length === 0) return ''
  return html`<h2>${title} (${lines.length})</h2><p>${lead}</p>${table({
    caption: title,
    columns: ['Ligne', 'Partenaire', { label: 'Part de l’État', number: true }, 'Où en est-on', 'Suite'],
    rows: lines.map(line => [
      line.title,
      html`${line.partners.map((id, at) => html`${at > 0 ? ', ' : ''}<a href="${partnerPath(id)}">${desk.partnerName(id)}</a>`)}`,
      line.euros === null ? '–' : frenchEuros(line.euros),
      line.held ? html`${state(line.word, line.tone)} ${line.held.because}` : state(line.word, line.tone),
      nextStep(line),
    ]),
  })}`
}

function nextStep({ standing, id, title, source, partners, held }: StartLine): Html | string {
  const line = `action=${encodeURIComponent(id)}&partenaire=${encodeURIComponent(partners[0] ?? '')}`
  const name = html`<span class="hidden"> : ${title}</span>`
  switch (standing) {
    case 'held':
      return held ? html`<a href="${offerPath(held)}">Ouvrir l’offre${name}</a>` : ''
    case 'found':
      return source ? html`<a href="/offres?source=${encodeURIComponent(source)}">Voir ses offres${name}</a>` : ''
    case 'known':
      return html`<a href="${sourcePath(source ?? '')}">Ouvrir la source${name}</a>`
    case 'teach':
      return html`<a href="${ADD_PATH}?${line}">Enseigner sa page${name}</a>`
    case 'type':
      return html`<a href="${ADD_PATH}/telephone?${line}">Saisir avec lui${name}</a>`
    case 'ask':
      return html`<a href="${partnerPath(partners[0] ?? '')}">Ajouter un contact, lui écrire${name}</a><br><a href="${ADD_PATH}/telephone?${line}">Saisir avec lui${name}</a>`
    case 'aside':
      return ''
  }
}
