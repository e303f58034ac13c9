import { html } from 'hono/html'
import type { DraftOffer } from '../../ledger/draft-offers.ts'
import type { Html } from '../layout.ts'
import { offerPath } from '../routes/paths.ts'
import { postForm } from '../web/form.ts'
import { blockingList } from './blocking.ts'

/** A draft that nothing holds back is published, or stays one because a person says so. @param from where to come back */
export function draftButtons(
  offer: Pick<DraftOffer, 'source' | 'key' | 'name'>,
  field: Html,
  from: 'liste' | 'offre',
): Html {
  const press = (to: string, label: string, second: boolean) =>
    postForm(
      `${offerPath(offer)}/${to}`,
      field,
      html`<input type="hidden" name="retour" value="${from}"><button${second ? html` class="second"` : ''}>${label}<span class="hidden"> : ${offer.name}</span></button>`,
      { class: 'inline' },
    )
  return html`<div class="actions">${press('publier', 'Publier', false)}${press('laisser-en-brouillon', 'Laisser en brouillon', true)}</div>`
}

/** A draft in a list: what keeps it from the public, each with the question that asks for it; its buttons when nothing does. */
export function draftPart(draft: DraftOffer, field: Html): Html {
  const list = blockingList(draft.missing, offerPath(draft), draft.name)
  return list === '' ? draftButtons(draft, field, 'liste') : html`<p>Il manque de quoi la publier :</p>${list}`
}
