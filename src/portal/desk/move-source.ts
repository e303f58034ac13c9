import type { SourceConfig } from '../../config/source.ts'
import { stopWords } from '../../sync/heed-stop.ts'
import { ActionRefused } from '../actions.ts'
import type { Desk } from './desk.ts'
import { waitsUntilOpen } from './waiting.ts'

/** A pass as soon as possible. @returns French sentence @throws ActionRefused */
export async function runSource(desk: Desk, source: SourceConfig, by: string, dry: boolean): Promise<string> {
  const stop = await desk.ledger.stops.standing(source.partner)
  if (stop) throw new ActionRefused(stopWords(stop))
  await desk.ledger.sources.ask(source.id, by)
  const action = dry ? 'simulation-demandee' : 'passage-demande'
  await desk.ledger.events.add({ actor: by, action, source: source.id })
  const said = await desk.actions.runNow(source.id, by, { dry })
  return waitsUntilOpen(desk.windowOf(source), desk.clock.now()) ?? said
}

/** No pass starts by itself any more. @param reason never empty */
export async function pauseSource(desk: Desk, source: SourceConfig, by: string, reason: string): Promise<string> {
  await desk.ledger.sourceSettings.pause(source.id, reason, by)
  await desk.actions.reschedule(source.id, null)
  await desk.ledger.events.add({ actor: by, action: 'source-en-pause', source: source.id, detail: { reason } })
  return 'La source est en pause : aucun passage ne partira de lui-même.'
}

/** The pause is over. */
export async function resumeSource(desk: Desk, source: SourceConfig, by: string): Promise<string> {
  await desk.ledger.sourceSettings.resume(source.id, by)
  await desk.actions.reschedule(source.id, await desk.timetableOf(source))
  await desk.ledger.events.add({ actor: by, action: 'source-reprise', source: source.id })
  return 'La source reprend son horaire.'
}

/** @param cron checked by whoever asks; '' : on demand only */
export async function scheduleSource(desk: Desk, source: SourceConfig, by: string, cron: string): Promise<void> {
  await desk.ledger.sourceSettings.setSchedule(source.id, cron, by)
  await desk.actions.reschedule(source.id, await desk.timetableOf(source))
  await desk.ledger.events.add({ actor: by, action: 'horaire-change', source: source.id, detail: { cron } })
}
