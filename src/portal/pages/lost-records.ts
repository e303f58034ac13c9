import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import type { LostRecords } from '../../ledger/lost-records.ts'
import type { Desk } from '../desk/desk.ts'
import type { Html } from '../layout.ts'
import { WHOSE_TURN } from '../words-of.ts'
import { placeLink } from './place-link.ts'
import { table } from './table.ts'

/** Causes on one page. */
const SHOWN = 50

const received = (words: string | null) =>
  words ? html`<br><span class="quiet">reçu : ${words.slice(0, 120)}</span>` : ''

/** What no offer came of, for the gestionnaire; nothing when there is none. */
export function lostPart({ total, causes }: LostRecords, desk: Pick<Desk, 'sourceName'>): Html {
  if (total === 0) return html``
  const runs = new Map(causes.map(({ source, run }) => [run, source]))
  return html`<h2 id="illisibles">Lignes et pages sans offre <span class="quiet">(${total})</span></h2>
<p>Si abîmées qu’aucune offre n’en est sortie : elles ne sont dans aucune liste d’offres. Chaque passage les essaie de nouveau.</p>
${table({
  scrolls: true,
  caption: 'Ce qui n’a donné aucune offre, par cause',
  columns: ['Cause', 'À qui d’agir', { label: 'Lignes', number: true }, 'Où, par exemple'],
  rows: causes
    .slice(0, SHOWN)
    .map(({ first, count, source }) => [
      first.message,
      WHOSE_TURN[first.whose],
      count,
      html`${desk.sourceName(source)} : ${placeLink(first.where)}${received(first.received)}`,
    ]),
})}
<p>Toutes, une par une, dans le dernier passage : ${[...runs].map(([run, source], at) => html`${at === 0 ? '' : ', '}<a href="/passages/${run}">${desk.sourceName(source)}</a>`)}.</p>`
}

/** The same for the partner whose source it is. */
export function ownLostPart({ total, causes }: LostRecords): Html {
  if (total === 0) return html``
  return html`<details><summary>${frenchCount(total, 'ligne ou page n’a donné aucune offre', 'lignes ou pages n’ont donné aucune offre')}</summary><ul>${causes
    .slice(0, SHOWN)
    .map(
      ({ first, count }) =>
        html`<li>${first.message} ${first.whose === 'partenaire' ? 'C’est à vous d’agir.' : 'Vous n’avez rien à faire.'}<br>${placeLink(first.where)}${count > 1 ? `, et ${frenchCount(count - 1, 'autre')} de même` : ''}${received(first.received)}</li>`,
    )}</ul></details>`
}
