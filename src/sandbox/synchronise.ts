import type { Choice, SandboxState } from './state.ts'
import { CHOICE_FIELDS } from './state.ts'
import type { StoredService } from './stored.ts'

/** What a model hands down to the services that follow it; the rest of a service is its own. */
const HANDED_DOWN = [
  'name',
  'shortDesc',
  'fullDesc',
  'isCumulative',
  'feeCondition',
  'feeDetails',
  'beneficiariesAccessModesExternalFormLink',
  'beneficiariesAccessModesExternalFormLinkText',
  'beneficiariesAccessModesOther',
  'coachOrientationModesExternalFormLink',
  'coachOrientationModesExternalFormLinkText',
  'coachOrientationModesOther',
  'durationWeeklyHours',
  'durationWeeks',
  'forms',
  'kind',
  'onlineForm',
  'publics',
  'publicsPrecisions',
  'qpvOrZrr',
  'recurrence',
  'suspensionDate',
  'categories',
  'subcategories',
  'beneficiariesAccessModes',
  'coachOrientationModes',
  'mobilisation',
] as const satisfies (keyof StoredService)[]

/** Tells two states of a model apart. */
export function modelChecksum(model: StoredService): string {
  return JSON.stringify([...HANDED_DOWN, ...CHOICE_FIELDS].map(field => model[field]))
}

/** Rewrites a service with its model: an empty list empties, choices are added and never taken away. */
export function takeOverModel(state: SandboxState, service: StoredService, model: StoredService): void {
  const handed = Object.fromEntries(HANDED_DOWN.map(field => [field, structuredClone(model[field])]))
  Object.assign(service, handed)
  for (const field of CHOICE_FIELDS) {
    const added = model[field].flatMap(value => {
      const choice = state.choices[field].find(other => other.value === value)
      return choice ? choiceOf(state.choices[field], choice, service.structure).value : []
    })
    service[field] = [...new Set([...service[field], ...added])]
  }
  service.syncedAs = modelChecksum(model)
}

/** Everybody's choice as it is; that of another structure is made again for this one. */
function choiceOf(choices: Choice[], choice: Choice, structure: string): Choice {
  if (choice.structure === null) return choice
  const own = choices.find(other => other.label === choice.label && other.structure === structure)
  if (own) return own
  const made = { value: Math.max(...choices.map(other => other.value)) + 1, label: choice.label, structure }
  choices.push(made)
  return made
}
