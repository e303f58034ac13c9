import { html } from 'hono/html'
import type { KnownOffer } from '../../ledger/offers.ts'
import { STUDIO_FIELDS } from '../../studio/studio-fields.ts'
import type { Html } from '../layout.ts'
import { table } from '../pages/table.ts'
import { offerPath, sourcePath } from '../routes/paths.ts'
import { postForm } from '../web/form.ts'
import { saidValue } from './said-value.ts'

/** «Mal lu»: which field, then the studio opens there; what is in a file is corrected for this offer alone. */
export function misreadPage(offer: KnownOffer, taught: boolean, token: Html): Html {
  if (!taught)
    return html`<p>La lecture de cette source est écrite dans un fichier de la configuration : elle ne se corrige pas en montrant. Vous pouvez <a href="${offerPath(offer)}/corriger">corriger cette offre</a> ; votre correction passe avant la page.</p>`
  return html`<p>Choisissez le champ : la page s’ouvre à côté, et vous montrez où c’est écrit. La règle vaut pour toutes les offres de la source.</p>
${table({
  caption: 'Ce qui est lu de cette offre',
  stacked: true,
  columns: ['Champ', 'Lu', 'Corriger'],
  rows: STUDIO_FIELDS.map(field => [
    field.label,
    saidValue(field, offer.record) ?? 'rien',
    postForm(
      `${sourcePath(offer.source)}/apprendre`,
      token,
      html`<input type="hidden" name="cle" value="${offer.key}"><input type="hidden" name="champ" value="${field.name}"><button class="second small">Mal lu<span class="hidden"> : ${field.label}</span></button>`,
      { class: 'inline' },
    ),
  ]),
  empty: '',
})}`
}
