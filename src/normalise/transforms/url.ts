import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import type { Parsed, Transform } from './transform.ts'

const LONGEST = 2083
const LOOKS_LIKE_ONE = /^(?:https?:\/\/|www\.)|^[^\s/]{1,253}\.\p{L}{2,24}(?:\/|$)/iu

/** A web address, scheme put back when missing («www.apase.org» → `https://www.apase.org/`). http and https only, at most 2083 characters, no credentials. */
export function parseUrl(text: string): Parsed<string> {
  const words = squeeze(text).replace(/[.,;)]+$/, '')
  const expected = 'une adresse web, par exemple https://www.asso.org/'
  const [candidate = '', second] = words.split(' ').filter(word => word.length <= LONGEST && LOOKS_LIKE_ONE.test(word))
  if (!candidate || candidate.includes('@')) return { ok: false, expected }
  if (/^[a-z][a-z\d+.-]*:/i.test(candidate) && !/^https?:/i.test(candidate)) return { ok: false, expected }
  try {
    const url = new URL(/^https?:\/\//i.test(candidate) ? candidate : `https://${candidate}`)
    const local = url.hostname === 'localhost' || /^\d+(\.\d+){3}$/.test(url.hostname)
    if (url.href.length > LONGEST || (!local && !/\.\p{L}[\p{L}\d-]+$/u.test(decodeHost(url))))
      return { ok: false, expected }
    if (url.username || url.password) return { ok: false, expected: 'une adresse web sans identifiant ni mot de passe' }
    if (second === undefined || second.includes('@')) return { ok: true, values: [url.href] }
    return {
      ok: true,
      values: [url.href],
      notes: [
        {
          code: 'adresse-web-a-verifier',
          severity: 'info',
          message: `Plusieurs adresses web : « ${second.slice(0, 100)} » n’est pas gardée.`,
        },
      ],
    }
  } catch {
    return { ok: false, expected }
  }
}

const decodeHost = (url: URL) => url.hostname.replace(/^xn--/, 'x').replace(/\.xn--/g, '.x')

export const url: Transform = {
  name: 'url',
  purpose: 'adresse web complète, avec https:// si elle ne l’a pas',
  options: z.null(),
  apply: words => parseUrl(words),
}
