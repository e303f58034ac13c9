/**
 * A place of this site to go to after signing in, or `fallback`. Refuses everything a browser might read as another host
 * (`//`, `/\`, a scheme, control characters), also once `.` and `..` are taken out, and the pages that would loop.
 */
export function safeNext(next: string | undefined, fallback = '/'): string {
  if (next === undefined || next.length > 500) return fallback
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return fallback
  const url = new URL(next, 'http://portail.invalid')
  // `/..//elsewhere` becomes `//elsewhere`, which is another host for a browser.
  if (url.host !== 'portail.invalid' || url.pathname.startsWith('//')) return fallback
  if (/^\/(connexion|deconnexion|p)(\/|$)/.test(url.pathname)) return fallback
  return `${url.pathname}${url.search}`
}
