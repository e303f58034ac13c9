import { frenchDate } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Desk } from './desk.ts'

/** Statements looked at; partners say less than this in years. */
const MOST = 5000

/** Who holds the offers of a structure of DORA, and when they were last called and written to, `YYYY-MM-DD`. */
export interface LastContact {
  partner: string
  call: string | null
  letter: string | null
}

/** By slug, for the structures that the robot follows. */
export async function lastContacts({
  ledger,
  sources,
}: Pick<Desk, 'ledger' | 'sources'>): Promise<Map<string, LastContact>> {
  const [links, statements, people, campaigns] = await Promise.all([
    ledger.links.list(),
    ledger.statements.list({ limit: MOST }),
    ledger.people.contacts(),
    ledger.campaigns.list(),
  ])
  const calls = new Map<string, string>()
  for (const { partner, body } of statements)
    if (body.kind === 'confirmation' && body.call) later(calls, partner, body.call.day)
  const letters = new Map<string, string>()
  const partnerOfContact = new Map(people.map(({ id, partner }) => [id, partner]))
  for (const { id } of campaigns)
    for (const { contact, sent, reminded } of await ledger.campaigns.sends(id)) {
      const partner = partnerOfContact.get(contact)
      if (partner !== undefined) later(letters, partner, parisDay(new Date(reminded ?? sent)))
    }
  const partnerOfSource = new Map(sources().map(({ id, partner }) => [id, partner]))
  return new Map(
    links.flatMap(({ source, structure }) => {
      const partner = partnerOfSource.get(source)
      if (partner === undefined) return []
      return [[structure, { partner, call: calls.get(partner) ?? null, letter: letters.get(partner) ?? null }] as const]
    }),
  )
}

/** «appelé le 24 novembre 2026, lettre du 3 novembre 2026» */
export function contactWords({ call, letter }: Pick<LastContact, 'call' | 'letter'>): string {
  const told = [
    ...(call ? [`appelé le ${frenchDate(call)}`] : []),
    ...(letter ? [`lettre du ${frenchDate(letter)}`] : []),
  ]
  return told.length === 0 ? 'ni appel noté ni lettre' : told.join(', ')
}

function later(days: Map<string, string>, partner: string, day: string): void {
  if (day > (days.get(partner) ?? '')) days.set(partner, day)
}
