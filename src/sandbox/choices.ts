import { type ErrorItem, type FieldErrors, invalid, noSuchKey, notAList } from './answer.ts'
import type { Body } from './route.ts'
import { CHOICE_FIELDS, type Choice, type ChoiceField, type SandboxState } from './state.ts'

export type NewChoices = { field: ChoiceField; choice: Choice }[]

const MAX = 140

/**
 * A number is a known choice, of everybody or of `target`; a text is reused when `home` or everybody has it, else it becomes a new one of `home`.
 * They differ while a service moves: then its own choices are refused.
 * @returns the choices to make if the write is done
 */
export function readChoices(
  body: Body,
  { home, target }: { home: string; target: string },
  state: SandboxState,
  values: Record<string, unknown>,
  errors: FieldErrors,
): NewChoices {
  const made: NewChoices = []
  for (const field of CHOICE_FIELDS) {
    if (!(field in body)) continue
    const asked = body[field]
    if (!Array.isArray(asked)) {
      errors[field] = [notAList()]
      continue
    }
    const known = [...state.choices[field]]
    const chosen: number[] = []
    for (const item of asked) {
      const outcome = typeof item === 'number' ? byNumber(item, known) : byText(String(item).trim(), known, home)
      if ('error' in outcome) errors[field] = [outcome.error]
      else if (outcome.choice.structure !== null && outcome.choice.structure !== target) errors[field] = [elsewhere()]
      else {
        chosen.push(outcome.choice.value)
        if (outcome.made) {
          known.push(outcome.choice)
          made.push({ field, choice: outcome.choice })
        }
      }
    }
    if (!(field in errors)) values[field] = [...new Set(chosen)]
  }
  return made
}

type Found = { choice: Choice; made: boolean } | { error: ErrorItem }

function byNumber(value: number, known: Choice[]): Found {
  const choice = known.find(other => other.value === value)
  return choice ? { choice, made: false } : { error: noSuchKey(value) }
}

function byText(label: string, known: Choice[], home: string): Found {
  if (label === '') return { error: invalid('Cette valeur est vide') }
  if (label.length > MAX) return { error: invalid(`Cette valeur doit avoir moins de ${MAX} caractères`) }
  const same = known.filter(other => other.label === label)
  const choice = same.find(other => other.structure === home) ?? same.find(other => other.structure === null)
  if (choice) return { choice, made: false }
  const value = Math.max(0, ...known.map(other => other.value)) + 1
  return { choice: { value, label, structure: home }, made: true }
}

const elsewhere = (): ErrorItem => ({
  message: "Ce choix n'est pas disponible dans cette structure",
  code: 'unallowed_custom_choices_bad_struc',
})
