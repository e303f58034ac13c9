import { slugify } from '../common/text.ts'

/**
 * Key of an offer that has an address of its own: its path, `offres_accueil-de-jour`, with the query when there is one.
 * Extensions and index pages are dropped, tracking parameters too, so that the key outlives a change of engine.
 */
export function keyFromAddress(address: string): string {
  const url = new URL(withoutVisit(address))
  const parts = decodeURIComponentSafe(url.pathname)
    .split('/')
    .filter(Boolean)
    .map(part => slugify(part.replace(/\.(html?|php|aspx?|json|xml)$/i, '')))
    .filter(part => part !== '' && part !== 'index')
  const query = [...url.searchParams]
    .filter(([name, value]) => !ofVisit(name, value))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => slugify(`${name} ${value}`))
  return [...parts, ...query].join('_') || slugify(url.hostname)
}

/** Parameters that say who visits, when, or where from; never which page. */
const VISIT =
  /^(?:utm_.*|mtm_.*|pk_.*|hsa_.*|fbclid|gclid|dclid|msclkid|yclid|mc_cid|mc_eid|_ga|_gl|xtor|back_url|return_?url|referrer|phpsessid|jsessionid|asp\.net_sessionid|aspsessionid.*|cfid|cftoken|oscsid|zenid|sessionid|session_id|sessid|nocache|_ts|timestamp)$/i
/** Parameters that name a session only when they hold a long code of digits and letters. */
const PERHAPS_VISIT = /^(?:s|sid|session|token|_|ts|t|ticket|sess)$/i
const CODE = /^(?=.*\d)(?:[A-Za-z\d]{13,}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/

const ofVisit = (name: string, value: string): boolean =>
  VISIT.test(name) || (PERHAPS_VISIT.test(name) && CODE.test(value))

/** Sessions that servers write in the path: `;jsessionid=…` (Java), `/(S(…))/` (ASP.NET). */
const SESSION_PATH = /;(?:jsessionid|phpsessid|sid)=[^/?#;]*|\/\([AFSX]\([\w-]+\)\)/gi

/** An address without what changes at every visit; anything else comes back as it is. */
export function withoutVisit(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return text
  const url = new URL(text)
  const gone = [...url.searchParams].filter(([name, value]) => ofVisit(name, value))
  const path = url.pathname.replace(SESSION_PATH, '')
  if (gone.length === 0 && path === url.pathname) return text
  for (const [name] of gone) url.searchParams.delete(name)
  url.pathname = path
  return url.href
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Keys of the records that an offer may come from, shortest first: offers of one record have its key, or its key and a suffix after «_». */
export const recordKeys = (key: string): string[] =>
  key.split('_').map((_, at, parts) => parts.slice(0, at + 1).join('_'))
