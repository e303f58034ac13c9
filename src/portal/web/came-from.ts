import { safeNext } from '../access/safe-next.ts'
import type { PortalContext } from './frame.ts'

/** Path and query of the page of ours that a request came from; `otherwise` when its browser names none. */
export function cameFrom(c: PortalContext, otherwise: string): string {
  const referer = c.req.header('referer') ?? ''
  const from = URL.canParse(referer) ? new URL(referer) : null
  const ours = from !== null && from.host === new URL(c.req.url).host
  return safeNext(ours ? `${from.pathname}${from.search}` : undefined, otherwise)
}
