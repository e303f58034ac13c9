import type { Whose } from '../common/rejection.ts'
import type { DoraStatus } from '../dora/port.ts'
import type { OfferState } from './input.ts'
import type { LineState, TodoItem } from './report-contract.ts'

export const LINE_STATES: Record<LineState, { word: string; tone: 'good' | 'warn' | 'bad' | 'quiet' }> = {
  referenced: { word: 'référencée', tone: 'good' },
  partial: { word: 'en partie', tone: 'warn' },
  waiting: { word: 'en attente', tone: 'warn' },
  absent: { word: 'absente', tone: 'bad' },
}

export const WHOSE: Record<Whose, string> = {
  partenaire: 'Partenaire',
  configuration: 'Configuration',
  dora: 'DORA',
  robot: 'Robot',
  gestionnaire: 'Gestionnaire',
}

export const STATUSES: Record<DoraStatus | 'none', string> = {
  PUBLISHED: 'Publié',
  DRAFT: 'Brouillon',
  SUGGESTION: 'Suggestion',
  ARCHIVED: 'Archivé',
  none: 'Pas encore dans DORA',
}

export const STATES: Record<OfferState['state'], string> = {
  created: 'créée',
  updated: 'mise à jour',
  unchanged: 'inchangée',
  conflict: 'conflit',
  rejected: 'rejetée',
  waiting: LINE_STATES.waiting.word,
  retired: 'retirée',
}

export const TODO_KINDS: Record<TodoItem['kind'], string> = {
  'source-absente': 'Aucune source',
  'ligne-sans-offre': 'Offre non trouvée',
  rejet: 'Offre rejetée',
  'rapprochement-douteux': 'À confirmer',
  conflit: 'Conflit',
  'a-publier': 'À publier',
  invisible: 'Publiée, pas vue',
  'champ-manquant': 'Champ manquant',
  'offre-perimee': 'Offre à confirmer',
}

export const NATURES: Record<'action' | 'poste' | 'coordination', string> = {
  action: 'Action',
  poste: 'Poste',
  coordination: 'Coordination',
}
