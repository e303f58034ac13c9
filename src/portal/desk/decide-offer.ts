import type { StatementBody } from '../../normalise/statements/statement.ts'
import { ActionRefused } from '../actions.ts'
import type { Desk } from './desk.ts'
import { noteSaid } from './note-said.ts'

/** What the gestionnaire decides of an offer, kept as a statement that they accept: the sync counts with it. @returns French sentence @throws ActionRefused */
export async function decideOffer(
  desk: Desk,
  { source, key, name }: { source: string; key: string; name: string },
  { title, body }: { title: string; body: StatementBody },
  by: string,
): Promise<string> {
  const partner = desk.source(source)?.partner
  if (partner === undefined) throw new ActionRefused('Cette source n’est plus configurée.')
  const said = { partner, offer: { source, key }, title: `${title} : ${name}`, body, by }
  const statement = await desk.ledger.transaction(async shelves => {
    const noted = await noteSaid(shelves, said)
    const detail = { statement: noted.statement.id, title }
    if (!noted.again) await shelves.events.add({ actor: by, action: 'demande-acceptee', source, key, detail })
    return noted.statement
  })
  return desk.actions.carry(statement)
}
