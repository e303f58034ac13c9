import { html } from 'hono/html'
import { upperFirst } from '../../common/text.ts'
import type { InboxItemOf } from '../../ledger/inbox.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { offerPath } from '../routes/paths.ts'
import { type FieldErrors, inputField, postForm } from '../web/form.ts'
import { doraLink } from './dora-link.ts'
import { pairs } from './table.ts'

/** What is known beside the question. */
export interface StructureQuestion {
  /** Offers of the source that have no structure yet. */
  waiting: Pick<KnownOffer, 'source' | 'key' | 'name' | 'rejection'>[]
  /** Structures that this source writes to already, the most used first. */
  structures: { slug: string; name: string }[]
  doraPages: DoraPages | null
  /** What was pointed at and cannot be taken. */
  tried?: { pointer: string; errors: FieldErrors }
  /** Hidden token of the forms. */
  field: Html
}

/** What the field of a search in DORA takes. */
export const SEARCH_HINT =
  'Son nom, son SIRET, sa commune, son adresse, ou le lien de sa page dans DORA. Vous verrez ce que c’est avant de confirmer.'

/** «De quelle structure de DORA s’agit-il ?»: those that the source writes to first, then those that look alike. */
export function structurePart(
  view: StructureQuestion,
  action: string,
  detail: InboxItemOf<'structure'>['detail'],
): Html {
  const { field, doraPages } = view
  const own = view.structures
  const near = detail.candidates.filter(each => !own.some(other => other.slug === each.slug))
  const option = (value: string, label: Html | string, checked: boolean, at: number) =>
    html`<div class="box"><input type="radio" id="structure-${at}" name="structure" value="${value}" required${checked ? html` checked` : ''}><label for="structure-${at}">${label}</label></div>`
  const known = [
    ...own.map(each => ({ ...each, why: 'les autres offres de cette source y vont déjà' })),
    ...near.map(each => ({ ...each, why: 'son nom ressemble' })),
  ]
  const create = detail.siret !== null
  // With nothing to choose between, only the address is asked.
  const alone = known.length === 0 && !create
  return html`<p>${upperFirst(detail.reason)}.</p>${pairs([
    ['Nom chez le partenaire', detail.name || '–'],
    ['SIRET', detail.siret ?? 'inconnu'],
    ...(view.waiting.length > 0 ? [['Offres de cette source qui attendent', offerLinks(view.waiting)] as const] : []),
  ])}
${postForm(
  action,
  field,
  html`<input type="hidden" name="action" value="structure">${
    alone
      ? html`<input type="hidden" name="structure" value="autre">`
      : html`<fieldset><legend>De quelle structure de DORA s’agit-il ?</legend>
${known.map((each, at) => option(each.slug, html`${each.name} <span class="quiet">(${each.why})</span> ${doraLink(doraPages, 'structure', each.slug, 'la voir')}`, !view.tried && at === 0 && own.length > 0, at))}
${create ? option('creer', 'Aucune : la créer dans DORA', false, known.length) : ''}
${option('autre', 'Une autre, que je désigne ci-dessous', view.tried !== undefined, known.length + 1)}
</fieldset>`
  }
${inputField({ name: 'slug', label: alone ? 'Quelle structure de DORA' : 'Une autre structure', required: alone, value: view.tried?.pointer, errors: view.tried?.errors, hint: SEARCH_HINT })}
<p><button>${alone ? 'Chercher dans DORA' : 'Enregistrer'}</button></p>`,
)}`
}

/** Offers, each a link. */
export function offerLinks(offers: StructureQuestion['waiting']): Html {
  return html`${offers.map((each, at) => html`${at > 0 ? ', ' : ''}<a href="${offerPath(each)}">${offerLabel(each)}</a>`)}`
}
