import { fold } from '../common/text.ts'
import { tellNamesRemoved } from './names-removed.ts'
import { withoutPersonalNames } from './personal-names.ts'
import { quote } from './quote.ts'
import type { FieldsResult } from './read-field.ts'

/** Where else an offer may say it. */
const ELSEWHERE = ['publics_precisions', 'conditions_acces', 'description'] as const

/**
 * What the words on publics say and no value of the référentiel can (an age, who comes first) becomes the details on publics; when the mapping fills
 * these with other words, it is told.
 */
export function tellPublics(result: FieldsResult): void {
  const { values, provenance, findings } = result
  const said = values.publics_dits
  if (!Array.isArray(said)) return
  const origins = provenance.publics_dits ?? []
  values.publics_dits = undefined
  delete provenance.publics_dits
  if (values.publics_precisions !== undefined) {
    const told = ELSEWHERE.map(field => fold(String(values[field] ?? '')))
    const silent = said.filter(words => !told.some(text => text.includes(fold(words))))
    if (silent.length > 0)
      findings.push({
        code: 'public-non-repris',
        field: 'publics_precisions',
        severity: 'info',
        message: `${silent.map(words => `« ${quote(words)} »`).join(', ')} : la source le dit des publics, et les précisions sur les publics viennent d’ailleurs, ce n’y est donc pas repris.`,
      })
    return
  }
  const { text, removed } = withoutPersonalNames(said.join(' ; '))
  findings.push(...tellNamesRemoved('publics_precisions', removed))
  if (text === '') return
  values.publics_precisions = text
  provenance.publics_precisions = origins
}
