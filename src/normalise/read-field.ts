import { squeeze } from '../common/text.ts'
import { readDay } from '../reference/read-day.ts'
import { degreesOf } from './degrees.ts'
import type { FieldScope, FieldValues } from './field-scope.ts'
import { givenValues } from './given-values.ts'
import { describeRule } from './mapping/describe-rule.ts'
import type { CompositeName, FieldKind } from './mapping/fields.ts'
import { holds, pattern, type Reading, type RuleResult, readFixed, readRule } from './mapping/read-rule.ts'
import type { Field, Rule } from './mapping/schema.ts'
import { tellNamesRemoved } from './names-removed.ts'
import type { Finding, Provenance } from './normalised-offer.ts'
import { namesSomebody, withoutPersonalNames } from './personal-names.ts'
import { quote } from './quote.ts'
import { RecordValues } from './record-values.ts'
import { saysOtherDay } from './transforms/dates.ts'
import { parseNumber } from './transforms/number.ts'
import type { Parsed } from './transforms/transform.ts'
import { isUnanswered } from './transforms/unanswered.ts'

export interface FieldsResult extends FieldValues {
  values: RecordValues
  findings: Finding[]
  unknown: { field: string; referential: string; words: string; nearest: string[] }[]
}

/** Nothing read yet. */
export const emptyResult = (): FieldsResult => ({
  values: new RecordValues(),
  provenance: {},
  findings: [],
  unknown: [],
})

/** A field of a mapping: a value of some kind, or a phrase that fills several fields. */
export type FieldRules = { rules: Field } & (
  | { name: string; kind: FieldKind }
  | { name: CompositeName; kind: 'several' }
)

/**
 * Reads one field by its rules, from the first, and puts what it gives into `result`. Pure but for that.
 * @returns whether a rule gave something, be it kept or not
 */
export function readField(field: FieldRules, scope: FieldScope, result: FieldsResult): boolean {
  const winner = firstReading(field.name, field.rules, scope, result)
  if (winner === null) return false
  if (field.kind === 'several') keepParts(field.name, winner.readings, winner.rule, result)
  else keep(field.name, field.kind, winner.readings, winner.rule, result, scope.context.department)
  return true
}

function keepParts(name: CompositeName, [reading, ...others]: Reading[], rule: Rule, result: FieldsResult): void {
  if (!reading) return
  const left = others.filter(({ value }) => isElsewhere(partsOf(name, value), partsOf(name, reading.value)))
  if (left.length > 0) {
    const words = [...new Set(left.map(other => `« ${quote(other.words)} » (${other.where})`))]
    result.findings.push({
      code: 'plusieurs-valeurs',
      field: name,
      severity: 'avertissement',
      message: `Plusieurs valeurs : « ${quote(reading.words)} » (${reading.where}) est gardé, pas ${words.slice(0, 5).join(', ')}${words.length > 5 ? `, ni ${words.length - 5} autres` : ''}.`,
    })
  }
  for (const [part, value] of Object.entries(partsOf(name, reading.value))) {
    if (value === null || value === undefined) continue
    result.values[part] = value
    result.provenance[part] = [provenanceOf(reading, describeRule(part, rule, name))]
  }
}

/** Whether a value says something that the kept one does not: less of the same is no other. */
const isElsewhere = (other: Record<string, unknown>, kept: Record<string, unknown>): boolean =>
  Object.entries(other).some(([part, value]) => value !== null && value !== undefined && value !== kept[part])

function partsOf(name: CompositeName, value: unknown): Record<string, unknown> {
  const parts = value as Record<string, unknown>
  switch (name) {
    case 'lieu':
      return parts
    case 'duree':
      return { volume_horaire_hebdomadaire: parts.hoursPerWeek, nombre_semaines: parts.weeks }
    case 'periode':
      return { debut: parts.start, fin: parts.end }
  }
}

