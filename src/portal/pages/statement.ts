import { html } from 'hono/html'
import { frenchDate, frenchDateTime } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import type { Html } from '../layout.ts'
import { isByGestionnaire } from '../partner/by-gestionnaire.ts'
import { isCancellable } from '../partner/replacing.ts'
import { statementStatus } from '../statement-status.ts'
import { postForm } from '../web/form.ts'
import { labelOfField, valueWords } from '../words-of.ts'
import { table } from './table.ts'

/** Its partner may take a request back as long as it waits. */
export function cancelPart(statement: Statement, field: Html): Html | '' {
  if (statement.state !== 'open' || !isCancellable(statement)) return ''
  return postForm(
    `/mes-offres/demandes/${statement.id}/annuler`,
    field,
    html`<button class="second small">Annuler cette demande<span class="hidden"> : ${statement.title}</span></button>`,
    { class: 'inline' },
  )
}

/** What a partner said, and what was answered. @param number of this one on the page */
export function statementPart(statement: Statement, number = 1): Html {
  const { word, tone } = statementStatus(statement)
  const who = statement.decidedBy ? personName(statement.decidedBy) : ''
  const named = who === '' ? '' : isByGestionnaire(statement) ? ` (${who})` : ` par ${who}`
  return html`${bodyOf(statement, number)}
${statement.state === 'open' || !statement.decided ? '' : html`<p><span class="state ${tone}">${word}</span> le ${frenchDateTime(statement.decided)}${named}.${statement.reason ? html` Raison : ${statement.reason}` : ''}</p>`}`
}

function bodyOf({ body }: Statement, number: number): Html {
  switch (body.kind) {
    case 'confirmation':
      return body.call
        ? html`<p>L’offre est toujours exacte : dit au téléphone par ${body.call.person}, le ${frenchDate(body.call.day)}.${body.call.note ? html` Note : ${body.call.note}` : ''}</p>`
        : html`<p>L’offre est toujours exacte.</p>`
    case 'correction':
      return html`${table({
        scrolls: true,
        caption: 'Corrections proposées',
        region: `Corrections proposées, demande ${number}`,
        columns: ['Champ', 'Aujourd’hui', 'Devrait être'],
        rows: Object.entries(body.fields).map(([field, { before, after }]) => [
          labelOfField(field),
          html`<del>${typedWords(before)}</del>`,
          html`<ins>${typedWords(after)}</ins>`,
        ]),
        empty: 'Aucun champ n’est changé.',
      })}${body.comment ? html`<p>Commentaire : ${body.comment}</p>` : ''}`
    case 'declaration':
      return table({
        scrolls: true,
        caption: `Offre déclarée (${body.from === 'formulaire' ? 'par le formulaire' : body.from})`,
        columns: ['Champ', 'Valeur'],
        rows: Object.entries(body.fields)
          .filter(([field, value]) => value !== '' && field !== 'id' && field !== 'date_maj')
          .map(([field, value]) => [labelOfField(field), typedWords(value)]),
        empty: 'Aucune valeur.',
      })
    case 'withdrawal':
      return html`<p>L’offre n’existe plus, ou ne doit plus être montrée.${body.reason ? html` Raison : ${body.reason}` : ''}</p>`
    case 'return':
      return html`<p>L’offre retirée est à remettre en ligne.</p>`
    case 'stop':
      return html`<p>Le partenaire ne veut plus que son site soit lu par le robot.${body.reason ? html` Raison : ${body.reason}` : ''}</p>`
  }
}

/** What was typed, with the labels of the codes that it lists. */
export function typedWords(value: string): string {
  const parts = value.split(',').map(part => part.trim())
  return parts.length > 1 && parts.every(part => /^[a-z0-9-]+$/.test(part))
    ? parts.map(valueWords).join(', ')
    : valueWords(value)
}
