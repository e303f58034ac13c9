import type { Desk } from './desk.ts'

/**
 * A partner may be read again: their sources take up their timetable, and the journal says who lifted it, with which agreement.
 * @param agreement of the partner, as it was written down; null when it is the partner who lifts it
 * @returns false when nothing held
 */
export async function liftStop(desk: Desk, partner: string, by: string, agreement: string | null): Promise<boolean> {
  const lifted = await desk.ledger.transaction(async ({ stops, statements, events }) => {
    if (!(await stops.lift(partner, by, agreement))) return false
    for (const { id, body } of await statements.list({ partner, state: 'open' }))
      if (body.kind === 'stop') await statements.decide(id, 'accepted', by, null)
    await events.add({ actor: by, action: 'arret-leve', detail: { partner, agreement } })
    return true
  })
  if (lifted)
    for (const source of desk.sourcesOf(partner))
      await desk.actions.reschedule(source.id, await desk.timetableOf(source))
  return lifted
}
