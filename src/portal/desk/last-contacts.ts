import { frenchDate } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { Desk } from './desk.ts'

/** Statements looked at; partners say less than this in years. */
const MOST = 5000

/** Who holds the offers of a structure of DORA, and when it was last called and written to, `YYYY-MM-DD`. */
export interface LastContact {
  /** Null: the robot does not follow it. */
  partner: string | null
  call: string | null
  letter: string | null
}

/** By slug, for the structures that the robot follows and those of which somebody noted a call or a letter. */
export async function lastContacts({
  ledger,
  sources,
}: Pick<Desk, 'ledger' | 'sources'>): Promise<Map<string, LastContact>> {
  const [links, statements, people, campaigns, notes] = await Promise.all([
    ledger.links.list(),
    ledger.statements.list({ limit: MOST }),
    ledger.people.contacts(),
    ledger.campaigns.list(),
    ledger.structureNotes.list(),
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
  const partners = new Map(
    links.flatMap(({ source, structure }) => {
      const partner = partnerOfSource.get(source)
      return partner === undefined ? [] : [[structure, partner] as const]
    }),
  )
  return new Map(
    [...new Set([...partners.keys(), ...notes.keys()])].map(slug => {
      const partner = partners.get(slug) ?? null
      const own = notes.get(slug) ?? []
      const latest = (known: string | undefined, letters: boolean) =>
        own
          .flatMap(({ kind, day }) => ((kind !== 'appel') === letters ? [day] : []))
          .concat(known ?? [])
          .sort()
          .at(-1) ?? null
      const of = (days: Map<string, string>) => (partner === null ? undefined : days.get(partner))
      return [slug, { partner, call: latest(of(calls), false), letter: latest(of(letters), true) }] as const
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
