import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Rejection } from '../../common/rejection.ts'
import type { Expectation, Outcome, Shape } from '../../harvest/connector.ts'
import { isNamelessColumn } from '../../harvest/tables/cell-name.ts'
import { collapsedFields } from './collapsed-fields.ts'
import type { Mapping } from './load-mapping.ts'
import { isReadAs, nobodyGives, readNames } from './read-names.ts'
import type { Field } from './schema.ts'

/** Kinds whose records all have the same columns: one that the mapping reads and the file has no more was renamed or taken out. */
const TABLES = new Set(['csv', 'xlsx', 'ods'])
/** Without these, no record passes. */
const NEEDED = ['nom', 'description'] as const

/**
 * A column that the offers cannot do without is gone from the table: said once, with the columns that are there.
 * @param given every column or field that the reading showed
 */
function lostColumns(mapping: Mapping, given: ReadonlySet<string>): Expectation[] {
  if (!TABLES.has(mapping.harvest.kind) || given.size === 0) return []
  const lost = new Set(
    mapping.offers.flatMap(({ fields }) => NEEDED.flatMap(name => lostOf(fields[name] ?? [], given))),
  )
  return [...lost].map(name => ({
    name: `colonne:${name}`,
    expected: `une colonne « ${name} »`,
    seen: [...given].join(', ').slice(0, 300),
    message: `La colonne « ${name} » a disparu ; colonnes présentes : ${[...given].join(', ').slice(0, 300)}.`,
  }))
}

/** The names a field reads, when every rule reads and none of what it reads is there. */
function lostOf(rules: Field, given: ReadonlySet<string>): string[] {
  const names = rules.flatMap(rule => rule.read ?? [])
  const other = rules.some(rule => rule.read === undefined)
  return !other && names.every(name => !given.has(name)) ? names : []
}

/**
 * The outcome of a reading in which fields are gone, and its rejections without those that only repeat it row after row.
 * @param seen every raw field that the reading showed
 * @param usual what the last reading looked like; null: there was none
 */
export function withLostFields(
  reading: { outcome: Outcome; rejections: Rejection[] },
  mapping: Mapping,
  seen: ReadonlySet<string>,
  usual: Shape | null,
): { outcome: Outcome; rejections: Rejection[] } {
  const { outcome, rejections } = reading
  if (outcome.state === 'failed') return reading
  const columns = lostColumns(mapping, new Set([...Object.keys(outcome.fill ?? {}), ...seen]))
  const before = outcome.state === 'drifted' ? outcome.expectations : []
  // A field is told once, with the gravest that is known of it.
  const told = new Set([...before, ...columns].map(({ name }) => fieldOf(name)))
  const collapsed = collapsedFields(outcome, usual, mapping).filter(({ name }) => !told.has(fieldOf(name)))
  if (columns.length + collapsed.length === 0) return reading
  const { documents, fill, given, records } = outcome
  const shape: Shape = { ...(fill && { fill }), ...(given && { given }), ...(records !== undefined && { records }) }
  return {
    outcome: { state: 'drifted', expectations: [...before, ...columns, ...collapsed], documents, ...shape },
    rejections:
      columns.length === 0
        ? rejections
        : rejections.filter(({ field, code }) => !(code === 'champ-manquant' && NEEDED.some(name => name === field))),
  }
}

/** `champ:nom`, `colonne:nom` and `remplissage:nom` speak of one field. */
const fieldOf = (expectation: string) => expectation.slice(expectation.indexOf(':') + 1)

/**
 * Names that a mapping reads and that nothing of a reading gave, each with its line: perhaps empty everywhere, perhaps misspelt.
 * @param text of the mapping's file
 */
export function neverGiven(file: string, text: string, seen: ReadonlySet<string>): string[] {
  if (seen.size === 0) return []
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  return readNames(document.toJS({ maxAliasCount: 0 }))
    .filter(({ name }) => !isGiven(name, seen))
    .map(({ name, path }) => {
      const node = document.getIn(path, true)
      const at = isNode(node) && node.range ? node.range[0] : 0
      return `${file}, ligne ${lines.linePos(at).line} : ${nobodyGives(name, seen)}.`
    })
}

/** Columns without a heading that something is written in, and that no rule of a mapping reads. @param text of the mapping's file */
export function namelessUnread(text: string, seen: ReadonlySet<string>): string[] {
  const read = new Set(readNames(parseDocument(text).toJS({ maxAliasCount: 0 })).map(({ name }) => name))
  return [...seen].filter(name => isNamelessColumn(name) && !read.has(name))
}

const isGiven = (name: string, seen: ReadonlySet<string>): boolean =>
  name === 'item' || seen.has(name) || [...seen].some(given => isReadAs(name, given))
