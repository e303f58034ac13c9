import { frenchNumber } from '../../common/french.ts'
import { squeeze } from '../../common/text.ts'
import type { Typed } from '../../normalise/statements/statement.ts'
import { typedDay } from '../../normalise/statements/typed-day.ts'
import { typedHours, typedZone } from '../../normalise/statements/typed-place.ts'
import { parsePhones } from '../../normalise/transforms/phones.ts'
import type { ReferentielName } from '../../reference/referentiels.ts'
import { isPossibleSiret } from '../../reference/siret.ts'
import { Email } from '../access/access.ts'
import type { FieldErrors } from '../web/form.ts'
import { cleanTyped } from './clean-typed.ts'
import { optionsOf, type Question, readValue } from './questions.ts'

/** Values that an error names one by one. */
const MOST_TOLD = 6

/** Lists in a cell or a field are separated by commas, semicolons or line breaks. */
const SEPARATORS = /[;,\n]+/

/** What was typed, cleaned, and what is wrong with it, field by field; places are those of `department`. Values of référentiels come out as codes, comma-separated. */
export function checkTyped(
  typed: Typed,
  questions: readonly Question[],
  department = '',
): { values: Typed; errors: FieldErrors } {
  const values: Typed = {}
  const errors: FieldErrors = {}
  for (const question of questions) {
    const { field } = question
    const raw = cleanTyped(typed[field] ?? '')
    const given = question.kind === 'text' ? squeeze(raw) : raw
    if (given === '') {
      if (question.required) errors[field] = `${question.label} : une réponse est nécessaire.`
      continue
    }
    if (/^[=+\-@]/.test(given) && field !== 'telephone') {
      errors[field] =
        `${question.label} : un texte ne commence pas par « ${given[0]} », qu’un tableur prendrait pour une formule.`
      continue
    }
    if (question.kind === 'one' || question.kind === 'list') {
      const words = splitList(given, question.referentiel)
      const read = words.map(word => ({ word, found: readValue(question.referentiel, word) }))
      const wrong = read.find(each => !('value' in each.found))
      if (wrong && 'nearest' in wrong.found)
        errors[field] =
          `${question.label} : « ${wrong.word.slice(0, 80)} » n’est pas une valeur connue${instead(question.referentiel, wrong.found.nearest)}.`
      else if (question.kind === 'one' && words.length > 1)
        errors[field] = `${question.label} : une seule valeur est possible.`
      else
        values[field] = [...new Set(read.flatMap(each => ('value' in each.found ? [each.found.value] : [])))].join(',')
      if (
        field === 'publics' &&
        (values[field] ?? '').split(',').length > 1 &&
        values[field]?.split(',').includes('tous-publics')
      )
        errors[field] = `${question.label} : « Tous publics » ne va pas avec un autre public.`
      continue
    }
    if ((question.kind === 'text' || question.kind === 'long') && given.length > question.most) {
      errors[field] =
        `${question.label} : ${frenchNumber(question.most)} caractères au plus, ${frenchNumber(given.length)} reçus.`
      continue
    }
    const problem = SHAPES[field]?.(given, department)
    if (problem) errors[field] = `${question.label} : ${problem}`
    else values[field] = given
  }
  return { values, errors }
}

/** What to write in place of a word that is not known; of a long list, nothing is told but what is near. */
function instead(referentiel: ReferentielName, nearest: string | null): string {
  if (nearest !== null) return ` ; peut-être « ${nearest} »`
  const labels = optionsOf(referentiel).map(({ label }) => label)
  return labels.length > MOST_TOLD ? '' : ` ; attendu : ${labels.map(label => `« ${label} »`).join(', ')}`
}

/** The words of a list; a label that itself holds a comma is one word. */
function splitList(text: string, referentiel: ReferentielName): string[] {
  return optionsOf(referentiel)
    .filter(option => option.label.includes(','))
    .reduce((left, option) => left.replaceAll(option.label, option.value), text)
    .split(SEPARATORS)
    .map(squeeze)
    .filter(word => word !== '')
}

/** One sentence when the value cannot be right. */
const SHAPES: Record<string, (value: string, department: string) => string | null> = {
  zone_eligibilite: (value, department) => {
    // A file read apart knows no département: what is not understood there is said of the offer.
    if (department === '') return null
    const [wrong] = typedZone(value, department).unknown
    if (!wrong) return null
    const near = wrong.nearest[0] ? ` ; peut-être « ${wrong.nearest[0]} »` : ''
    return `« ${wrong.words.slice(0, 80)} » n’est pas une commune, une intercommunalité ni un département connu${near}.`
  },
  horaires_accueil: value => {
    const read = typedHours(value)
    return 'value' in read ? null : `attendu : ${read.expected}.`
  },
  nom: value => (value.length < 3 || value.length > 150 ? 'de 3 à 150 caractères.' : null),
  description: value => (value.length < 5 ? 'cinq caractères au moins.' : null),
  siret: value =>
    isPossibleSiret(value.replace(/\s/g, '')) ? null : '14 chiffres attendus, et ceux-ci ne forment pas un SIRET.',
  code_postal: value => (/^\d{5}$/.test(value) ? null : 'cinq chiffres attendus.'),
  courriel: value => (Email.safeParse(value).success ? null : 'une adresse comme nom@domaine.fr est attendue.'),
  telephone: value => (parsePhones(value).ok ? null : 'un numéro à dix chiffres est attendu.'),
  lien_source: value =>
    /^https?:\/\/[^\s]+\.[^\s]+$/.test(value) && URL.canParse(value)
      ? null
      : 'une adresse qui commence par https:// est attendue.',
  fin: value => (typedDay(value) === null ? 'une date comme 31/12/2027 est attendue.' : null),
  date_maj: value => (typedDay(value) === null ? 'une date comme 24/11/2026 est attendue.' : null),
}
