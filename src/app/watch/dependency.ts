import { frenchDateTime } from '../../common/french.ts'
import type { Condition, DependencyStanding } from './standing.ts'

/** What the robot cannot work without, besides the partners' sites. */
export type DependencyId = 'dora' | 'redis' | 'postgres'

/** How a dependency stands once blinks are set aside. Moved by `settle` only. */
export interface Dependency {
  standing: DependencyStanding
  /** First sight of that standing. */
  since: Date
  /** Something else is seen, not for long enough yet. */
  doubt: { standing: DependencyStanding; since: Date } | null
}

/** How long something must be out of order before it is told, milliseconds: a restart or a lost packet is nobody's business. */
export const BAD_MS = 120_000
/** How long it must be well again, milliseconds: what flaps is not well. */
export const GOOD_MS = 60_000

/**
 * The next state after one look. Well → (out of order for `BAD_MS`) → out of order → (well for `GOOD_MS`) → well. While in doubt, one kind of
 * trouble may turn into another without the time starting anew; the last one seen is told.
 * @param seen null: it could not be asked, which says nothing about it
 */
export function settle(state: Dependency, seen: DependencyStanding | null, now: Date): Dependency {
  if (seen === null) return state
  if (seen === state.standing) return state.doubt === null ? state : { ...state, doubt: null }
  const same = state.doubt !== null && (state.doubt.standing === 'good') === (seen === 'good')
  const since = same && state.doubt !== null ? state.doubt.since : now
  const waitMs = seen === 'good' ? GOOD_MS : BAD_MS
  if (now.getTime() - since.getTime() < waitMs) return { ...state, doubt: { standing: seen, since } }
  return { standing: seen, since, doubt: null }
}

const NAMES: Record<DependencyId, string> = {
  dora: 'DORA',
  redis: 'File des travaux (Redis)',
  postgres: 'Base de données (Postgres)',
}

export const dependencyName = (id: DependencyId): string => NAMES[id]

/** What people are told of it: what is seen, since when, what is lost (nothing), what to do. */
export function dependencyCondition(id: DependencyId, { standing, since }: Dependency): Condition {
  return { subject: id, name: NAMES[id], standing, message: messageOf(id, standing, frenchDateTime(since)) }
}

function messageOf(id: DependencyId, standing: DependencyStanding, since: string): string {
  if (standing === 'good') return `Répond de nouveau depuis le ${since}. Ce qui attendait reprend de soi-même.`
  switch (id) {
    case 'dora':
      return doraMessage(standing, since)
    case 'redis':
      return `Ne répond pas depuis le ${since}. Aucun passage ne part ; ce qui était demandé est gardé et partira à son retour. À faire : prévenir l’équipe technique, qui relance Redis.`
    case 'postgres':
      return `Ne répond pas depuis le ${since}. Le portail ne s’ouvre pas et aucun passage ne part ; ce qui était enregistré reste. À faire : prévenir l’équipe technique, qui relance Postgres.`
  }
}

function doraMessage(standing: Exclude<DependencyStanding, 'good'>, since: string): string {
  switch (standing) {
    case 'refused':
      return `Refuse le jeton du robot depuis le ${since}. Rien n’est lu ni écrit dans DORA, rien n’est perdu. À faire : prévenir l’équipe technique ; le réglage DORA_TOKEN est à revoir, ou le compte à rouvrir auprès de l’équipe de DORA.`
    case 'down':
      return `En panne ou en maintenance depuis le ${since}. Rien n’est perdu : les passages suivants reprennent. À faire : attendre ; si cela dure plus d’une journée, prévenir l’équipe de DORA.`
    case 'paused':
      return `Demande au robot, depuis le ${since}, de ne rien lui envoyer pour un long moment. Le robot s’y tient ; rien n’est perdu : le dernier passage de chaque source dit jusqu’à quand, et reprend ensuite. À faire : attendre ; si cela dure plus d’une journée, prévenir l’équipe de DORA.`
    case 'away':
      return `Ne répond pas depuis le ${since}. Rien n’est perdu : les passages suivants reprennent. À faire : ouvrir le site de DORA ; s’il s’ouvre, prévenir l’équipe technique (réseau, ou réglage DORA_URL).`
  }
}
