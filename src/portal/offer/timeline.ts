import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import { squeeze } from '../../common/text.ts'
import type { HistoryLine } from '../../ledger/history.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { LoggedOperation } from '../../ledger/operations.ts'
import { agreementWords } from '../agreement-words.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { operationPath } from '../routes/paths.ts'
import { saidAction } from '../said-event.ts'
import { OPERATION_STATES } from '../statuses.ts'
import { labelOfField, valueWords } from '../words-of.ts'

const KINDS = {
  create: 'Création dans DORA',
  adopt: 'Reprise d’un service existant',
  update: 'Mise à jour dans DORA',
  archive: 'Archivage dans DORA',
  restore: 'Remise en ligne dans DORA',
  publish: 'Publication dans DORA',
  'create-structure': 'Création de la structure dans DORA',
} as const

/** Lines shown at once. */
const MOST = 200

/** The life of an offer, the latest first. */
export function timeline(lines: readonly HistoryLine[], offer: KnownOffer): Html {
  const undone = undoneOf(lines)
  return lines.length === 0
    ? html`<p>Rien pour l’instant.</p>`
    : html`<ol class="history">${lines
        .toReversed()
        .slice(0, MOST)
        .map(line => timelineItem(line, offer, undone))}</ol>`
}

/** Ids of the writes that were taken back. */
function undoneOf(lines: readonly HistoryLine[]): ReadonlySet<string> {
  return new Set(
    lines.flatMap(line =>
      line.kind === 'operation' && line.operation.state === 'done' ? (line.operation.lookup?.undo?.of ?? []) : [],
    ),
  )
}

/** The way back from a write, or that it was taken. */
function wayBack({ id, kind, state, after }: LoggedOperation, at: string, undone: ReadonlySet<string>): Html | '' {
  if (undone.has(id)) return html` <span class="state quiet">annulé</span>`
  // A confirmation writes nothing that could go back.
  if (state !== 'done' || kind === 'create-structure' || Object.keys(after).length === 0) return ''
  return html` <a href="${operationPath(id)}/annuler">Annuler<span class="hidden"> : ${KINDS[kind]}, ${at}</span></a>`
}

function timelineItem(line: HistoryLine, offer: KnownOffer, undone: ReadonlySet<string>): Html {
  const at = html`<time datetime="${line.at}">${frenchDateTime(line.at)}</time>`
  switch (line.kind) {
    case 'operation': {
      const { operation } = line
      const before = (operation.before ?? {}) as Record<string, unknown>
      const fields = Object.entries(operation.after)
      return html`<li>${at} : <strong>${KINDS[operation.kind]}</strong>, ${OPERATION_STATES[operation.state].word}. ${operation.reason} <span class="quiet">Accord : ${agreementWords(operation)}.</span>${wayBack(operation, frenchDateTime(line.at), undone)}
${fields.length > 0 ? html`<details><summary>${frenchCount(fields.length, 'champ')}</summary><ul>${fields.map(([field, after]) => html`<li>${labelOfField(field)} : <del>${valueWords(before[field])}</del> → <ins>${valueWords(after)}</ins></li>`)}</ul></details>` : ''}</li>`
    }
    case 'event':
      return html`<li>${at} : ${personName(line.actor)} ${saidAction(line.action)}</li>`
    case 'inbox':
      return html`<li>${at} : ${squeeze(line.title).startsWith(`${offer.key} : `) ? `${offerLabel(offer)}${line.title.slice(offer.key.length)}` : line.title}${line.closed ? html` <span class="quiet">(clos${line.decidedBy ? ` par ${personName(line.decidedBy)}` : ' de lui-même'})</span>` : ''}</li>`
  }
}
