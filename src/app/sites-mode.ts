import type { Settings } from '../config/settings.ts'

/** Whether sources are read from the sample pages or from their addresses: samples only when DORA is the stand-in, unless told otherwise. */
export const sitesMode = ({ DORA_SYNC_SITES, DORA_URL }: Pick<Settings, 'DORA_SYNC_SITES' | 'DORA_URL'>) =>
  DORA_SYNC_SITES ?? (DORA_URL === undefined ? ('samples' as const) : ('live' as const))

/** A source that the operator points at this machine on purpose (a trial page, a file served locally): read where it says, samples or not. */
export function isLoopback(address: string | null): boolean {
  return address !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(address).hostname)
}
