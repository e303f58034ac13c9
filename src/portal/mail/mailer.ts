/** One message, plain text: readable everywhere, nothing to load. */
export interface Mail {
  to: string
  subject: string
  text: string
}

export interface Mailer {
  /** Resolves once the server took it. @throws what the server said */
  send(mail: Mail): Promise<void>
}

/** Line breaks in a subject or an address would be other headers: they become spaces. */
export function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}
