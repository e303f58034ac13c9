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
