import { html } from 'hono/html'
import { personName } from '../../common/person-name.ts'
import type { SourceConfig } from '../../config/source.ts'
import type { PartnerStop } from '../../ledger/stops.ts'
import { stopWords } from '../../sync/heed-stop.ts'
import type { Html } from '../layout.ts'
import { type FieldErrors, inputField, postForm } from '../web/form.ts'

/** Why nothing can be read, and the one way out that is not the partner's. */
export function stopPart(
  stop: PartnerStop,
  base: string,
  field: Html,
  errors: FieldErrors,
  tried: string,
  sources: readonly SourceConfig[],
): Html {
  return html`<p class="notice warn"><strong>${stopWords(stop)}</strong>${stop.reason ? html` Sa raison : ${stop.reason}.` : ''} Demandé par ${personName(stop.by)}.</p>
<h2>Lever l’arrêt</h2>
<p>Le partenaire le lève lui-même sur sa page. Vous ne le pouvez qu’avec son accord, que vous notez ici : il reste au journal, sous votre nom.${sources.length > 1 ? ` Cela vaut pour ses ${sources.length} sources.` : ''}</p>
${postForm(`${base}/lever-arret`, field, html`${inputField({ name: 'accord', label: 'Accord du partenaire', most: 500, hint: 'Qui l’a donné, quand et comment. Par exemple : Mme Le Goff, au téléphone, le 3 mars.', value: tried, errors, required: true })}<p><button class="second">Lever l’arrêt</button></p>`)}`
}
