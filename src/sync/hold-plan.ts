import { frenchCount } from '../common/french.ts'
import type { Policy } from '../config/source.ts'
import type { Outcome } from '../harvest/connector.ts'
import type { Plan } from '../ledger/plan.ts'
import type { RenamedKey } from './renamed-keys.ts'

/** Why the plan waits for a named person, in French; the gravest reason is the one that is said. Null: nothing holds it. */
export function holdPlan(input: {
  /** What the mass-change guard says. */
  guard: string | null
  outcome: Outcome
  policy: Policy
  operations: number
  /** Offers that come back under other keys. */
  renamed: readonly RenamedKey[]
  /** Mapping or configuration moved since the last plan that was applied. */
  moved: boolean
}): { kind: NonNullable<Plan['hold']>; reason: string } | null {
  const moved = input.renamed.length > 0 ? sayRenamed(input.renamed) : null
  if (moved !== null) return { kind: 'keys', reason: input.guard === null ? moved : `${moved} ${input.guard}` }
  // What is too much is often only what follows from it.
  if (input.outcome.state === 'drifted') {
    const said = `La source n’est plus comme d’habitude : ${input.outcome.expectations.map(e => e.message).join(' ')}`
    return { kind: 'drift', reason: input.guard === null ? said : `${said} ${input.guard}` }
  }
  if (input.guard !== null) return { kind: 'guard', reason: input.guard }
  if (input.operations === 0) return null
  if (input.moved)
    return {
      kind: 'fence',
      reason: 'La correspondance ou la configuration de la source a changé : ce passage propose seulement.',
    }
  if (input.policy.approval === 'approve')
    return { kind: 'approval', reason: 'Cette source demande l’accord d’une personne avant tout envoi.' }
  return null
}

function sayRenamed(renamed: readonly RenamedKey[]): string {
  const [first] = renamed
  const example = first === undefined ? '' : ` (${first.from} est devenu ${first.to})`
  return `Les identifiants ont changé : ${frenchCount(renamed.length, 'offre connue revient', 'offres connues reviennent')} sous une autre clé${example}. Approuver garde leurs services dans DORA, sans rien créer ni retirer. Si cela recommence, choisissez pour cette source une clé qui ne change pas (« key » dans sa correspondance).`
}
