import { withoutWarningsAround } from '../server-warning.ts'

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

/** JSON as a value, without the warnings that its server printed around it: the first of them, in its words, or null. */
export function readJson(text: string): { content: unknown; warning: string | null } {
  const content = parseJson(text)
  if (content !== undefined) return { content, warning: null }
  const { warning, rest } = withoutWarningsAround(text)
  return { content: warning === null ? undefined : parseJson(rest), warning }
}

/** The engine gives the digits as they were written beside each number. */
function exactly(_key: string, value: unknown, written?: { source?: string }): unknown {
  const digits = written?.source
  return typeof value === 'number' && digits !== undefined && /^-?\d+$/.test(digits) && !Number.isSafeInteger(value)
    ? digits
    : value
}
