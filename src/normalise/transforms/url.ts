import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import { account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import { noLonger } from '../reading/no-longer.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const LONGEST = 2083
const LOOKS_LIKE_ONE = /^(?:https?:\/\/|www\.)|^[^\s/]{1,253}\.\p{L}{2,24}(?:\/|$)/iu

const OWN = wordSet(
  `site sites web internet adresse lien page www url http https accueil en ligne consulter facebook instagram linkedin twitter youtube courriel mail tél tel téléphone inscription formulaire
  ou plus`,
)

/** A web address, scheme put back when missing («www.apase.org» → `https://www.apase.org/`). http and https only, at most 2083 characters, no credentials. Words beside it are told; one that «n’est plus» is not kept. */
export function parseUrl(words: string): Parsed<string> {
  const text = account(squeeze(words), OWN)
  const expected = 'une adresse web, par exemple https://www.asso.org/'
  const found: string[] = []
  let gone = false
  for (const match of text.text.matchAll(/\S+/g)) {
    const word = match[0].replace(/^\(|[.,;)]+$/g, '')
    if (word.length > LONGEST || !LOOKS_LIKE_ONE.test(word)) continue
    text.take(match.index, match[0].length)
    const after = text.plain.slice(match.index + match[0].length)
    if (noLonger(text.plain.slice(0, match.index), after)) gone = true
    else if (!word.includes('@') || found.length === 0) found.push(word)
  }
  const [candidate, second] = found
  if (candidate === undefined)
    return { ok: false, expected: gone ? `${expected}, et pas une qui ne sert plus` : expected }
  const href = webAddress(candidate)
  if (href === null) return { ok: false, expected }
  const notes: Note[] = []
  if (second !== undefined)
    notes.push({
      code: 'adresse-web-a-verifier',
      severity: 'info',
      message: `Plusieurs adresses web : « ${second.slice(0, 100)} » n’est pas gardée.`,
    })
  notes.push(...tellLeft(text.left(), true))
  return { ok: true, values: [href], ...(notes.length > 0 && { notes }) }
}

/** Without «@» it holds no credentials. */
function webAddress(candidate: string): string | null {
  if (candidate.includes('@') || (/^[a-z][a-z\d+.-]*:/i.test(candidate) && !/^https?:/i.test(candidate))) return null
  try {
    const url = new URL(/^https?:\/\//i.test(candidate) ? candidate : `https://${candidate}`)
    const local = url.hostname === 'localhost' || /^\d+(\.\d+){3}$/.test(url.hostname)
    const named = local || /\.\p{L}[\p{L}\d-]+$/u.test(decodeHost(url))
    return url.href.length <= LONGEST && named ? url.href : null
  } catch {
    return null
  }
}

const decodeHost = (url: URL) => url.hostname.replace(/^xn--/, 'x').replace(/\.xn--/g, '.x')

export const url: Transform = {
  name: 'url',
  purpose: 'adresse web complète, avec https:// si elle ne l’a pas',
  options: z.null(),
  apply: words => parseUrl(words),
}
