import { typeset } from '../../common/typeset.ts'

/** One message, plain text: readable everywhere, nothing to load. */
export interface Mail {
  to: string
  subject: string
  text: string
  /** Name shown as the sender; default: that of the settings. */
  sender?: string
  /** Address that answers go to; default: the sender's. */
  replyTo?: string
}

/** Who a letter is for. */
export interface Addressed {
  email: string
  name: string
}

export interface Mailer {
  /** Resolves once the server took it. @throws what the server said */
  send(mail: Mail): Promise<void>
}

/** The letter as it leaves: French typography in its subject and body. Every mailer sends this. */
export const typesetMail = (mail: Mail): Mail => ({
  ...mail,
  subject: typeset(oneLine(mail.subject)),
  text: typeset(mail.text),
})

/** Line breaks in a subject or an address would be other headers: they become spaces. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}
