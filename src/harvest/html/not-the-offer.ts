import { rawValue } from '../clean/raw-value.ts'
import { type FetchedDocument, HarvestError } from '../connector.ts'
import { type NoPage, readNoPage } from './error-words.ts'

const SAID: Record<NoPage, string> = {
  absente: 'est introuvable ou en erreur',
  maintenance: 'est en maintenance',
  reservee: 'est réservée (connexion demandée)',
  domaine: 'n’est plus celle du partenaire (domaine expiré ou à vendre, hébergement suspendu)',
  barrage: 'est fermée aux robots',
  cookies: 'ne s’ouvre qu’à qui accepte ses cookies',
}

/** Characters of text under which a page says nothing but what its titles say. */
const SHORT = 500

const HOME = /^\/(?:(?:fr|accueil|home|index)(?:\.\w{2,5})?\/?)?$/i
const LOGIN =
  /\/(?:wp-login|login|log-in|signin|sign-in|connexion|se-connecter|identification|authentification|auth|sso|cas)(?:[/.?]|$)/i

/** The form that WordPress puts in the place of a text. */
const LOCKED = /<form\b[^>]{0,300}class=["'][^"']{0,200}\bpost-password-form\b/i
/** Where hosts send a visitor to prove that they are no machine. */
const CHECKED = /\/\.well-known\/sgcaptcha\//i

/**
 * Why a page answered with 200 is not the one that was asked for: it says so in its title, or the site led elsewhere, to its home page or to its door. Null:
 * nothing tells. @param asked address before redirects
 */
export function notTheOffer(document: Pick<FetchedDocument, 'address' | 'text'>, asked: string): HarvestError | null {
  const short = isShort(document.text)
  for (const heading of headingsOf(document.text, short)) {
    const kind = readNoPage(heading)
    // A page that asks about cookies beside its text is read.
    if (kind !== null && (kind !== 'cookies' || short))
      return refused(asked, `La page répond, mais dit qu’elle ${SAID[kind]} : « ${heading.slice(0, 80)} ».`)
  }
  if (LOCKED.test(document.text)) return refused(asked, 'La page répond, mais demande un mot de passe.')
  if (CHECKED.test(document.text.slice(0, 4000)))
    return refused(asked, `La page répond, mais dit qu’elle ${SAID.barrage} (contrôle avant l’entrée).`)
  const [from, to] = [new URL(asked), new URL(document.address)]
  if (from.href.split('#')[0] === to.href) return null
  if (HOME.test(to.pathname) && (!HOME.test(from.pathname) || (from.search !== '' && to.search === '')))
    return refused(asked, `La page renvoie à l’accueil du site (${to.href}) : elle n’existe sans doute plus.`)
  if (LOGIN.test(to.pathname) && !LOGIN.test(from.pathname))
    return refused(asked, `La page renvoie à une page de connexion (${to.href}) : elle n’est plus publique.`)
  return null
}

const refused = (asked: string, message: string) => new HarvestError('page-sans-offre', message, 'partenaire', asked)

function isShort(html: string): boolean {
  const words = html
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
  return words.length < SHORT
}

/** First-level titles, those of the next level too where little else is said, and the parts of the page's title: a site's name often stands beside it. */
function* headingsOf(html: string, short: boolean): Generator<string> {
  const words = (text: string) =>
    rawValue(text, { document: '', address: '', where: '' })?.words.replace(/\n/g, ' ') ?? ''
  const title = words(/<title[^>]{0,200}>([^<]{0,300})/i.exec(html)?.[1] ?? '')
  if (title !== '') {
    yield title
    yield* title.split(/\s[|·•»–—-]\s|\s?[|»]\s?/).filter(part => part !== title)
  }
  const titles = short ? /<h([12])[^>]{0,500}>([\s\S]{0,500}?)<\/h\1>/gi : /<h(1)[^>]{0,500}>([\s\S]{0,500}?)<\/h1>/gi
  for (const [, , inside = ''] of html.matchAll(titles)) yield words(inside)
}
