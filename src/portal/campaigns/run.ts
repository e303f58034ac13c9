import type { Clock } from '../../common/clock.ts'
import type { Logger } from '../../common/logger.ts'
import type { Campaign } from '../../ledger/campaigns.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Contact } from '../../ledger/people.ts'
import type { Access } from '../access/access.ts'
import { campaignLetter } from '../mail/letters.ts'

const DAY = 86_400_000

export interface CampaignDeps {
  store: Ledger['campaigns']
  access: Access
  clock: Clock
  log: Logger
}

async function write(deps: CampaignDeps, campaign: Campaign, contact: Contact, reminder: boolean): Promise<boolean> {
  try {
    await deps.access.partnerLink(contact, campaign.createdBy, {
      mail: true,
      letter: (to, url) => campaignLetter(to, campaign, url, reminder),
    })
    return true
  } catch (error) {
    deps.log.error({ err: error, campaign: campaign.id, contact: contact.id }, 'campaign mail not sent')
    return false
  }
}

/** Writes to each contact once, each with a personal link of their own. @returns how many messages left */
export async function startCampaign(deps: CampaignDeps, campaign: Campaign, contacts: Contact[]): Promise<number> {
  let sent = 0
  for (const contact of contacts)
    if ((await deps.store.noteSent(campaign.id, contact.id)) && (await write(deps, campaign, contact, false))) sent += 1
  return sent
}

/** The one reminder of each open campaign, to those who have not answered after its delay. Meant to be run every day. @returns how many left */
export async function remindCampaigns(deps: CampaignDeps): Promise<number> {
  let sent = 0
  for (const campaign of await deps.store.list()) {
    if (campaign.closed !== null) continue
    const due = new Date(deps.clock.now().getTime() - campaign.remindAfter * DAY).toISOString()
    for (const send of await deps.store.sends(campaign.id)) {
      if (send.answered !== null || send.reminded !== null || send.sent > due) continue
      const contact = await deps.access.people.contact(send.contact)
      if (!contact || contact.removed) continue
      if ((await deps.store.noteReminded(campaign.id, contact.id)) && (await write(deps, campaign, contact, true)))
        sent += 1
    }
  }
  return sent
}
