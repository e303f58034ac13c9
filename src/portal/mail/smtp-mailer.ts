import { createTransport } from 'nodemailer'
import { type Mailer, oneLine } from './mailer.ts'

/**
 * @param options.url `smtp://` or `smtps://` address, with user and password when the server wants them. Secret.
 * @param options.from sender, e.g. `dora-sync <dora-sync@example.org>`
 */
export function smtpMailer(options: { url: string; from: string }): Mailer & { close(): void } {
  const transport = createTransport(options.url)
  return {
    async send(mail) {
      await transport.sendMail({
        from: options.from,
        // As an object: a comma inside an address is then no second recipient.
        to: { name: '', address: oneLine(mail.to) },
        subject: oneLine(mail.subject),
        text: mail.text,
      })
    },
    close: () => transport.close(),
  }
}
