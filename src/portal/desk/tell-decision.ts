import type { Statement } from '../../normalise/statements/statement.ts'
import { decisionLetter } from '../mail/letters.ts'
import type { Desk } from './desk.ts'

/**
 * Writes to whoever made the request, or to every contact of the partner who has an address when that person is none of them.
 * @param next what follows, for the partner
 * @returns what to tell the person who decided; the decision stands whatever became of the letter
 */
export async function tellDecision(
  desk: Pick<Desk, 'ledger' | 'mailer' | 'publicUrl'>,
  statement: Pick<Statement, 'partner' | 'title' | 'by'>,
  answer: { accepted: boolean; reason: string | null; next: string },
): Promise<string> {
  const contacts = await desk.ledger.people.contacts({ partner: statement.partner })
  const reachable = contacts.flatMap(({ email, name }) => (email === null ? [] : [{ email, name }]))
  const author = reachable.filter(({ email }) => statement.by.endsWith(`<${email}>`))
  const readers = author.length > 0 ? author : reachable
  if (readers.length === 0)
    return contacts.length === 0
      ? 'Ce partenaire n’a aucun contact : prévenez-le vous-même.'
      : 'Aucun contact de ce partenaire n’a d’adresse : prévenez-le par téléphone.'
  const told: string[] = []
  for (const reader of readers)
    await desk.mailer.send(decisionLetter(reader, { title: statement.title, ...answer }, desk.publicUrl())).then(
      () => told.push(reader.name),
      () => undefined,
    )
  const missed = readers.filter(reader => !told.includes(reader.name)).map(reader => reader.name)
  return [
    told.length > 0 ? `Prévenu par message : ${told.join(', ')}.` : '',
    missed.length > 0 ? `Le message à ${missed.join(', ')} n’est pas parti : prévenez-les vous-même.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}
