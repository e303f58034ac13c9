import { z } from 'zod'
import { squeeze } from '../../common/text.ts'
import { account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import { noLonger } from '../reading/no-longer.ts'
import { orLinked } from './hrefs.ts'
import type { Note, Parsed, Transform } from './transform.ts'

const LONGEST = 2083
const LOOKS_LIKE_ONE = /^(?:https?:\/\/|www\.)|^[^\s/]{1,253}\.\p{L}{2,24}(?:\/|$)/iu
/** «Inscription.Merci» has the shape of a name: without «http» nor «www», only the endings that French sites bear make one. */
const BARE_NAME =
  /\.(?:fr|com|org|net|eu|bzh|info|io|app|asso|gouv|coop|re|be|ch|lu|ca|de|uk|es|it|pt|tv|me|co|pro|biz|paris|alsace|corsica|eus|cat|online|site|page|link|social|dev|ovh|tech|jobs|education|school|center|international|solutions|life|world|earth|ly|gl|gle)(?::\d+)?(?:[/?#]|$)/i
/** «http:/asso.fr», «http//asso.fr», «https:www.asso.fr», «htp://», «http://https://»: a scheme written awry. */
const AWRY = /^(?:h?t{1,3}ps?(?::[\\/]{0,3}|[;.,]?[\\/]{2,3}))+(?=[\p{L}\d][\p{L}\d-]*\.)/iu

const OWN = wordSet(
  `site sites web internet adresse lien page www url http https accueil en ligne consulter facebook instagram linkedin twitter youtube courriel mail tél tel téléphone inscription formulaire
  ou plus`,
)

/** A web address, scheme put back when missing («www.apase.org» → `https://www.apase.org/`) and mended when awry, which is told. A link in brackets, «[site](https://…)», is read. http and https only, at most 2083 characters, no credentials. Words beside it are told; one that «n’est plus» is not kept. */
export function parseUrl(words: string): Parsed<string> {
  const text = account(
    squeeze(words)
      .replace(LINKED, '$1 $2')
      .replace(/[,;](?=https?:\/\/)/gi, ' '),
    OWN,
  )
  const expected = 'une adresse web, par exemple https://www.asso.org/'
  const found: string[] = []
  let gone = false
  let mended: string | null = null
  for (const match of text.text.matchAll(/\S+/g)) {
    const written = match[0].replace(/^[(<«"]+|[.,;)>»"]+$/g, '')
    const word = straight(written)
    if (word.length > LONGEST || !LOOKS_LIKE_ONE.test(word) || isSentence(word)) continue
    text.take(match.index, match[0].length)
    const after = text.plain.slice(match.index + match[0].length)
    if (noLonger(text.plain.slice(0, match.index), after)) gone = true
    else if (!word.includes('@') || found.length === 0) {
      found.push(word)
      if (word !== written && found.length === 1) mended = written
    }
  }
  const [candidate, second] = found
  if (candidate === undefined)
    return { ok: false, expected: gone ? `${expected}, et pas une qui ne sert plus` : expected }
  const href = webAddress(candidate)
  if (href === null) return { ok: false, expected }
  const notes: Note[] = []
  if (mended !== null)
    notes.push({
      code: 'adresse-web-corrigee',
      severity: 'info',
      message: `« ${mended.slice(0, 100)} » est mal écrit : lu comme ${href}.`,
    })
  if (second !== undefined)
    notes.push({
      code: 'adresse-web-a-verifier',
      severity: 'info',
      message: `Plusieurs adresses web : « ${second.slice(0, 100)} » n’est pas gardée.`,
    })
  notes.push(...tellLeft(text.left(), true))
  return { ok: true, values: [href], ...(notes.length > 0 && { notes }) }
}

/** Neither a scheme, nor «www», nor an ending that a site bears. */
const isSentence = (word: string) => !/^(?:[a-z]+:|www\.)/i.test(word) && !word.includes('@') && !BARE_NAME.test(word)

/** «wwww.asso.org», «ww.asso.org». */
const MANY_W = /^(https?:\/\/)?(?:ww|w{4,6})\.(?=[^\s/]*\.)/i

/** A scheme or a «www» written awry is put right; «http» unless an «s» was written. */
function straight(word: string): string {
  if (MANY_W.test(word)) return straight(word.replace(MANY_W, '$1www.'))
  if (/^https?:\/\/(?!h?t{1,3}ps?[:/])/i.test(word)) return word
  const awry = AWRY.exec(word)
  return awry ? `${/ps/i.test(awry[0]) ? 'https' : 'http'}://${word.slice(awry[0].length)}` : word
}

/** Without «@» it holds no credentials. */
function webAddress(candidate: string): string | null {
  if (candidate.includes('@') || (/^[a-z][a-z\d+.-]*:/i.test(candidate) && !/^https?:/i.test(candidate))) return null
  try {
    const url = new URL(/^https?:\/\//i.test(candidate) ? candidate : `https://${candidate}`)
    const local = url.hostname === 'localhost' || /^\d+(\.\d+){3}$/.test(url.hostname)
    if (/[^\p{L}\d.-]/u.test(url.hostname)) return null
    // «www.asso» has lost its ending.
    const named = local || /^(?!www\.[^.]+$).*\.\p{L}[\p{L}\d-]+$/u.test(decodeHost(url))
    return url.href.length <= LONGEST && named ? url.href : null
  } catch {
    return null
  }
}

/** Markdown’s «[Notre site](https://asso.fr)». */
const LINKED = /\[([^\]\n]{0,200})\]\(([^()\s]{1,2083})\)/g

const decodeHost = (url: URL) => url.hostname.replace(/^xn--/, 'x').replace(/\.xn--/g, '.x')

export const url: Transform = {
  name: 'url',
  purpose: 'adresse web complète, avec https:// si elle ne l’a pas',
  options: z.null(),
  apply: (words, _options, _context, html) => orLinked(parseUrl, words, html, /^https?:\/\//i),
}
