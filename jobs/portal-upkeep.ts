import { z } from 'zod'
import type { App } from '../src/app/app.ts'
import { openPortal } from '../src/app/open-portal.ts'
import { portalUrlOf } from '../src/app/portal-url.ts'
import { remindCampaigns } from '../src/portal/campaigns/run.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'

/** What one night of upkeep did. */
export interface Upkeep {
  /** Reminders of campaigns that left. */
  reminders: number
  /** Sessions and one-time links that had expired. */
  forgotten: number
}

/** Every day: the reminders of open campaigns, and the sessions and one-time links past their time. */
export function portalUpkeepJob(app: App): JobDefinition<object, Upkeep> {
  return {
    name: 'portal-upkeep',
    payload: z.strictObject({}),
    async run() {
      const refuse = () => Promise.reject(new Error('upkeep asks for no job'))
      const url = portalUrlOf(app.settings)
      const portal = await openPortal(app, {
        runner: { enqueue: refuse, schedule: refuse, unschedule: refuse },
        url: () => url,
      })
      try {
        const { access, desk } = portal
        const { mailer } = desk
        const store = app.ledger.campaigns
        // Without a mail server a reminder would be noted as sent and reach nobody.
        const reminders =
          app.settings.SMTP_URL === undefined
            ? 0
            : await remindCampaigns({ store, access, mailer, clock: app.clock, log: app.log })
        const forgotten = await access.keys.purge()
        app.log.info({ reminders, forgotten }, 'portal upkeep')
        return { reminders, forgotten }
      } finally {
        await portal.close()
      }
    },
  }
}
