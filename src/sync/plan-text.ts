import { frenchCount, frenchDateTime, frenchNumber } from '../common/french.ts'
import { SERVICE_FIELDS } from '../dora/service-fields.ts'
import type { Conflict } from '../ledger/conflict.ts'
import type { Operation, OperationKind, Plan } from '../ledger/plan.ts'
import { keysOf } from './patch.ts'
import { isBlank, sayValue } from './say-value.ts'

const KINDS: Record<OperationKind, string> = {
  create: 'Créer',
  adopt: 'Reprendre',
  update: 'Mettre à jour',
  archive: 'Archiver',
  restore: 'Rétablir',
  publish: 'Publier',
  'create-structure': 'Créer la structure',
}

const STATES: Record<Plan['state'], string> = {
  proposed: 'proposé',
  approved: 'approuvé',
  applied: 'appliqué',
  refused: 'refusé',
  stale: 'périmé',
  'partly-applied': 'appliqué en partie',
}

const OUTCOMES = {
  waiting: 'En attente',
  rejected: 'Rejetée',
  conflict: 'Conflit',
} as const

/** The plan as a text that a person reads before approving it: what would be written, field by field, and what waits. */
export function planText(plan: Plan): string {
  const { counts } = plan
  const head = [
    `Plan ${plan.id} – source ${plan.source}, calculé le ${frenchDateTime(plan.createdAt)}`,
    `État : ${STATES[plan.state]}${plan.approvedBy === null ? '' : ` par ${plan.approvedBy}`}`,
    ...(plan.quarantine === null ? [] : [`Retenu : ${plan.quarantine}`]),
    `${frenchCount(counts.seen, 'offre')} : ${counts.created} à créer, ${counts.updated} à mettre à jour, ${counts.unchanged} inchangées, ${counts.retired} à retirer, ${counts.conflicts} en conflit, ${counts.waiting} en attente, ${counts.rejected} rejetées`,
    `${frenchCount(plan.requests, 'requête')} à DORA, environ ${duration(plan.durationMs)}`,
  ]
  const operations = plan.operations.flatMap(operationLines)
  const rest = plan.outcomes.flatMap(outcome =>
    outcome.state === 'waiting' || outcome.state === 'rejected' || outcome.state === 'conflict'
      ? [`${OUTCOMES[outcome.state]} – ${outcome.name} (${outcome.key}) : ${outcome.reason}`]
      : [],
  )
  return `${[...head, '', ...operations, ...(rest.length > 0 ? ['', ...rest] : [])].join('\n').trimEnd()}\n`
}

function operationLines(operation: Operation): string[] {
  return [
    `${KINDS[operation.kind]} – ${operation.name} (${operation.key})${operation.slug === null ? '' : `, service ${operation.slug}`}`,
    `    ${operation.reason}${operation.confidence < 1 ? ` Confiance : ${frenchNumber(operation.confidence, 2)}.` : ''}`,
    ...keysOf(operation.after).flatMap(field => {
      const before = operation.before?.[field] ?? null
      const after = operation.after[field] ?? null
      if (operation.before === null && isBlank(after)) return []
      return [
        `    ${SERVICE_FIELDS[field].label} : ${operation.before === null ? '' : `${sayValue(before)} → `}${sayValue(after)}`,
      ]
    }),
    ...operation.conflicts.map(conflictLine),
  ]
}

function conflictLine({ field, ours, theirs }: Conflict): string {
  return `    conflit sur ${SERVICE_FIELDS[field].label} : DORA garde ${sayValue(theirs)} ; la source dit ${sayValue(ours)}`
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 90 ? frenchCount(seconds, 'seconde') : frenchCount(Math.ceil(seconds / 60), 'minute')
}
