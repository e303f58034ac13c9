import { STATES } from '../coverage/words.ts'
import type { DoraStatus, ListedStatus } from '../dora/port.ts'
import type { LoggedOperation } from '../ledger/operations.ts'
import type { OfferOutcome, Plan } from '../ledger/plan.ts'
import type { RunState } from '../ledger/runs.ts'
import type { Statement } from '../normalise/statements/statement.ts'
import type { SourceStanding } from '../schedule/condition.ts'

/** What people read for a state, and how it looks. */
export interface Status {
  word: string
  tone: 'good' | 'warn' | 'bad' | 'quiet'
}

/** Of an offer, in its last pass. */
export const OFFER_STATES: Record<OfferOutcome['state'], Status> = {
  created: { word: STATES.created, tone: 'good' },
  updated: { word: STATES.updated, tone: 'good' },
  unchanged: { word: STATES.unchanged, tone: 'quiet' },
  conflict: { word: STATES.conflict, tone: 'warn' },
  rejected: { word: STATES.rejected, tone: 'bad' },
  waiting: { word: STATES.waiting, tone: 'warn' },
  retired: { word: STATES.retired, tone: 'quiet' },
}

/** Of an offer in a plan that is not sent: what would become of it, where that is not what it is already. */
export const PLANNED_STATES = {
  created: { word: 'à créer', tone: 'quiet' },
  updated: { word: 'à mettre à jour', tone: 'quiet' },
  retired: { word: 'à retirer', tone: 'quiet' },
} as const satisfies Partial<Record<OfferOutcome['state'], Status>>

/** Of an offer in DORA. */
export const DORA_STATES: Record<DoraStatus, Status> = {
  PUBLISHED: { word: 'publiée', tone: 'good' },
  DRAFT: { word: 'en brouillon', tone: 'warn' },
  SUGGESTION: { word: 'en suggestion', tone: 'warn' },
  ARCHIVED: { word: 'archivée', tone: 'quiet' },
}

/** Of a service of DORA, whoever wrote it. */
export const SERVICE_STATES: Record<ListedStatus, string> = {
  PUBLISHED: 'publié',
  DRAFT: 'en brouillon',
  SUGGESTION: 'proposé à la structure',
  ARCHIVED: 'archivé',
  OTHER: 'dans un état que le robot ne connaît pas',
}

/** Of a pass. */
export const RUN_STATES: Record<RunState | 'busy' | 'skipped', Status> = {
  running: { word: 'en cours', tone: 'quiet' },
  succeeded: { word: 'réussi', tone: 'good' },
  partly: { word: 'réussi en partie', tone: 'warn' },
  proposed: { word: 'accord demandé', tone: 'warn' },
  quarantined: { word: 'mis en quarantaine', tone: 'warn' },
  simulated: { word: 'simulé', tone: 'quiet' },
  failed: { word: 'échoué', tone: 'bad' },
  interrupted: { word: 'interrompu', tone: 'bad' },
  busy: { word: 'déjà en cours', tone: 'quiet' },
  skipped: { word: 'rien à pousser', tone: 'quiet' },
}

/** Of a source, where its last pass does not say it. */
export const SOURCE_STATES = {
  stopped: { word: 'arrêtée par le partenaire', tone: 'warn' },
  paused: { word: 'en pause', tone: 'quiet' },
  'no-address': { word: 'sans adresse', tone: 'quiet' },
  missed: { word: 'passage manqué', tone: 'bad' },
  late: { word: 'sans succès depuis longtemps', tone: 'bad' },
  unread: { word: 'jamais lue', tone: 'quiet' },
} as const satisfies Partial<Record<SourceStanding, Status>>

/** Of a plan. */
export const PLAN_STATES: Record<Plan['state'], Status> = {
  proposed: { word: 'proposé', tone: 'warn' },
  approved: { word: 'approuvé', tone: 'good' },
  applied: { word: 'appliqué', tone: 'good' },
  refused: { word: 'refusé', tone: 'bad' },
  stale: { word: 'périmé', tone: 'quiet' },
  'partly-applied': { word: 'appliqué en partie', tone: 'warn' },
}

/** Of a plan; one that proposes nothing is nobody's to decide. @param operations how many it has */
export function planStatus({ state, quarantine }: Pick<Plan, 'state' | 'quarantine'>, operations: number): Status {
  return state === 'proposed' && quarantine === null && operations === 0
    ? { word: 'rien à envoyer', tone: 'quiet' }
    : PLAN_STATES[state]
}

/** Of one write to DORA. */
export const OPERATION_STATES: Record<LoggedOperation['state'], Status> = {
  intent: { word: 'en cours', tone: 'quiet' },
  done: { word: 'fait', tone: 'good' },
  doubt: { word: 'sans réponse de DORA, à vérifier', tone: 'warn' },
  refused: { word: 'refusé par DORA', tone: 'bad' },
  failed: { word: 'non abouti', tone: 'bad' },
  void: { word: 'sans effet', tone: 'quiet' },
}

/** Of what a partner said. */
export const STATEMENT_STATES: Record<Statement['state'], Status> = {
  open: { word: 'en attente', tone: 'warn' },
  accepted: { word: 'acceptée', tone: 'good' },
  refused: { word: 'refusée', tone: 'bad' },
  revoked: { word: 'révoquée', tone: 'quiet' },
  cancelled: { word: 'annulée', tone: 'quiet' },
  replaced: { word: 'remplacée', tone: 'quiet' },
}
