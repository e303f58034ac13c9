import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import { personName } from '../../common/person-name.ts'
import type { Contact } from '../../ledger/people.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import type { Desk } from '../desk/desk.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { offerPath } from '../routes/paths.ts'
import { DORA_STATES } from '../statuses.ts'
import { doraLink } from './dora-link.ts'
import { offerState } from './offer-state.ts'
import { table } from './table.ts'
import { unseenWords } from './unseen-words.ts'

/** Offers shown on the page of a partner; the list of offers shows them all. */
const MOST = 50

/** What is known of a partner besides its contacts: its offers, its structures in DORA, the calls noted and the messages sent. */
export async function partnerKnown(
  desk: Desk,
  partner: string,
  contacts: readonly Contact[],
  statements: readonly Statement[],
): Promise<Html> {
  const sources = desk.sourcesOf(partner).map(({ id }) => id)
  const [page, structures, letters] = await Promise.all([
    desk.ledger.offers.page({ sources, offersOnly: true, size: MOST }),
    Promise.all(sources.map(id => desk.ledger.links.structures(id))),
    lettersTo(desk, contacts),
  ])
  const slugs = [...new Set(structures.flat())]
  const today = parisDay(desk.clock.now())
  const calls = statements.flatMap(({ body, offer, by, title }) =>
    body.kind === 'confirmation' && body.call ? [{ call: body.call, offer, by, title }] : [],
  )
  return html`<h2>Ses offres</h2>
${table({
  caption: 'Offres lues chez ce partenaire',
  columns: ['Offre', 'État', 'Dans DORA', 'Confirmée'],
  rows: page.lines.map(line => [
    html`<a href="${offerPath(line)}">${offerLabel(line)}</a>`,
    offerState(line.state, line.rejection),
    line.status === null
      ? line.slug === null
        ? 'non'
        : 'oui'
      : html`${DORA_STATES[line.status].word}${unseenWords(line, today)}`,
    line.confirmed === null ? 'jamais' : frenchDate(line.confirmed),
  ]),
  empty: 'Aucune offre de ce partenaire n’est connue : lancez un passage sur sa source, ou demandez-lui un tableur.',
})}
${page.next === null ? '' : html`<p><a href="/offres?partenaire=${encodeURIComponent(partner)}">Toutes ses offres</a></p>`}
<h2>Sa structure dans DORA</h2>
${
  slugs.length === 0
    ? html`<p>Aucune pour l’instant : elle sera reconnue quand une de ses offres ira dans DORA.</p>`
    : desk.doraPages === null
      ? html`<p>${slugs.length === 1 ? 'Une structure porte ses offres.' : `${slugs.length} structures portent ses offres.`}</p>`
      : html`<ul>${slugs.map((slug, at) => html`<li>${doraLink(desk.doraPages, 'structure', slug, slugs.length === 1 ? 'Voir sa structure dans DORA' : `Voir sa structure ${at + 1} dans DORA`)}</li>`)}</ul>`
}
<h2>Appels et messages</h2>
${table({
  caption: 'Appels notés',
  columns: ['Offre', 'Le', 'Avec', 'Noté par'],
  rows: calls.map(({ call, offer, by, title }) => [
    offer ? html`<a href="${offerPath(offer)}">${title}</a>` : title,
    frenchDate(call.day),
    call.person,
    personName(by),
  ]),
  empty: 'Aucun appel noté : « Noter un appel », sur la page d’une offre, la confirme au jour de l’appel.',
})}
${table({
  caption: 'Messages de campagne',
  columns: ['Campagne', 'À qui', 'Envoyé', 'Réponse'],
  rows: letters.map(each => [each.title, each.name, frenchDate(each.sent), each.answered]),
  empty: 'Aucun message envoyé : une campagne demande d’un coup si les offres sont à jour.',
})}`
}

async function lettersTo(desk: Desk, contacts: readonly Contact[]) {
  const names = new Map(contacts.map(({ id, name }) => [id, name]))
  const campaigns = await desk.ledger.campaigns.list()
  const sends = await Promise.all(campaigns.map(({ id }) => desk.ledger.campaigns.sends(id)))
  return campaigns.flatMap(({ title }, at) =>
    (sends[at] ?? []).flatMap(({ contact, sent, reminded, answered }) => {
      const name = names.get(contact)
      if (name === undefined) return []
      const waiting = reminded === null ? 'pas encore' : `relancé le ${frenchDate(reminded)}`
      return [{ title, name, sent, answered: answered === null ? waiting : `le ${frenchDate(answered)}` }]
    }),
  )
}
