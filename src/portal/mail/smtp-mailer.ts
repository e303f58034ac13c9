import type { Transporter } from 'nodemailer'
import { type Mailer, oneLine, typesetMail } from './mailer.ts'

/**
 * @param options.url `smtp://` or `smtps://` address, with user and password when the server wants them. Secret.
 * @param options.from sender, e.g. `dora-sync <dora-sync@example.org>`
 */
export function smtpMailer(options: { url: string; from: string }): Mailer & { close(): void } {
  let transport: Transporter | null = null
  return {
    async send(mail) {
      const { to, subject, text, sender, replyTo } = typesetMail(mail)
      transport ??= (await import('nodemailer')).createTransport(options.url)
      await transport.sendMail({
        from: sender === undefined ? options.from : { name: oneLine(sender), address: addressOf(options.from) },
        ...(replyTo === undefined ? {} : { replyTo: { name: '', address: oneLine(replyTo) } }),
        // As an object: a comma inside an address is then no second recipient.
        to: { name: '', address: oneLine(to) },
        subject,
        text,
      })
    },
    close: () => transport?.close(),
  }
}

/** `name <address>` or an address alone. */
function addressOf(from: string): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from
}
