import { typeset } from '../../common/typeset.ts'
import { webClient } from '../../common/web-client.ts'
import type { Settings } from '../../config/settings.ts'
import { smtpMailer } from '../../portal/mail/smtp-mailer.ts'
import type { Change } from './changes.ts'

/** One way of telling people. */
export interface Teller {
  name: 'courriel' | 'webhook'
  tell(message: { subject: string; text: string; at: string; changes: readonly Change[] }): Promise<void>
}

/** The ways that the settings give: none, mail, a webhook, or both. */
export function tellersOf(settings: Pick<Settings, 'SMTP_URL' | 'MAIL_FROM' | 'ALERT_TO' | 'ALERT_WEBHOOK'>): Teller[] {
  const { SMTP_URL, MAIL_FROM, ALERT_TO, ALERT_WEBHOOK } = settings
  const tellers: Teller[] = []
  if (SMTP_URL !== undefined && ALERT_TO !== undefined) {
    const mailer = smtpMailer({ url: SMTP_URL, from: MAIL_FROM })
    const recipients = ALERT_TO.split(',').map(address => address.trim())
    tellers.push({
      name: 'courriel',
      tell: async ({ subject, text }) => {
        for (const to of recipients) await mailer.send({ to, subject, text })
      },
    })
  }
  if (ALERT_WEBHOOK !== undefined)
    tellers.push({
      name: 'webhook',
      tell: async ({ subject, text, at, changes }) => {
        // `text` is what the usual chat services show; the rest is for programs.
        await webClient().got.post(ALERT_WEBHOOK, {
          json: { text: typeset(`${subject}\n${text}`), at, changes },
          timeout: { request: 10_000 },
          retry: { limit: 0 },
          followRedirect: false,
        })
      },
    })
  return tellers
}
