import { z } from 'zod'
import { fold } from '../../common/text.ts'
import { account, wordSet } from '../reading/account.ts'
import { tellLeft } from '../reading/left-words.ts'
import { noLonger } from '../reading/no-longer.ts'
import { lines } from '../reading/plain.ts'
import { orLinked } from './hrefs.ts'
import type { Note, Parsed, Transform } from './transform.ts'

/**
 * Bounded everywhere (RFC 5321: 64 characters before the @, 63 per label): a page of letters must not be walked again and again.
 * Two glued one to the other are none, nor are the letters after an apostrophe: «contact’asso@» would be somebody else’s.
 * The last label ends where small letters give way to a capital: «asso.orgTél» is two words that a page glued.
 */
const EMAIL =
  /(?<![\p{L}\d._%+@-])(?<!\p{L}{2}['’])[\p{L}\d][\p{L}\d._%+-]{0,63}(?<!\.)@[\p{L}\d][\p{L}\d-]{0,62}(?:\.[\p{L}\d-]{1,63}){0,8}?\.(?:[a-z]{2,24}(?![a-z\d-]|[^\P{L}\p{Lu}])|[A-Z]{2,24}(?![\p{L}\d-])|[A-Z][a-z]{1,23}(?![\p{L}\d-]))(?!\.[\p{L}\d]|@[\p{L}\d])/gu
/** A phone that the page glued to the e-mail after it. */
const GLUED_PHONE = /(?<!\d)0\d(?:[\s.]?\d{2}){4}(?=\p{L})/gu
/** Local parts that name a desk, not a person. */
const DESK =
  /^(contact|accueil|info|infos|secretariat|direction|bretagne|rennes|inscription|inscriptions|formation|insertion|emploi|mission|administration|asso|association|bonjour|hello|coordination|pole|service|permanence)/
const OWN = wordSet(
  `ou mail mails mél mel courriel courriels e-mail email emails adresse électronique écrire écrivez contact contacter contactez joindre envoyer envoyez message at arobase mailto
  inscription inscriptions subject tél tel téléphone`,
)

/**
 * E-mails of a phrase, lower case, each once; those of a desk first. «contact [at] asso [point] org», «contact @ asso.org», «contact AT asso DOT org» and
 * `mailto:` are understood; so is a link «nous écrire» that leads to one. A lone `prenom.nom@` stays (the offer publishes it as its professional contact) and is told, like a second address.
 */
export function parseEmails(words: string): Parsed<string> {
  const mended = lines(words)
    .replace(/mailto:/gi, ' ')
    .replace(/(?<=[\p{L}\d])%40(?=[\p{L}\d])/gu, '@')
    .replace(GLUED_PHONE, '$& ')
    .replace(/(?<=@[\w.-]{1,80}\.[a-z]{2,6})(?=www\.)/gi, ' ')
    .replace(
      /\s*[[({]\s*(?:at|arobase|chez|@|a|à)\s*[\])}]\s*|\s+(?:AT|arobase)\s+(?=[\p{L}\d-]+(?:\s*[[({.]|\s+DOT\s))/giu,
      '@',
    )
    .replace(/\s*[[({]\s*(?:point|dot|\.)\s*[\])}]\s*|\s+(?:DOT|POINT)\s+/g, '.')
    .replace(/(?<=[\p{L}\d])\s+@\s*(?=[\p{L}\d-]+\.)|(?<=[\p{L}\d])@\s+(?=[\p{L}\d-]+\.)/gu, '@')
  const text = account(mended, OWN)
  const found: string[] = []
  let gone = false
  let example = false
  for (const match of text.text.matchAll(EMAIL)) {
    text.take(match.index, match[0].length)
    const email = match[0].toLowerCase()
    if (noLonger(text.plain.slice(0, match.index), text.plain.slice(match.index + match[0].length))) gone = true
    else if (EXAMPLE.test(email)) example = true
    else if (!found.includes(email)) found.push(email)
  }
  if (found.length === 0)
    return {
      ok: false,
      expected: `une adresse de courriel complète, par exemple contact@asso.org${gone ? ', et pas une qui ne sert plus' : example ? ', et pas un modèle d’adresse' : ''}`,
    }
  const values = [...found.filter(isDesk), ...found.filter(email => !isDesk(email))]
  const notes: Note[] = []
  if (values[0] !== undefined && isNominal(values[0])) {
    notes.push({
      code: 'courriel-nominatif',
      severity: 'info',
      message:
        'Le seul courriel publié porte un nom de personne : une adresse de service (contact@…) protégerait mieux cette personne.',
    })
  }
  if (values[0] !== undefined && DOUBTFUL.test(values[0])) {
    notes.push({
      code: 'courriel-a-verifier',
      severity: 'avertissement',
      message: `« ${values[0]} » : personne n’y répond, ou une lettre est fausse. À vérifier.`,
    })
  }
  if (values.length > 1) {
    notes.push({
      code: 'courriel-a-verifier',
      severity: 'info',
      message: `Plusieurs courriels : une offre n’en publie qu’un, ${isDesk(values[0] ?? '') ? 'celui du service' : 'le premier'}.`,
    })
  }
  // A phone beside has its own field.
  text.takeAll(/(?<!\d)(?:\+33\s?[1-9]|0[1-9])(?:[\s.-]?\d{2}){4}(?!\d)/g)
  notes.push(...tellLeft(text.left(), true))
  return { ok: true, values, ...(notes.length > 0 && { notes }) }
}

/** A form's own example, or a rule for making addresses: nobody reads there. */
const EXAMPLE =
  /^(?:x{2,}|pr[ée]nom|nom|firstname|lastname|votre|your|exemple|example|user|utilisateur|adresse|e?-?mail)[._-]?(?:nom|pr[ée]nom|lastname|firstname|e?-?mail|adresse|name)?@|@(?:exemple|votre-?(?:site|asso|domaine)|domaine|monsite)\.(?:fr|com|org|net)$/u
/** Nobody answers there, or an ending that was mistyped. */
const DOUBTFUL =
  /^(?:no-?reply|ne-?pas-?repondre|noreponse|donotreply)@|@(?:gmail|hotmail|yahoo|outlook|orange|wanadoo|free|laposte|sfr)\.(?:con|cim|vom|comm?e|f|rf|ft)$|@(?:gmial|gmal|gmai|hotmal|hotmial|outlok|yaho|orang|wanado)\./u

const isDesk = (email: string) => DESK.test(fold(email.split('@')[0] ?? ''))
const isNominal = (email: string) => /^[\p{L}-]+[._][\p{L}-]{2,}@/u.test(email) && !isDesk(email)

export const emails: Transform = {
  name: 'emails',
  purpose: 'adresses de courriel d’une phrase, celles d’un service d’abord',
  options: z.null(),
  apply: (words, _options, _context, html) => orLinked(parseEmails, words, html, /^mailto:/i),
}
