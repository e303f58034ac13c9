import { nextOpening } from '../harvest/night-window.ts'
import type { App } from './app.ts'

/** Milliseconds until the site of a source may be read; 0 when it may now, or when the source is unknown. */
export function opensIn(app: Pick<App, 'sources' | 'sites' | 'clock'>, source: string): number {
  const entry = app.sources.find(({ config }) => config.id === source)
  if (entry === undefined) return 0
  const now = app.clock.now()
  return nextOpening(app.sites.window(entry.config), now).getTime() - now.getTime()
}
