import { frenchDate } from '../common/french.ts'
import { personName } from '../common/person-name.ts'
import type { PersonsChoice } from '../ledger/choices.ts'
import { BY_POLICY } from '../sync/carry-out.ts'
import { keysOf } from '../sync/patch.ts'
import { labelOfField } from './words-of.ts'

const CHOICES: Record<PersonsChoice['choice'], string> = {
  ours: 'la valeur du partenaire',
  'always-ours': 'la valeur du partenaire, toujours',
  'this-service': 'c’est ce service de DORA',
  'new-service': 'créer un nouveau service',
  'this-structure': 'c’est cette structure de DORA',
  'new-structure': 'créer une nouvelle structure',
}

/** «choix de Camille le 3 mars 2026 : Téléphone, la valeur du partenaire» */
export function choiceWords({ by, at, field, choice }: PersonsChoice): string {
  return `choix de ${personName(by)} le ${frenchDate(at)} : ${field === null ? '' : `${labelOfField(field)}, `}${CHOICES[choice]}`
}

/** Who agreed to a write, and to what: the persons whose choice it carries out, then whoever approved the plan, or the rule. */
export function agreementWords(operation: {
  approvedBy: string
  choices: readonly PersonsChoice[]
  after: Parameters<typeof keysOf>[0]
}): string {
  const { approvedBy, choices } = operation
  const plan =
    approvedBy === BY_POLICY
      ? 'donné d’avance par la règle de la source'
      : `${personName(approvedBy)} a approuvé l’envoi`
  if (choices.length === 0) return approvedBy === BY_POLICY ? plan : personName(approvedBy)
  const chosen = new Set(choices.map(choice => choice.field))
  const whole = chosen.has(null) || keysOf(operation.after).every(field => chosen.has(field))
  const rest = whole ? (approvedBy === BY_POLICY ? [] : [plan]) : [`pour le reste, ${plan}`]
  return [...choices.map(choiceWords), ...rest].join(' ; ')
}
