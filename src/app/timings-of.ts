import type { SourceSetting } from '../ledger/source-settings.ts'
import type { App } from './app.ts'

/** What the portal says of each source's timetable; the sources of a partner who asked not to be read rest like those that are paused. */
export async function timingsOf({
  ledger,
  sources,
}: Pick<App, 'ledger' | 'sources'>): Promise<Pick<SourceSetting, 'source' | 'schedule' | 'paused' | 'at'>[]> {
  const [settings, stops] = await Promise.all([ledger.sourceSettings.list(), ledger.stops.list()])
  const since = new Map(stops.map(stop => [stop.partner, stop.since]))
  const stopped = sources.flatMap(({ config }) => {
    const paused = since.get(config.partner)
    return paused === undefined ? [] : [{ source: config.id, paused }]
  })
  const resting = new Set(stopped.map(({ source }) => source))
  return [
    ...settings.filter(({ source }) => !resting.has(source)),
    ...stopped.map(({ source, paused }) => ({ source, schedule: null, paused, at: paused })),
  ]
}
