import { readFileSync } from 'node:fs'
import { type Alias, type Document, isCollection, isNode, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { branchesMeant, sayIssue } from '../common/french-issue.ts'
import { knownYaml } from './known-yaml.ts'
import { YAML_WORDS } from './yaml-words.ts'

/** One thing to mend in a YAML file. `line` counts from 1. */
export interface YamlProblem {
  line: number
  /** Path inside the file, e.g. `offers.0.fields.nom`; empty for the whole file. */
  path: string
  message: string
}

/** A YAML file that cannot be used. The message has one French line per problem: file, line, where, what. */
export class YamlFileError extends Error {
  override readonly name = 'YamlFileError'
  readonly file: string
  readonly problems: YamlProblem[]
  constructor(file: string, problems: YamlProblem[], options?: ErrorOptions) {
    super(
      problems
        .map(({ line, path, message }) => `${file}, ligne ${line}${path ? `, ${path}` : ''} : ${message}`)
        .join('\n'),
      options,
    )
    this.file = file
    this.problems = problems
  }
}

/**
 * Reads a YAML file and validates it; aliases and merge keys are refused, as is a key written twice.
 * @param shown name of the file as told to people; defaults to `path`
 * @throws YamlFileError with the line of every problem
 */
export function readYamlFile<S extends z.ZodType>(path: string, schema: S, shown = path): z.output<S> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new YamlFileError(shown, [{ line: 1, path: '', message: 'fichier introuvable ou illisible' }], { cause })
  }
  return parseYaml(text, schema, shown)
}

/** Read a few times at most: zod would compile each shape first, which takes longer than what it gains. */
const ONCE = { jitless: true }

/** Same as `readYamlFile`, on a text already read. */
export function parseYaml<S extends z.ZodType>(text: string, schema: S, shown: string): z.output<S> {
  const known = knownYaml(text, schema)
  if (known !== undefined) return known as z.output<S>
  const lines = new LineCounter()
  const document = readYaml(text, lines)
  if (document.errors.length > 0) {
    throw new YamlFileError(
      shown,
      document.errors.map(error => ({
        line: lines.linePos(error.pos[0]).line,
        path: '',
        message: `écriture YAML à corriger (${error.code}) : ${YAML_WORDS[error.code]}`,
      })),
    )
  }
  const aliases = aliasesOf(document)
  if (aliases.length > 0)
    throw new YamlFileError(
      shown,
      aliases.map(({ source, range }) => ({
        line: lines.linePos(range?.[0] ?? 0).line,
        path: '',
        message: `« *${source} » renvoie à une autre valeur, ce qui n’est pas accepté ici ; l’écrire en entier, ou entre guillemets si c’est un texte`,
      })),
    )
  const result = schema.safeParse(yamlValue(document), { ...ONCE, error: sayIssue })
  if (result.success) return result.data
  throw new YamlFileError(
    shown,
    flatten(result.error.issues).map(issue => ({
      line: lineOf(document, lines, issue.path),
      path: issue.path.join('.'),
      message: issue.message,
    })),
  )
}

/** A YAML document as we read them; `errors` says what is wrong with it. */
export function readYaml(text: string, lineCounter = new LineCounter()): Document.Parsed {
  return parseDocument(text, { lineCounter, uniqueKeys: true })
}

function aliasesOf(document: Document): Alias[] {
  const found: Alias[] = []
  visit(document, { Alias: (_, alias) => void found.push(alias) })
  return found
}

/** What a document without aliases says, as plain data. */
export function yamlValue(document: Document): unknown {
  return document.toJS({ maxAliasCount: 0 })
}

interface FlatIssue {
  path: PropertyKey[]
  message: string
}

/** For a union, the branch that went furthest is the one the writer meant. */
function flatten(issues: readonly z.core.$ZodIssue[], prefix: PropertyKey[] = []): FlatIssue[] {
  return issues.flatMap(issue => {
    const path = [...prefix, ...issue.path]
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const branches = branchesMeant(issue.errors).map(branch => flatten(branch, path))
      const depth = (branch: FlatIssue[]) => Math.max(0, ...branch.map(found => found.path.length))
      const best = branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0]
      if (best && depth(best) > path.length) return best
      const messages = [...new Set(branches.flat().map(found => found.message))]
      return [{ path, message: messages.join(' ou ') }]
    }
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => ({
        path: [...path, key],
        message: sayIssue({ ...issue, keys: [key], input: undefined }),
      }))
    return [{ path, message: issue.message }]
  })
}

/** Line of the deepest part of `path` that the file holds; a single value written where a list is meant counts as the list's first. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  for (const step of path) {
    const inner: unknown = isCollection(node) ? node.get(step, true) : undefined
    if (isNode(inner)) node = inner
    else if (step !== 0 || isSeq(node)) break
  }
  return isNode(node) && node !== document.contents && node.range ? lines.linePos(node.range[0]).line : 1
}
