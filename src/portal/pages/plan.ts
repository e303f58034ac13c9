import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import { isSetAside } from '../../coverage/set-aside.ts'
import { isServiceField as isField } from '../../dora/service-fields.ts'
import type { OfferOutcome, Operation, Plan } from '../../ledger/plan.ts'
import { isRefused, type Refused } from '../../sync/refused-values.ts'
import { isBlank } from '../../sync/say-value.ts'
import { choiceWords } from '../agreement-words.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import { isDone, isPlanned } from '../desk/told-counts.ts'
import type { Html } from '../layout.ts'
import { offerLabel } from '../offer-label.ts'
import { offerPath, sourcePath } from '../routes/paths.ts'
import { planStatus } from '../statuses.ts'
import { countsSentence } from '../words.ts'
import { labelOfField, valueWords } from '../words-of.ts'
import { doraLink } from './dora-link.ts'
import { nextAfterPass } from './next-after-pass.ts'
import { offerState } from './offer-state.ts'
import { shown } from './shown-value.ts'
import { pairs, rangeNote, state, table } from './table.ts'

const PROPOSED = { operations: 'Ce qui serait fait dans DORA', offers: 'Ce que deviendrait chaque offre' }
const DROPPED = { operations: 'Ce qui aurait été fait dans DORA', offers: 'Ce que serait devenue chaque offre' }
const HEADINGS: Record<Plan['state'], { operations: string; offers: string }> = {
  proposed: PROPOSED,
  approved: { operations: 'Ce qui est envoyé à DORA', offers: 'Ce que devient chaque offre' },
  applied: { operations: 'Ce qui a été envoyé à DORA', offers: 'Ce qu’est devenue chaque offre' },
  'partly-applied': { operations: 'Ce qui devait être envoyé à DORA', offers: 'Ce que devait devenir chaque offre' },
  refused: DROPPED,
  stale: DROPPED,
}

const KINDS: Record<Operation['kind'], string> = {
  create: 'Créer',
  adopt: 'Reprendre un service existant',
  update: 'Mettre à jour',
  archive: 'Archiver',
  restore: 'Remettre en ligne',
  publish: 'Publier',
  'create-structure': 'Créer la structure',
}

/** Operations, and offers, shown at once: more would make a page that nobody reads. */
const SHOWN = 100
/** Operations whose fields are open without a click. */
const OPEN = 1

/** What a plan's page is read with. */
export interface PlanContext {
  sourceName: string
  doraPages: DoraPages | null
  /** Page of operations, and of offers, from 1. */
  page: number
  /** What people refused, by key of offer. */
  refused: ReadonlyMap<string, Refused>
  /** The operation whose refusal is to be corrected, by id: it stands open. */
  opened?: string | null
  /** How to refuse one offer, or one of these fields. */
  refuse: (operation: Operation, fields: { value: string; label: string }[]) => Html | ''
}

/** Page of the plan on which an operation is, from 1. */
export function pageOfOperation({ operations }: Pick<Plan, 'operations'>, id: string): number {
  return Math.floor(operations.findIndex(each => each.id === id) / SHOWN) + 1
}

/** A plan: what it would do, offer by offer and field by field. */
export function planPage(plan: Plan, context: PlanContext, decision: Html | ''): Html {
  const { sourceName, page } = context
  const from = (page - 1) * SHOWN
  const status = planStatus(plan, plan.operations.length)
  const minutes = Math.max(1, Math.ceil(plan.durationMs / 60_000))
  return html`
${pairs([
  ['Source', html`<a href="${sourcePath(plan.source)}">${sourceName}</a>`],
  ['Fait le', frenchDateTime(plan.createdAt)],
  [
    'État',
    html`${state(status.word, status.tone)}${plan.approvedBy ? (plan.approvedBy === 'politique' ? ' d’après la règle de la source' : ` par ${personName(plan.approvedBy)}`) : ''}`,
  ],
  [
    plan.state === 'partly-applied' ? 'Prévu' : 'Résultat',
    countsSentence(plan.counts, setAsideOf(plan.outcomes), !isDone(plan)),
  ],
  ...(isPlanned(plan) && plan.operations.length > 0
    ? [
        [
          'Durée',
          `environ ${frenchCount(minutes, 'minute')} au rythme que DORA permet (${frenchCount(plan.requests, 'requête')})`,
        ] as const,
      ]
    : []),
])}
${plan.quarantine ? html`<p class="notice warn"><strong>Pourquoi une personne ${plan.state === 'proposed' ? 'doit' : 'devait'} décider :</strong> ${plan.quarantine}</p>` : ''}
${decision}
<h2>${HEADINGS[plan.state].operations}</h2>
${plan.operations.length === 0 ? html`<p>${nothingToSend(plan)} ${nextAfterPass({ plan: null }, { counts: plan.counts, planned: isPlanned(plan) })}</p>` : ''}
${rangeNote(from, SHOWN, plan.operations.length, 'opération')}
${plan.operations.slice(from, from + SHOWN).map((operation, at) => operationPart(operation, context, from + at))}
<h2>Toutes les offres du passage</h2>
${table({
  caption: HEADINGS[plan.state].offers,
  columns: ['Offre', 'État', 'Pourquoi'],
  rows: plan.outcomes
    .slice(from, from + SHOWN)
    .map(outcome => [
      html`<a href="${offerPath({ source: plan.source, key: outcome.key })}">${outcomeLabel(outcome)}</a>`,
      offerState(outcome.state, outcome.rejection, !isDone(plan)),
      outcome.reason,
    ]),
  empty: 'Aucune offre dans ce plan.',
})}
${rangeNote(from, SHOWN, plan.outcomes.length, 'offre')}
${from + SHOWN < Math.max(plan.operations.length, plan.outcomes.length) ? html`<p><a class="button second" rel="next" href="?page=${page + 1}">Suite du plan</a></p>` : ''}`
}

