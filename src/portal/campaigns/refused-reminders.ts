import type { Campaign } from '../../ledger/campaigns.ts'
import type { Ledger } from '../../ledger/ledger.ts'

/** Times that a reminder which the mail server refuses is tried by itself, once each working morning. */
export const MOST_TRIES = 5
/** Refusals looked through: a département sends a few hundred letters a year. */
const LOOKED_THROUGH = 2000

type Shelves = Pick<Ledger, 'campaigns' | 'events' | 'people'>

/** How often the reminder of a campaign to a contact was refused. */
export async function refusedTimes({
  events,
}: Pick<Shelves, 'events'>): Promise<(campaign: string, contact: string) => number> {
  const times = new Map<string, number>()
  for (const { action, detail } of await events.list({ action: 'rappel-refuse', limit: LOOKED_THROUGH })) {
    if (action !== 'rappel-refuse') continue
    const send = `${detail.campaign}\n${detail.contact}`
    times.set(send, (times.get(send) ?? 0) + 1)
  }
  return (campaign, contact) => times.get(`${campaign}\n${contact}`) ?? 0
}

/** Names of those to whom the reminder of an open campaign is not tried any more by itself, by campaign; campaigns that have none are left out. */
export async function givenUpReminders(shelves: Shelves): Promise<Map<Campaign, string[]>> {
  const found = new Map<Campaign, string[]>()
  const open = (await shelves.campaigns.list()).filter(({ closed }) => closed === null)
  if (open.length === 0) return found
  const times = await refusedTimes(shelves)
  const contacts = new Map((await shelves.people.contacts()).map(contact => [contact.id, contact.name]))
  for (const campaign of open) {
    const names = (await shelves.campaigns.sends(campaign.id)).flatMap(({ contact, answered, reminded }) => {
      const name = contacts.get(contact)
      const over = answered === null && reminded === null && times(campaign.id, contact) >= MOST_TRIES
      return over && name !== undefined ? [name] : []
    })
    if (names.length > 0) found.set(campaign, names)
  }
  return found
}
