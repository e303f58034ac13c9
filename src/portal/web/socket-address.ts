import { getConnInfo } from '@hono/node-server/conninfo'
import type { PortalContext } from './frame.ts'

/** Address of the other end of the socket. Behind a proxy it is the proxy's: give `clientAddress` then. */
export function socketAddress(c: PortalContext): string {
  try {
    return getConnInfo(c).remote.address ?? 'inconnue'
  } catch {
    // Not served over a socket (a request made by a program in this process).
    return 'programme'
  }
}

/**
 * Address as our own proxy saw it: the last one it added to `X-Forwarded-For` (what comes before may have been invented by the visitor).
 * Only behind a proxy that always sets it.
 */
export function forwardedAddress(c: PortalContext): string {
  const last = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return last || socketAddress(c)
}
