import { slugify } from '../common/text.ts'

/**
 * Key of an offer that has an address of its own: its path, `offres_accueil-de-jour`, with the query when there is one.
 * Extensions and index pages are dropped, tracking parameters too, so that the key outlives a change of engine.
 */
export function keyFromAddress(address: string): string {
  const url = new URL(address)
  const parts = decodeURIComponentSafe(url.pathname)
    .split('/')
    .filter(Boolean)
    .map(part => slugify(part.replace(/\.(html?|php|aspx?|json|xml)$/i, '')))
    .filter(part => part !== '' && part !== 'index')
  const query = [...url.searchParams]
    .filter(([name]) => !/^(utm_|fbclid|gclid|back_url)/.test(name))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => slugify(`${name} ${value}`))
  return [...parts, ...query].join('_') || slugify(url.hostname)
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
