import type { Upkeep } from '../../jobs/portal-upkeep.ts'
import { remindCampaigns } from '../portal/campaigns/run.ts'
import type { App } from './app.ts'
import { openPortal } from './open-portal.ts'
import { portalUrlOf } from './portal-url.ts'

/** Opens the portal for the time of its upkeep. */
export async function portalUpkeep(app: App): Promise<Upkeep> {
  const refuse = () => Promise.reject(new Error('upkeep asks for no job'))
  const url = portalUrlOf(app.settings)
  const portal = await openPortal(app, {
    runner: { enqueue: refuse, schedule: refuse, unschedule: refuse },
    url: () => url,
  })
  try {
    const { access } = portal
    const store = app.ledger.campaigns
    // Without a mail server a reminder would be noted as sent and reach nobody.
    const reminders =
      app.settings.SMTP_URL === undefined
        ? 0
        : (await remindCampaigns({ store, access, clock: app.clock, log: app.log })).sent
    return { reminders, forgotten: await access.keys.purge() }
  } finally {
    await portal.close()
  }
}