/** The first rule that gives something; what the earlier ones refused is told. */
function firstReading(
  name: string,
  rules: Field,
  scope: FieldScope,
  result: FieldsResult,
): { rule: Rule; readings: Reading[] } | null {
  const refused: RuleResult['refused'] = []
  let winner: { rule: Rule; readings: Reading[] } | null = null
  for (const rule of rules) {
    if (!holds(rule.when, scope.raw)) continue
    const read =
      rule.read === undefined
        ? readFixed(rule, givenValues(name, rule, scope), scope.context)
        : readRule(rule, scope.raw, scope.context)
    refused.push(...read.refused)
    result.unknown.push(...read.unknown.map(unknown => ({ field: name, ...unknown })))
    if (name === 'publics') keepBeside(read.beside, result)
    for (const note of read.notes) result.findings.push({ ...note, field: name })
    const readings = read.readings.filter(reading => isAllowed(name, reading, scope, result))
    if (readings.length === 0) continue
    winner = { rule, readings }
    checkOthers(name, rule, readings, scope, result)
    break
  }
  for (const { words, expected, where, impossible } of refused) {
    result.findings.push({
      code: impossible ? 'valeur-impossible' : 'valeur-illisible',
      field: name,
      severity: impossible ? 'contradiction' : winner ? 'info' : 'avertissement',
      message: `« ${quote(words)} » (${where}) n’a pas été retenu ; attendu : ${expected}.`,
    })
  }
  return winner
}

/** Takes out what the mapping says that this offer may never claim, and tells it. */
function isAllowed(name: string, reading: Reading, scope: FieldScope, result: FieldsResult): boolean {
  const other = name === 'date_maj' ? saysOtherDay(reading.words, String(reading.value)) : null
  if (other !== null) {
    result.findings.push({
      code: 'valeur-illisible',
      field: name,
      severity: 'avertissement',
      message: `« ${quote(other)} » (${reading.where}) n’a pas été retenu : ce n’est pas le jour d’une mise à jour.`,
    })
    return false
  }
  const guard = scope.never?.find(({ field, match }) => field === name && pattern(match).test(String(reading.value)))
  if (!guard) return true
  result.findings.push({
    code: 'contradiction-convention',
    field: name,
    severity: 'contradiction',
    message: `« ${quote(reading.words)} » (${reading.where}) n’a pas été retenu : ${guard.because}`,
  })
  return false
}

/** Reads the same fact elsewhere, and tells where it differs. */
function checkOthers(name: string, rule: Rule, readings: Reading[], scope: FieldScope, result: FieldsResult): void {
  const [kept] = readings
  for (const other of rule.check ?? []) {
    const [read] = readRule(other, scope.raw, scope.context).readings
    if (!kept || !read || agree(read.value, kept.value)) continue
    result.findings.push({
      code: 'contradiction-page',
      field: name,
      severity: 'contradiction',
      message: `Deux passages se contredisent : « ${quote(kept.words)} » (${kept.where}), gardé, et « ${quote(read.words)} » (${read.where}).`,
    })
  }
}

/** Kept apart until every field is read: the mapping's own words on publics come first. See `tellPublics`. */
function keepBeside(readings: readonly Reading[], result: FieldsResult): void {
  const [first] = readings
  if (!first || result.values.publics_dits !== undefined) return
  const said = [...new Set(readings.map(({ value }) => squeeze(String(value))))]
  result.values.publics_dits = said
  result.provenance.publics_dits = [provenanceOf(first, 'publics_precisions ← ce que « publics » ne peut pas dire')]
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && readDay(text).ok
}

/** Numbers agree within 5 %: one page rounds, another computes. What was not read the same way cannot be compared. */
function agree(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 0.05 * Math.max(Math.abs(a), Math.abs(b))
  return typeof a !== typeof b || JSON.stringify(a) === JSON.stringify(b)
}

