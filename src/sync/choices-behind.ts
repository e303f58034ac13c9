import { isFieldChoice, type PersonsChoice, type StoredChoice } from '../ledger/choices.ts'
import type { Operation } from '../ledger/plan.ts'
import type { Field } from './fields.ts'
import { keysOf } from './patch.ts'

/** What named persons decided that this operation carries out; empty when it is the rule's alone. Pure. */
export function choicesBehind(operation: Operation, choices: readonly StoredChoice[]): PersonsChoice[] {
  return choices.flatMap(choice => {
    const found = what(operation, choice)
    return found === null ? [] : [{ ...found, by: choice.decidedBy, at: choice.decided }]
  })
}

function what(operation: Operation, choice: StoredChoice): Pick<PersonsChoice, 'field' | 'choice'> | null {
  const settles = operation.kind === 'create' || operation.kind === 'adopt'
  switch (choice.topic) {
    case 'lexicon':
      return null
    case 'match':
      if (choice.key !== operation.key || !settles) return null
      return { field: null, choice: 'create' in choice.value ? 'new-service' : 'this-service' }
    case 'structure':
      if ('create' in choice.value)
        return operation.work?.structureKey === choice.key && (settles || operation.kind === 'create-structure')
          ? { field: null, choice: 'new-structure' }
          : null
      return settles && choice.value.slug === operation.structure ? { field: null, choice: 'this-structure' } : null
    default: {
      if (!isFieldChoice(choice)) return null
      const field = choice.topic.slice('field:'.length) as Field
      const written = choice.key === operation.key && keysOf(operation.after).includes(field)
      // A creation writes every field as it is: the choice had nothing to settle.
      if (!written || choice.value.side !== 'ours' || operation.kind === 'create') return null
      return { field, choice: choice.value.once ? 'ours' : 'always-ours' }
    }
  }
}
