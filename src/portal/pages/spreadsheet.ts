import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import type { CellError } from '../declare/read-spreadsheet.ts'
import type { Html } from '../layout.ts'
import { errorSummary, type FieldErrors, fileField, postForm } from '../web/form.ts'

/** What became of a file that could be read. */
export interface SpreadsheetResult {
  /** Lines that hold something. */
  lines: number
  /** Offers passed on to the gestionnaire. */
  taken: number
  /** Offers that were known already. */
  again: number
  /** Lines with something to correct. */
  wrong: number
  errors: readonly CellError[]
}

/** Wrong cells shown at once. */
const MOST_CELLS = 300

/** Where a spreadsheet is sent, above it what became of the last one. */
export function spreadsheetPage(result: SpreadsheetResult | null, errors: FieldErrors | undefined, field: Html): Html {
  return html`${errorSummary(errors)}${result ? resultPart(result) : ''}
<ol><li>Téléchargez le modèle : <a href="/tableur/modele.xlsx">Excel</a> ou <a href="/tableur/modele.ods">OpenDocument</a>. Une ligne par offre.</li>
<li>Remplissez-le. La feuille « Valeurs acceptées » donne les mots attendus.</li>
<li>Envoyez-le ici. Chaque cellule à corriger vous est montrée ; les lignes justes sont prises.</li></ol>
${postForm('/tableur', field, html`${fileField({ name: 'fichier', label: 'Votre fichier', hint: 'XLSX, ODS ou CSV, 3 Mo au plus.', accept: '.xlsx,.ods,.csv', errors, required: true })}<p><button>Envoyer</button></p>`, { upload: true })}
<p>Une seule offre ? <a href="/declarer">Le formulaire</a> suffit.</p>`
}

function resultPart({ lines, taken, again, wrong, errors }: SpreadsheetResult): Html {
  const hidden = errors.length - MOST_CELLS
  return html`<div class="notice ${wrong > 0 ? 'warn' : 'good'}" role="status"><p><strong>${frenchCount(taken, 'offre transmise', 'offres transmises')}</strong> au gestionnaire${again > 0 ? html`, ${frenchCount(again, 'déjà connue', 'déjà connues')}` : ''}${wrong > 0 ? html`, <strong>${frenchCount(wrong, 'ligne à corriger', 'lignes à corriger')}</strong>` : ''}, sur ${frenchCount(lines, 'ligne')}.</p></div>
${
  errors.length === 0
    ? ''
    : html`<p>Corrigez ces cellules dans votre fichier, puis renvoyez-le entier : les offres déjà prises ne seront pas comptées deux fois.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Cellules à corriger"><table class="compare" role="table">
<caption>Cellules à corriger</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Cellule</th><th scope="col" role="columnheader">Colonne</th><th scope="col" role="columnheader">Reçu</th><th scope="col" role="columnheader">À corriger</th></tr></thead>
<tbody role="rowgroup">${errors.slice(0, MOST_CELLS).map(
        each => html`<tr role="row"><th scope="row" role="rowheader">${each.cell ?? 'fichier'}</th>
<td role="cell" data-label="Colonne">${each.column}</td>
<td role="cell" data-label="Reçu">${each.received || 'vide'}</td>
<td role="cell" data-label="À corriger">${each.message}</td></tr>`,
      )}</tbody></table></div>${hidden > 0 ? html`<p>Et ${frenchCount(hidden, 'autre')}, à voir au prochain envoi.</p>` : ''}`
}`
}
