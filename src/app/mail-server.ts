import { smtpMailer } from '../portal/mail/smtp-mailer.ts'
import type { App } from './app.ts'

/** The configured mail server, or null where messages stay here. To be closed by who asked for it. */
export function mailServer({ SMTP_URL, MAIL_FROM }: App['settings']) {
  return SMTP_URL ? smtpMailer({ url: SMTP_URL, from: MAIL_FROM }) : null
}
