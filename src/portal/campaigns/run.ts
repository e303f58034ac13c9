import type { Clock } from '../../common/clock.ts'
import type { Logger } from '../../common/logger.ts'
import type { Campaign } from '../../ledger/campaigns.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Contact } from '../../ledger/people.ts'
import type { Access } from '../access/access.ts'
import { ActionRefused } from '../actions.ts'
import { campaignLetter } from '../mail/letters.ts'
import { MOST_TRIES, refusedTimes } from './refused-reminders.ts'

const DAY = 86_400_000

export interface CampaignDeps {
  store: Ledger['campaigns']
  access: Access
  clock: Clock
  log: Logger
}

/** What became of the letters of a campaign. */
export interface CampaignLetters {
  /** How many left. */
  sent: number
  /** Names of those to whom none could leave. */
  missed: string[]
}

/** Writes to one contact, and counts it among `letters`. @returns whether the mail server refused: the letter did not leave; any other failure may have come after it left */
async function isRefused(
  deps: CampaignDeps,
  campaign: Campaign,
  contact: Contact,
  reminder: boolean,
  letters: CampaignLetters,
): Promise<boolean> {
  try {
    await deps.access.partnerLink(contact, campaign.createdBy, {
      mail: true,
      letter: (to, url) => campaignLetter(to, campaign, url, reminder),
    })
    letters.sent += 1
    return false
  } catch (error) {
    deps.log.error({ err: error, campaign: campaign.id, contact: contact.id }, 'campaign mail not sent')
    letters.missed.push(contact.name)
    return error instanceof ActionRefused
  }
}

/** Writes to each contact once, each with a personal link of their own. Whom the mail server refuses was not written to. */
export async function startCampaign(
  deps: CampaignDeps,
  campaign: Campaign,
  contacts: Contact[],
): Promise<CampaignLetters> {
  const letters: CampaignLetters = { sent: 0, missed: [] }
  for (const contact of contacts) {
    if (!(await deps.store.noteSent(campaign.id, contact.id))) continue
    if (await isRefused(deps, campaign, contact, false, letters)) await deps.store.takeBackSent(campaign.id, contact.id)
  }
  return letters
}

/**
 * The one reminder of each open campaign, to those who have not answered after its delay. Meant to be run every working day: one that the mail
 * server refuses is due again, up to `MOST_TRIES` times.
 * @param insist a person asks: those that were given up are tried too
 */
export async function remindCampaigns(deps: CampaignDeps, insist = false): Promise<CampaignLetters> {
  const times = await refusedTimes(deps.access)
  const letters: CampaignLetters = { sent: 0, missed: [] }
  for (const campaign of await deps.store.list()) {
    if (campaign.closed !== null) continue
    const due = new Date(deps.clock.now().getTime() - campaign.remindAfter * DAY).toISOString()
    for (const send of await deps.store.sends(campaign.id)) {
      if (send.answered !== null || send.reminded !== null || send.sent > due) continue
      const contact = await deps.access.people.contact(send.contact)
      if (!contact || contact.removed) continue
      if (!insist && times(campaign.id, contact.id) >= MOST_TRIES) continue
      if (!(await deps.store.noteReminded(campaign.id, contact.id))) continue
      if (!(await isRefused(deps, campaign, contact, true, letters))) continue
      await deps.store.takeBackReminded(campaign.id, contact.id)
      const detail = { campaign: campaign.id, contact: contact.id, name: contact.name }
      await deps.access.events.add({ actor: 'robot', action: 'rappel-refuse', detail })
    }
  }
  return letters
}
