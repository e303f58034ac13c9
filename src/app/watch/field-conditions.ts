import { type Dialect, isSaidElsewhere } from '../../dora/dialect.ts'
import { FIELDS, SERVICE_FIELDS } from '../../dora/service-fields.ts'
import type { Condition } from './standing.ts'

/** Fields of DORA, each as something that is watched: one that it no longer takes, or that is new, is told once. A DORA that says nothing of its fields gives none. */
export function fieldConditions(dialect: Dialect): Condition[] {
  if (!dialect.known) return []
  const known = FIELDS.map((field): Condition => {
    const how = isSaidElsewhere(field, dialect) ? undefined : dialect.unwritable[field]
    return {
      subject: `champ:${field}`,
      name: `DORA, champ « ${SERVICE_FIELDS[field].label} »`,
      standing: how === undefined ? 'good' : 'closed',
      message:
        how === undefined
          ? 'DORA le prend.'
          : `${how === 'absent' ? 'DORA ne l’a plus' : 'DORA ne le laisse plus écrire par ce compte'} : le robot écrit le reste et le dit sur chaque offre. À faire : lancer dora-sync doctor, qui dit comment corriger.`,
    }
  })
  const appeared = dialect.appeared.map(
    (key): Condition => ({
      subject: `champ:${key}`,
      name: `DORA, champ « ${key} »`,
      standing: 'new',
      message:
        'Le robot ne le connaît pas encore et n’y écrit pas. À faire : mettre dora-sync à jour quand une version le connaît.',
    }),
  )
  return [...known, ...appeared]
}
