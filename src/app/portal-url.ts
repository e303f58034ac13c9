import type { Settings } from '../config/settings.ts'

/** Where people reach the portal, without a slash at its end, as far as the settings alone can tell. */
export function portalUrlOf({ PUBLIC_URL, PORT }: Pick<Settings, 'PUBLIC_URL' | 'PORT'>): string {
  return (PUBLIC_URL ?? `http://127.0.0.1:${PORT}`).replace(/\/$/, '')
}
