import type { NamedContact } from '../contact/named-contact.ts'
import type { Mail, Mailer } from './mailer.ts'

/** A letter with who sends it: the name of the sender, where answers go, and who to talk to at its end. Pure. */
export function underLetterhead(mail: Mail, contact: NamedContact): Mail {
  const { name, body, email, phone } = contact
  const who = name === null ? body : `${name}, ${body}`
  return {
    ...mail,
    sender: who,
    replyTo: email,
    text: `${mail.text.trimEnd()}

-- 
${who}
Une question ? Répondez à ce message, ou écrivez à ${email}${phone === null ? '' : `, téléphone ${phone}`}.
`,
  }
}

/** Every letter of this mailer leaves under the letterhead. */
export function withLetterhead(mailer: Mailer, contact: () => Promise<NamedContact>): Mailer {
  return { send: async mail => mailer.send(underLetterhead(mail, await contact())) }
}
