import { z } from 'zod'

/** What is wrong with a value, in French: what was expected, what came. @param input the value that the whole schema was given */
export function frenchIssue(issue: z.core.$ZodIssue, input: unknown): string {
  const value = issue.path.reduce<unknown>(
    (whole, key) => (whole as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  )
  return sayIssue({ ...issue, input: value } as z.core.$ZodRawIssue)
}

/** The same for an issue that has its value with it, as zod's `error` setting is asked. */
export function sayIssue(issue: z.core.$ZodRawIssue): string {
  const expected = expectedOf(issue)
  if (expected !== null) return wanted(expected, issue.input)
  switch (issue.code) {
    case 'custom':
      return issue.message ?? 'valeur refusée'
    case 'unrecognized_keys':
      return issue.keys.length === 1 ? `clé inconnue ${quoted(issue.keys)}` : `clés inconnues ${quoted(issue.keys)}`
    case 'invalid_union':
      return saidByBranch(issue.errors, issue.input)
    default: {
      const told = z.locales.fr().localeError(issue)
      return typeof told === 'string' ? told : (told?.message ?? 'valeur refusée')
    }
  }
}

/** What each way of writing a value finds wrong. */
function saidByBranch(branches: readonly z.core.$ZodIssue[][], input: unknown): string {
  return [...new Set(branchesMeant(branches).map(issues => frenchIssues(issues, input)))].join(', ou ')
}

/** Several things wrong with one value, each with its place in it. @param input the value */
export function frenchIssues(issues: readonly z.core.$ZodIssue[], input: unknown): string {
  return issues
    .map(each => (each.path.length === 0 ? '' : `${each.path.join('.')} : `) + frenchIssue(each, input))
    .join(', ')
}

/** Of the ways in which a value may be written, those that the writer may have meant: not of another sort altogether, when one is not. */
export function branchesMeant<Issue extends z.core.$ZodIssue>(branches: readonly Issue[][]): readonly Issue[][] {
  const meant = branches.filter(([first]) => first?.code !== 'invalid_type' || first.path.length > 0)
  return meant.length > 0 ? meant : branches
}

/** What was expected instead, when one phrase says it. */
function expectedOf(issue: z.core.$ZodRawIssue): string | null {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return either(issue.values.map(value => (typeof value === 'string' ? `« ${value} »` : String(value))))
    case 'invalid_format':
      return FORMATS[issue.format] ?? `la forme ${issue.pattern ?? issue.format}`
    case 'too_small':
      return bound(issue.origin, issue.minimum, issue, ['au moins', 'plus de'])
    case 'too_big':
      return bound(issue.origin, issue.maximum, issue, ['au plus', 'moins de'])
    case 'not_multiple_of':
      return `un multiple de ${issue.divisor}`
    case 'invalid_union': {
      const branches = issue.errors.flatMap(([first]) =>
        first?.path.length === 0 ? [expectedOf(first as z.core.$ZodRawIssue)] : [null],
      )
      return branches.length === 0 || branches.includes(null)
        ? null
        : either([...new Set(branches.flatMap(each => each ?? []))])
    }
    default:
      return null
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  array: 'une liste',
  tuple: 'une liste',
  object: 'un groupe de clés',
  record: 'un groupe de clés',
  null: 'rien',
  undefined: 'rien',
  never: 'rien',
}

const FORMATS: Readonly<Record<string, string>> = {
  url: 'une adresse web (https://…)',
  email: 'une adresse électronique',
  date: 'une date AAAA-MM-JJ',
  datetime: 'un instant ISO 8601 (2026-11-24T13:30:00Z)',
  time: 'une heure HH:MM',
}

function wanted(expected: string, value: unknown): string {
  return value === undefined || value === null
    ? `manque (il faut ${expected})`
    : `il faut ${expected} ; reçu : ${received(value)}`
}

const LONGEST = 60

function received(value: unknown): string {
  if (Array.isArray(value)) return `une liste de ${value.length}`
  switch (typeof value) {
    case 'string':
      return value === '' ? 'un texte vide' : `« ${value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value} »`
    case 'object':
      return 'un groupe de clés'
    default:
      return Number.isNaN(value) ? 'ce qui n’est pas un nombre' : String(value)
  }
}

/** @param words for a bound that may be reached, and for one that may not */
function bound(
  origin: string,
  limit: number | bigint,
  { inclusive, exact }: { inclusive?: boolean | undefined; exact?: boolean | undefined },
  [reached, beyond]: readonly [string, string],
): string {
  const unit = origin === 'string' ? ' caractère' : origin === 'array' || origin === 'set' ? ' élément' : ''
  const amount = `${limit}${unit}${unit !== '' && limit >= 2 ? 's' : ''}`
  if (exact) return amount
  return inclusive === false ? `${beyond} ${amount}` : `${amount} ${reached}`
}

const quoted = (words: readonly string[]) => words.map(word => `« ${word} »`).join(', ')

function either(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ou ${last}`
}
