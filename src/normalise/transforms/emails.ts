import { z } from 'zod'
import { fold, squeeze } from '../../common/text.ts'
import type { Note, Parsed, Transform } from './transform.ts'

/** Bounded everywhere (RFC 5321: 64 characters before the @, 63 per label): a page of letters must not be walked again and again. */
const EMAIL =
  /(?<![\p{L}\d._%+-])[\p{L}\d][\p{L}\d._%+-]{0,63}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,8}\.\p{L}{2,24}/gu
/** Local parts that name a desk, not a person. */
const DESK =
  /^(contact|accueil|info|infos|secretariat|direction|bretagne|rennes|inscription|inscriptions|formation|insertion|emploi|mission|administration|asso|association|bonjour|hello|coordination|pole|service|permanence)/

/**
 * E-mails of a phrase, lower case, each once; those of a desk first. «contact [at] asso [point] org» and `mailto:` are understood.
 * A lone `prenom.nom@` stays (the offer publishes it as its professional contact) and is told.
 */
export function parseEmails(text: string): Parsed<string> {
  const words = squeeze(text)
    .replace(/mailto:/gi, ' ')
    .replace(/\s*[[(]\s*(?:at|arobase|chez|@)\s*[\])]\s*/gi, '@')
    .replace(/\s*[[(]\s*(?:point|dot)\s*[\])]\s*/gi, '.')
  const found = [...new Set([...words.matchAll(EMAIL)].map(([match]) => match.toLowerCase()))]
  if (found.length === 0)
    return { ok: false, expected: 'une adresse de courriel complète, par exemple contact@asso.org' }
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
  return { ok: true, values, ...(notes.length > 0 && { notes }) }
}

const isDesk = (email: string) => DESK.test(fold(email.split('@')[0] ?? ''))
const isNominal = (email: string) => /^[\p{L}-]+[._][\p{L}-]{2,}@/u.test(email) && !isDesk(email)

export const emails: Transform = {
  name: 'emails',
  purpose: 'adresses de courriel d’une phrase, celles d’un service d’abord',
  options: z.null(),
  apply: words => parseEmails(words),
}