/** Why a plan sends nothing: what waits for somebody is not what DORA shows already. */
export function nothingToSend({ counts, outcomes }: Pick<Plan, 'counts' | 'outcomes'>): string {
  const rejected = counts.rejected - setAsideOf(outcomes)
  const kept = [
    counts.waiting && frenchCount(counts.waiting, 'offre attend une réponse', 'offres attendent une réponse'),
    counts.conflicts && frenchCount(counts.conflicts, 'offre est en conflit', 'offres sont en conflit'),
    rejected && frenchCount(rejected, 'offre est rejetée', 'offres sont rejetées'),
  ].filter(part => typeof part === 'string')
  if (kept.length === 0)
    return counts.seen === 0
      ? 'Rien : ce passage n’a vu aucune offre.'
      : 'Rien : DORA montre déjà ce que disent les partenaires, ou ce qu’une personne a décidé.'
  return `Rien pour l’instant : ${kept.join(', ')}.${counts.unchanged > 0 ? ' Pour le reste, DORA montre déjà ce que disent les partenaires, ou ce qu’une personne a décidé.' : ''}`
}

/** How many offers of a pass were set aside on purpose. */
export function setAsideOf(outcomes: readonly OfferOutcome[]): number {
  return outcomes.filter(each => each.state === 'rejected' && each.rejection && isSetAside(each.rejection)).length
}

/** An offer that was set aside has no name: it is called by where it was read. */
export function outcomeLabel({ key, name, rejection }: OfferOutcome): string {
  return offerLabel({ key, name, rejection: rejection ?? null })
}

export function operationPart(operation: Operation, context: PlanContext, at: number): Html {
  const { doraPages } = context
  const refused = context.refused.get(operation.key) ?? {}
  const whole = operation.kind === 'create' || operation.kind === 'adopt' ? refused['*'] : undefined
  const no = (field: string, after: unknown) =>
    whole !== undefined || (isField(field) && isRefused(field, after, refused))
      ? html` <span class="state bad">refusé</span>`
      : ''
  const created = operation.kind === 'create' || operation.kind === 'create-structure'
  const every = Object.entries(operation.after).filter(([field]) => field !== 'categories')
  // Of what is new, what stays empty is counted, not listed.
  const fields = created ? every.filter(([, after]) => !isBlank(after)) : every
  const empty = every.length - fields.length
  const before = (operation.before ?? {}) as Record<string, unknown>
  return html`<details class="operation"${at < OPEN || fields.length <= 6 || operation.id === context.opened ? html` open` : ''}><summary>${KINDS[operation.kind]} : ${operation.name}${fields.length > 0 ? html` <span class="quiet">(${frenchCount(fields.length, 'champ')})</span>` : ''}</summary>
<p>${operation.reason}${(operation.choices ?? []).map(choice => ` C’est le ${choiceWords(choice)}.`)}${operation.slug && doraPages ? html` ${doraLink(doraPages, 'service', operation.slug)}` : ''}</p>
${
  fields.length === 0
    ? ''
    : table({
        caption: `Champs de « ${operation.name} »`,
        region: `Champs de « ${operation.name} », opération ${at + 1}`,
        columns: created ? ['Champ', 'Valeur'] : ['Champ', 'Aujourd’hui dans DORA', 'Deviendrait'],
        rows: fields.map(([field, after]) =>
          created
            ? [labelOfField(field), html`<ins>${shown(after, zoned(field))}</ins>${no(field, after)}`]
            : [
                labelOfField(field),
                html`<del>${valueWords(before[field])}</del>`,
                html`<ins>${shown(after, zoned(field))}</ins>${no(field, after)}`,
              ],
        ),
      })
}${empty === 0 ? '' : html`<p class="quiet">${frenchCount(empty, 'autre champ reste vide', 'autres champs restent vides')}.</p>`}
${
  operation.conflicts.length === 0
    ? ''
    : table({
        scrolls: true,
        caption: 'En conflit, donc laissé comme dans DORA',
        region: `En conflit, opération ${at + 1}`,
        columns: ['Champ', 'Dans DORA', 'Chez le partenaire'],
        rows: operation.conflicts.map(conflict => [
          labelOfField(conflict.field),
          valueWords(conflict.theirs),
          valueWords(conflict.ours),
        ]),
      })
}${context.refuse(
  operation,
  fields.map(([field]) => ({ value: field, label: labelOfField(field) })),
)}</details>`
}

/** A zone is told by the names of its places. */
function zoned(field: string): string {
  return field === 'diffusionZoneDetails' || field === 'cityCode' ? 'zone_eligibilite' : field
}