function keep(
  name: string,
  kind: FieldKind,
  readings: Reading[],
  rule: Rule,
  result: FieldsResult,
  department?: string,
): void {
  const [first] = readings
  if (!first) return
  const described = describeRule(name, rule)
  switch (kind) {
    case 'list':
      result.values[name] = [...new Set(readings.map(reading => String(reading.value)))]
      result.provenance[name] = distinct(readings).map(reading => provenanceOf(reading, described))
      return
    case 'number': {
      const parsed = numberOf(name, first.value)
      const [value] = parsed.ok ? parsed.values : []
      for (const note of (parsed.ok && parsed.notes) || []) result.findings.push({ ...note, field: name })
      if (value === undefined) {
        result.findings.push({
          code: 'valeur-illisible',
          field: name,
          severity: 'avertissement',
          message: `« ${quote(first.words)} » (${first.where}) n’a pas été retenu ; attendu : un nombre.`,
        })
        return
      }
      if (name === 'places' && !(Number.isInteger(value) && value >= 0)) {
        result.findings.push({
          code: 'valeur-illisible',
          field: name,
          severity: 'avertissement',
          message: `« ${quote(first.words)} » (${first.where}) n’a pas été retenu ; attendu : un nombre entier de places.`,
        })
        return
      }
      result.values[name] = value
      break
    }
    case 'free-text': {
      const { text, removed } = withoutPersonalNames(String(first.value), department)
      result.findings.push(...tellNamesRemoved(name, removed))
      if (text === '') return
      if (isUnanswered(text)) {
        result.findings.push({
          code: 'valeur-illisible',
          field: name,
          severity: 'info',
          message: `« ${quote(first.words)} » (${first.where}) n’a pas été retenu ; attendu : un texte, et pas une case sans réponse.`,
        })
        return
      }
      result.values[name] = text
      break
    }
    case 'day': {
      const day = String(first.value)
      if (!isDay(day)) {
        result.findings.push({
          code: 'valeur-illisible',
          field: name,
          severity: 'avertissement',
          message: `« ${quote(first.words)} » (${first.where}) n’a pas été retenu ; attendu : un jour (étape « date »).`,
        })
        return
      }
      result.values[name] = day
      break
    }
    case 'text': {
      const text = squeeze(String(first.value))
      if (text === '') return
      if (name === 'nom' && namesSomebody(text)) {
        result.findings.push({
          code: 'nom-de-personne-intitule',
          field: name,
          severity: 'avertissement',
          message: `« ${text} » semble nommer une personne : à retirer de l’intitulé à la source, si c’en est une.`,
        })
      }
      const others = rule.lookup === undefined ? [] : readings.filter(({ value }) => value !== first.value)
      if (others.length > 0) {
        result.findings.push({
          code: 'plusieurs-valeurs',
          field: name,
          severity: 'avertissement',
          message: `« ${quote(first.words)} » (${first.where}) dit plusieurs valeurs : ${text} est gardé, pas ${[...new Set(others.map(({ value }) => String(value)))].join(', ')}.`,
        })
      }
      result.values[name] = text
      break
    }
  }
  result.provenance[name] = [provenanceOf(first, described)]
}

function numberOf(name: string, value: unknown): Parsed<number> {
  if (typeof value === 'number') return { ok: true, values: [value] }
  const degrees = name === 'latitude' || name === 'longitude' ? degreesOf(String(value)) : null
  return degrees === null ? parseNumber(String(value)) : { ok: true, values: [degrees] }
}

/** Words as they stand beside a value. */
export const shortWords = (words: string): string => quote(words, 300)

function provenanceOf(reading: Reading, rule: string): Provenance {
  return {
    words: shortWords(reading.words),
    document: reading.document,
    address: reading.address,
    where: reading.where,
    rule,
  }
}

function distinct(readings: Reading[]): Reading[] {
  const seen = new Set<string>()
  return readings.filter(({ words, where }) => {
    const mark = `${words}\n${where}`
    if (seen.has(mark)) return false
    seen.add(mark)
    return true
  })
}
