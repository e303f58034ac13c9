import { html, raw } from 'hono/html'
import type { SavedList } from '../../ledger/saved-lists.ts'
import type { Html } from '../layout.ts'
import { inputField, postForm, selectField } from '../web/form.ts'

/** Lists that everybody finds ready. */
const READY = [
  { name: 'Sans confirmation depuis 6 mois', query: '?confirmee=vieille' },
  { name: 'Finissent avant 60 jours', query: '?fin=60&tri=fin' },
  { name: 'En brouillon', query: '?dora=DRAFT' },
  { name: 'À compléter', query: '?qualite=80&tri=qualite' },
]

/** The lists one press away: those that are ready, those that the person keeps; and keeping the one that is shown. @param query of what is shown, from `?`; '' : everything */
export function savedListsPart(saved: readonly SavedList[], query: string, field: Html): Html {
  const own = new Set(saved.map(each => each.query))
  const chips = [...READY.filter(each => !own.has(each.query)), ...saved]
  return html`<nav aria-label="Listes toutes prêtes"><ul class="chips">${chips.map(each => html`<li><a href="/offres${each.query}"${each.query === query ? raw(' aria-current="page"') : ''}>${each.name}</a></li>`)}</ul></nav>
${
  query === '' && saved.length === 0
    ? ''
    : html`<details><summary>Mes listes</summary>
${query === '' ? html`<p class="hint">Choisissez des filtres : vous pourrez garder la liste qu’ils donnent sous un nom à vous.</p>` : postForm('/offres/listes', field, html`<div class="row"><input type="hidden" name="liste" value="${query}">${inputField({ name: 'nom', label: 'Garder la liste montrée sous le nom', required: true, hint: 'Vous seul la verrez, ici, en un geste.' })}<p><button class="second">Garder cette liste</button></p></div>`)}
${saved.length === 0 ? '' : postForm('/offres/listes/retirer', field, html`<div class="row">${selectField({ name: 'id', label: 'Retirer une liste', required: true, options: saved.map(({ id, name }) => ({ value: id, label: name })) })}<p><button class="second">Retirer</button></p></div>`)}</details>`
}`
}
