import type { StatementBody } from '../../normalise/statements/statement.ts'
import { ActionRefused } from '../actions.ts'
import type { Desk } from './desk.ts'

/** What the gestionnaire decides of an offer, kept as a statement that they accept: the sync counts with it. @returns French sentence @throws ActionRefused */
export async function decideOffer(
  desk: Desk,
  { source, key, name }: { source: string; key: string; name: string },
  { title, body }: { title: string; body: StatementBody },
  by: string,
): Promise<string> {
  const partner = desk.source(source)?.partner
  if (partner === undefined) throw new ActionRefused('Cette source n’est plus configurée.')
  const { statements, events } = desk.ledger
  const statement = await statements.note({ partner, offer: { source, key }, title: `${title} : ${name}`, body, by })
  const detail = { statement: statement.id, title }
  await events.add({ actor: by, action: 'demande-acceptee', source, key, detail })
  return desk.actions.carry(statement)
}
