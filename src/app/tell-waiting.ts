import type { ToldWaiting } from '../../jobs/tell-waiting.ts'
import { parisDay } from '../common/paris-day.ts'
import { waitingLetter } from '../portal/mail/waiting-letter.ts'
import type { App } from './app.ts'
import { mailServer } from './mail-server.ts'
import { portalUrlOf } from './portal-url.ts'

/** Under which the ledger keeps when people were last told of what waits. */
const SUBJECT = 'a-traiter'
/** Kinds that need a person now; refusals and unknown words have their own lists, and hold nobody else's work. */
const TOLD = ['quarantine', 'doubt', 'conflict', 'match', 'structure', 'correction']

/**
 * One letter to every gestionnaire who has access, and to `ALERT_TO`, about what began to wait since the last letter: at most one a day.
 * Without a mail server, or when it takes no letter at all, nothing counts as told and the next look tries again.
 */
export async function tellWaiting(app: App): Promise<ToldWaiting> {
  const { ledger, clock, log, settings, sources } = app
  const at = clock.now().toISOString()
  const last = (await ledger.alerts.list()).find(alert => alert.subject === SUBJECT)?.at ?? ''
  const waiting = (await ledger.openInbox()).filter(({ kind }) => TOLD.includes(kind))
  const fresh = waiting.filter(item => item.opened > last)
  const nothing = { fresh: fresh.length, sent: 0, failed: 0 }
  const mailer = mailServer(settings)
  if (mailer === null) return nothing
  try {
    if (fresh.length === 0 || (last !== '' && parisDay(new Date(last)) === parisDay(clock.now()))) return nothing
    const nameOf = (id: string) => sources.find(({ config }) => config.id === id)?.config.name ?? id
    const letter = waitingLetter({
      fresh,
      older: waiting.length - fresh.length,
      sourceName: nameOf,
      url: portalUrlOf(settings),
    })
    const told = { ...nothing }
    for (const to of await recipients(app)) {
      try {
        await mailer.send({ to, ...letter })
        told.sent += 1
      } catch (error) {
        told.failed += 1
        log.error({ err: error }, 'letter about what waits not taken')
      }
    }
    if (told.sent > 0) await ledger.alerts.tell({ subject: SUBJECT, standing: 'told', message: letter.subject }, at)
    return told
  } finally {
    mailer.close()
  }
}

/** Each address once. */
async function recipients({ ledger, settings }: App): Promise<string[]> {
  const people = (await ledger.people.people()).filter(
    ({ role, disabled }) => role === 'gestionnaire' && disabled === null,
  )
  const besides = (settings.ALERT_TO ?? '').split(',').map(address => address.trim().toLowerCase())
  return [...new Set([...people.map(({ email }) => email), ...besides])].filter(address => address !== '')
}
