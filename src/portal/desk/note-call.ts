import { frenchDate } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { KnownLine } from '../../ledger/offers.ts'
import type { LoggedCall } from '../../normalise/statements/statement.ts'
import { ActionRefused } from '../actions.ts'
import type { Desk } from './desk.ts'
import { sayInTurn } from './say-in-turn.ts'

/** Somebody at the partner's said on the telephone that an offer is right: it is confirmed on that day. @returns French sentence @throws ActionRefused */
export async function noteCall(
  desk: Desk,
  offer: Pick<KnownLine, 'source' | 'key' | 'name'>,
  call: LoggedCall,
  by: string,
): Promise<string> {
  const { source, key } = offer
  const partner = desk.source(source)?.partner
  if (partner === undefined) throw new ActionRefused('Cette source n’est plus configurée.')
  const body = { kind: 'confirmation', call } as const
  const title = `Confirmation au téléphone : ${offer.name}`
  const again = await desk.ledger.transaction(async shelves => {
    await sayInTurn(shelves, partner)
    const { statements, events } = shelves
    const before = await statements.list({ offer: { source, key } })
    if (before.some(each => JSON.stringify(each.body) === JSON.stringify(body))) return true
    const { id } = await statements.note({ partner, offer: { source, key }, title, body, by })
    await events.add({ actor: by, action: 'appel-note', source, key, detail: { statement: id, ...call } })
    return false
  })
  if (again) return 'Cet appel est déjà noté.'
  const noted = `L’appel est noté : l’offre est confirmée à la date du ${frenchDate(call.day)}.`
  const link = await desk.ledger.links.read(source, key)
  // DORA knows one date only, today's: an older call does not move it.
  if (!link || call.day !== parisDay(desk.clock.now())) return noted
  return `${noted} ${await desk.actions.confirm({ source, key, slug: link.slug }, by)}`
}
