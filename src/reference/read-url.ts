import { remember } from '../common/remember.ts'
import { type Reading, read, refuse } from './fault.ts'

const LONGEST = 2083
/** RFC 3986 characters only, with whole percent escapes. */
const CLEAN = /^https?:\/\/[^\s/?#@]+(?:[/?#](?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?$/i
const CLEAN_HOST = /^https?:\/\/[A-Za-z0-9\-._]+(?::\d{1,5})?(?:[/?#]|$)/i

/** What needs no look: a plain host, a plain path. */
const PLAIN = /^https?:\/\/[a-z\d]+(?:[.-][a-z\d]+)*\.[a-z]{2,}(?:[/?][A-Za-z\d\-._~:/?@!$&'()*+,;=]*)?$/

/**
 * A web address as the official package accepts it: `http` or `https`, scheme written, 2,083 characters at most.
 * An address that already respects RFC 3986 comes back as written; any other is normalised (accents and blanks escaped, host in ASCII).
 * Errors: `url_type`, `url_parsing`, `url_scheme`, `url_too_long`.
 */
export function readUrl(raw: unknown): Reading<string> {
  if (typeof raw !== 'string') return refuse('url_type', raw)
  return raw.length <= LONGEST && PLAIN.test(raw) ? read(raw) : parsed(raw)
}

/** One address serves all the records of a page or of an organisation. */
const parsed = remember(parse)

function parse(raw: string): Reading<string> {
  if (!raw.isWellFormed()) return refuse('string_unicode', raw)
  if (raw.length > LONGEST && [...raw].length > LONGEST) return refuse('url_too_long', raw, { limit: LONGEST })
  const url = URL.parse(raw)
  if (url === null) return refuse('url_parsing', raw)
  if (/(^|\.)xn--(\.|$)/.test(url.hostname)) return refuse('url_parsing', raw)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('url_scheme', raw)
  if (CLEAN.test(raw) && CLEAN_HOST.test(raw) && raw.indexOf('#') === raw.lastIndexOf('#')) return read(raw)
  return read(strictly(url.href))
}

/** The WHATWG form still leaves a few characters that RFC 3986 refuses. */
function strictly(href: string): string {
  const hash = href.indexOf('#')
  const head = hash < 0 ? href : href.slice(0, hash)
  const tail = hash < 0 ? '' : `#${href.slice(hash + 1).replaceAll('#', '%23')}`
  return `${head}${tail}`
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replace(/[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%[\]]/g, escapeBytes)
    .replace(
      /^([a-z]+:\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\])?[^/?#]*)(.*)$/s,
      (_, host: string, rest: string) => host + rest.replace(/[[\]]/g, escapeBytes),
    )
}

function escapeBytes(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
}
