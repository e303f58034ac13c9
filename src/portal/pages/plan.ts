import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import type { Operation, Plan } from '../../sync/contract.ts'
import type { Html } from '../layout.ts'
import { countsSentence, OFFER_STATES } from '../words.ts'
import { labelOfField, valueWords } from '../words-of.ts'
import { pairs, table } from './table.ts'

export const PLAN_STATES: Record<Plan['state'], { word: string; tone: 'good' | 'warn' | 'bad' | 'quiet' }> = {
  proposed: { word: 'proposé', tone: 'warn' },
  approved: { word: 'approuvé', tone: 'good' },
  applied: { word: 'appliqué', tone: 'good' },
  refused: { word: 'refusé', tone: 'bad' },
  stale: { word: 'périmé', tone: 'quiet' },
  'partly-applied': { word: 'appliqué en partie', tone: 'warn' },
}

const KINDS: Record<Operation['kind'], string> = {
  create: 'créer',
  adopt: 'reprendre un service existant',
  update: 'mettre à jour',
  archive: 'archiver',
  restore: 'remettre en ligne',
  'create-structure': 'créer la structure',
}

/** Operations shown at once: more would make a page that nobody reads. */
const SHOWN = 200

/** A plan: what it would do, offer by offer and field by field. */
export function planPage(plan: Plan, sourceName: string, decision: Html | ''): Html {
  const minutes = Math.max(1, Math.ceil(plan.durationMs / 60_000))
  return html`
${pairs([
  ['Source', html`<a href="/sources/${plan.source}">${sourceName}</a>`],
  ['Fait le', frenchDateTime(plan.createdAt)],
  [
    'État',
    html`<span class="state ${PLAN_STATES[plan.state].tone}">${PLAN_STATES[plan.state].word}</span>${plan.approvedBy ? (plan.approvedBy === 'politique' ? ' d’après la politique de la source' : ` par ${plan.approvedBy}`) : ''}`,
  ],
  ['Résultat', countsSentence(plan.counts)],
  [
    'Durée',
    `environ ${frenchCount(minutes, 'minute')} au rythme que DORA permet (${frenchCount(plan.requests, 'requête')})`,
  ],
])}
${plan.quarantine ? html`<p class="notice warn"><strong>Pourquoi une personne doit décider&nbsp;:</strong> ${plan.quarantine}</p>` : ''}
${decision}
<h2>${plan.state === 'applied' ? 'Ce qui a été envoyé à DORA' : 'Ce qui serait fait dans DORA'}</h2>
${plan.operations.length === 0 ? html`<p>Rien&nbsp;: DORA montre déjà ce que disent les partenaires.</p>` : ''}
${plan.operations.length > SHOWN ? html`<p>Les ${SHOWN} premières opérations sur ${plan.operations.length}.</p>` : ''}
${plan.operations.slice(0, SHOWN).map(operationPart)}
<h2>Toutes les offres du passage</h2>
${table({
  caption: 'Ce que deviendrait chaque offre',
  columns: ['Offre', 'État', 'Pourquoi'],
  rows: plan.outcomes
    .slice(0, 500)
    .map(outcome => [
      html`<a href="/offres/${encodeURIComponent(plan.source)}/${encodeURIComponent(outcome.key)}">${outcome.name}</a>`,
      html`<span class="state ${OFFER_STATES[outcome.state].tone}">${OFFER_STATES[outcome.state].word}</span>`,
      outcome.reason,
    ]),
  empty: 'Aucune offre dans ce plan.',
})}
${plan.outcomes.length > 500 ? html`<p>Les 500 premières offres sur ${plan.outcomes.length}.</p>` : ''}`
}

function operationPart(operation: Operation): Html {
  const fields = Object.entries(operation.after).filter(([field]) => field !== 'categories')
  const before = (operation.before ?? {}) as Record<string, unknown>
  const created = operation.kind === 'create' || operation.kind === 'create-structure'
  return html`<details class="operation"${fields.length <= 6 ? html` open` : ''}><summary>${KINDS[operation.kind]}&nbsp;: ${operation.name}${fields.length > 0 ? html` <span class="quiet">(${frenchCount(fields.length, 'champ')})</span>` : ''}</summary>
<p>${operation.reason}${operation.slug ? html` Service DORA&nbsp;: <code>${operation.slug}</code>.` : ''}</p>
${
  fields.length === 0
    ? ''
    : table({
        caption: `Champs de «\u00A0${operation.name}\u00A0»`,
        columns: created ? ['Champ', 'Valeur'] : ['Champ', 'Aujourd’hui dans DORA', 'Deviendrait'],
        rows: fields.map(([field, after]) =>
          created
            ? [labelOfField(field), html`<ins>${valueWords(after)}</ins>`]
            : [
                labelOfField(field),
                html`<del>${valueWords(before[field])}</del>`,
                html`<ins>${valueWords(after)}</ins>`,
              ],
        ),
        empty: '',
      })
}
${
  operation.conflicts.length === 0
    ? ''
    : table({
        caption: 'En conflit, donc laissé comme dans DORA',
        columns: ['Champ', 'Dans DORA', 'Chez le partenaire'],
        rows: operation.conflicts.map(conflict => [
          labelOfField(conflict.field),
          valueWords(conflict.theirs),
          valueWords(conflict.ours),
        ]),
        empty: '',
      })
}</details>`
}
