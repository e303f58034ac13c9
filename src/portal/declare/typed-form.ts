import type { Typed } from '../../normalise/statements/statement.ts'
import { cleanTyped } from './clean-typed.ts'
import { FORM_QUESTIONS } from './questions.ts'

/** Characters of one answer that are read; the longest one allowed has 10 000. */
const MOST = 12_000
/** Boxes ticked under one question. */
const MOST_BOXES = 200

/** Every question, from a form: boxes of one question become a comma-separated list, what was not asked is empty. */
export function typedForm(form: FormData): Typed {
  const action = form.get('action')
  return {
    ...(typeof action === 'string' && action !== '' ? { action: action.slice(0, 200) } : {}),
    ...Object.fromEntries(
      FORM_QUESTIONS.map(({ field, kind }) => {
        const given = form.getAll(field).flatMap(value => (typeof value === 'string' ? [cleanTyped(value)] : []))
        return [field, (kind === 'list' ? given.slice(0, MOST_BOXES).join(',') : (given[0] ?? '')).slice(0, MOST)]
      }),
    ),
  }
}
