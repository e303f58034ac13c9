import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Rejection } from '../../common/rejection.ts'
import type { Expectation, Outcome } from '../../harvest/connector.ts'
import { isNamelessColumn } from '../../harvest/tables/cell-name.ts'
import type { Mapping } from './load-mapping.ts'
import { nobodyGives, readNames } from './read-names.ts'
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

/** The outcome of a reading whose needed columns are gone, and its rejections without those that only repeat it row after row. */
export function withLostColumns(
  reading: { outcome: Outcome; rejections: Rejection[] },
  mapping: Mapping,
  seen: ReadonlySet<string>,
): { outcome: Outcome; rejections: Rejection[] } {
  const { outcome, rejections } = reading
  const fill = outcome.state === 'complete' || outcome.state === 'unchanged' ? outcome.fill : undefined
  const lost = lostColumns(mapping, new Set([...Object.keys(fill ?? {}), ...seen]))
  if (lost.length === 0 || outcome.state === 'failed') return reading
  const before = outcome.state === 'drifted' ? outcome.expectations : []
  return {
    outcome: { state: 'drifted', expectations: [...before, ...lost], documents: outcome.documents },
    rejections: rejections.filter(
      ({ field, code }) => !(code === 'champ-manquant' && NEEDED.some(name => name === field)),
    ),
  }
}

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

/** By its name; as a list of objects whose fields are given; or as a field of one of its elements (`item.nom`). */
function isGiven(name: string, seen: ReadonlySet<string>): boolean {
  if (name === 'item' || seen.has(name)) return true
  const end = name.startsWith('item.') ? name.slice('item'.length) : null
  return [...seen].some(given => given.startsWith(`${name}.`) || (end !== null && given.endsWith(end)))
}
