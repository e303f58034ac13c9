import type { SourceConfig } from '../config/source.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SourceTiming } from './schedule-of.ts'
import type { SourceFacts } from './source-facts.ts'

/** A timing that somebody set, and when. */
export interface SetTiming extends SourceTiming {
  at: string
  /** Whether it rests because its partner asked not to be read. */
  stopped: boolean
}

/** What the portal says of each source's timetable; the sources of a partner who asked not to be read rest like those that are paused. */
export async function timingsOf(
  ledger: Pick<Ledger, 'sourceSettings' | 'stops'>,
  sources: readonly Pick<SourceConfig, 'id' | 'partner'>[],
): Promise<SetTiming[]> {
  const [settings, stops] = await Promise.all([ledger.sourceSettings.list(), ledger.stops.list()])
  return timingsIn({ settings, stops }, sources)
}

/** The same, out of what was read already. */
export function timingsIn(
  { settings, stops }: Pick<SourceFacts, 'settings' | 'stops'>,
  sources: readonly Pick<SourceConfig, 'id' | 'partner'>[],
): SetTiming[] {
  const since = new Map(stops.map(stop => [stop.partner, stop.since]))
  const set = new Map(settings.map(setting => [setting.source, setting]))
  return sources.flatMap(({ id, partner }): SetTiming[] => {
    const stop = since.get(partner)
    if (stop !== undefined) return [{ source: id, schedule: null, paused: stop, at: stop, stopped: true }]
    const setting = set.get(id)
    return setting === undefined ? [] : [{ ...setting, stopped: false }]
  })
}
