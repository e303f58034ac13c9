import { html } from 'hono/html'
import type { DoraServiceFields } from '../../dora/port.ts'
import { frenchHours } from '../../dora/translate/opening-hours.ts'
import type { NormalisedOffer } from '../../normalise/normalised-offer.ts'
import type { Html } from '../layout.ts'
import { labelOfField, valueWords } from '../words-of.ts'
import { comparedWords, first, PAIRS } from './compare-fields.ts'
import { shown } from './shown-value.ts'

/**
 * An offer that holds no service yet beside a service of DORA: what a person needs to say whether they are the same.
 * @param home name of the structure that holds the service; null: not told
 */
export function compareOffer(
  { service: offer, structure }: Pick<NormalisedOffer, 'service' | 'structure'>,
  fields: DoraServiceFields,
  home: string | null,
  caption: string,
): Html {
  const rows = PAIRS.map(([field, names]) => ({
    field,
    ours: field === 'horaires_accueil' && offer[field] ? frenchHours(offer[field]) : offer[field],
    theirs: first(fields, names),
  })).filter(({ ours, theirs }) => [ours, theirs].some(value => valueWords(value) !== '–'))
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="compare" role="table">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Champ</th><th scope="col" role="columnheader">Chez le partenaire</th><th scope="col" role="columnheader">Dans DORA</th></tr></thead>
<tbody role="rowgroup"><tr role="row"><th scope="row" role="rowheader">Structure</th>
<td role="cell" data-label="Partenaire">${structure.nom ?? '–'}</td><td role="cell" data-label="DORA">${home ?? '–'}</td></tr>
${rows.map(({ field, ours, theirs }) => {
  const same = comparedWords(ours) === comparedWords(theirs)
  return html`<tr role="row"><th scope="row" role="rowheader">${labelOfField(field)}</th>
<td role="cell" data-label="Partenaire">${shown(ours, field)}</td>
<td role="cell" data-label="DORA">${same ? html`<span class="quiet">identique</span>` : shown(theirs, field)}${same || valueWords(ours) === '–' || valueWords(theirs) === '–' ? '' : html` <span class="state warn">différent</span>`}</td></tr>`
})}</tbody></table></div>`
}
