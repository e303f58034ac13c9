import { fold } from '../../common/text.ts'
import type { Campaign } from '../../ledger/campaigns.ts'
import type { Contact } from '../../ledger/people.ts'
import type { FieldErrors } from '../web/form.ts'
import { text } from '../web/frame.ts'

const DAY = 86_400_000
/** Days in which the same campaign is not sent a second time without a word. */
export const AGAIN_DAYS = 14

/** A campaign as it is asked for, not sent yet. */
export interface AskedCampaign {
  title: string
  message: string
  days: number
  contacts: Contact[]
}

/** @param contacts those who have an address */
export function readCampaign(
  form: FormData,
  contacts: readonly Contact[],
): { asked: AskedCampaign; errors: FieldErrors } {
  const title = text(form, 'titre', 150)
  const message = text(form, 'message', 3000)
  const days = Number(text(form, 'rappel'))
  const chosen = new Set(form.getAll('contacts').map(String))
  const asked = { title, message, days, contacts: contacts.filter(contact => chosen.has(contact.id)) }
  const errors: FieldErrors = {
    ...(title.length < 5 ? { titre: 'Donnez un objet.' } : {}),
    ...(message.length < 10 ? { message: 'Écrivez un message.' } : {}),
    ...(Number.isInteger(days) && days >= 1 && days <= 90 ? {} : { rappel: 'Donnez un nombre de jours, de 1 à 90.' }),
    ...(asked.contacts.length === 0 ? { contacts: 'Choisissez au moins une personne.' } : {}),
  }
  return { asked, errors }
}

/** The latest campaign with the same words, when it left less than `AGAIN_DAYS` days ago. Pure. */
export function sentAlready(
  asked: Pick<AskedCampaign, 'title' | 'message'>,
  sent: readonly Campaign[],
  now: Date,
): Campaign | null {
  const words = (each: { title: string; message: string }) => `${fold(each.title)}\n${fold(each.message)}`
  const since = new Date(now.getTime() - AGAIN_DAYS * DAY).toISOString()
  return sent.find(each => each.created > since && words(each) === words(asked)) ?? null
}
