import { withoutWarningsAround, withoutWarningsWithin } from '../server-warning.ts'
import { withTables } from './json-tables.ts'

/** How a call around JSON begins. */
export const CALL =
  /^\uFEFF?\s*(?:\/\*\*\/\s*)?(?:typeof [\w$.]{1,80}\s*===\s*'function'\s*&&\s*)?[A-Za-z_$][\w$.]{0,80}\s*\(\s*(?=[[{])/

/** A whole number of sixteen digits or more: past 2^53, JavaScript's numbers lose the last ones. */
const LONG_NUMBER = /[:[,\s]-?\d{16}/

/** JSON as a value, whole numbers too large to be exact kept as their digits; undefined when it is no JSON. A byte order mark is allowed. */
export function parseJson(text: string): unknown {
  const bare = text.replace(/^\uFEFF/, '')
  try {
    return LONG_NUMBER.test(bare) ? JSON.parse(bare, exactly) : JSON.parse(bare)
  } catch {
    return undefined
  }
}

/**
 * JSON as a value, its tables as lists of objects, without the warnings that its server printed around it or in the middle of it: the first of them, in its
 * words, or null. One object on each line, or a call around the whole (JSONP), is read all the same.
 */
export function readJson(text: string): { content: unknown; warning: string | null } {
  const content = parseJson(text)
  if (content !== undefined) return { content: withTables(content), warning: null }
  const { warning, rest } = withoutWarningsAround(text)
  const whole = warning === null ? undefined : parseJson(rest)
  if (whole !== undefined) return { content: withTables(whole), warning }
  const within = withoutWarningsWithin(rest)
  const read = parseJson(within.rest) ?? objectOfLines(within.rest) ?? calledWith(within.rest)
  return { content: withTables(read), warning: warning ?? within.warning }
}

/** One object on each line (NDJSON). */
function objectOfLines(text: string): unknown[] | undefined {
  const lines = text.split(/\r?\n/).filter(line => line.trim() !== '')
  if (lines.length < 2 || !lines.every(line => /^\uFEFF?\s*\{/.test(line))) return undefined
  const values = lines.map(parseJson)
  return values.every(value => value !== undefined) ? values : undefined
}

/** `callback({…});` */
function calledWith(text: string): unknown {
  const inside = CALL.exec(text)
  return inside === null ? undefined : parseJson(text.slice(inside[0].length).replace(/\)\s*;?\s*$/, ''))
}

/** The engine gives the digits as they were written beside each number. */
function exactly(_key: string, value: unknown, written?: { source?: string }): unknown {
  const digits = written?.source
  return typeof value === 'number' && digits !== undefined && /^-?\d+$/.test(digits) && !Number.isSafeInteger(value)
    ? digits
    : value
}
