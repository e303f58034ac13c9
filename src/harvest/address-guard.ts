import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Resolves a host name to every address it has; `node:dns` in production. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>

export const systemResolve: Resolve = hostname =>
  new Promise((resolve, reject) =>
    lookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses))),
  )

/** Raised at connect time; got reports it as the cause of the request's failure. */
export class ForbiddenAddress extends Error {
  readonly code = 'ADRESSE_INTERDITE'
  constructor(hostname: string, address: string) {
    super(`${hostname} leads to ${address}, which is not a public address`)
  }
}

/**
 * Whether the bot may connect to an IP address: public ones only. Private, link-local, carrier-grade NAT, unique-local, multicast, reserved
 * ranges and every form that wraps an IPv4 address are refused. Loopback passes only where asked for (samples and tests).
 * @param address IPv4 or IPv6, brackets already removed
 */
export function isAllowedAddress(address: string, allowLoopback: boolean): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  const range = parsed.range()
  return range === 'unicast' || (allowLoopback && range === 'loopback')
}

/** The IP address a URL names literally, or null when it names a host. `new URL` already turned decimal, octal and hex forms into dotted ones. */
export function literalAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(host) ? host : null
}

/**
 * A `lookup` for the connection itself: what was checked is what is connected to, so a name that changes its answer between check and
 * connect (DNS rebinding) gains nothing. One bad address among several is enough to refuse.
 */
export function guardedLookup(resolve: Resolve, allowLoopback: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      addresses => {
        const bad = addresses.find(entry => !isAllowedAddress(entry.address, allowLoopback))
        const wanted = addresses.filter(entry => !options.family || entry.family === Number(options.family))
        const first = wanted[0]
        if (bad) return callback(new ForbiddenAddress(hostname, bad.address), '', 0)
        if (!first)
          return callback(Object.assign(new Error(`no address for ${hostname}`), { code: 'ENOTFOUND' }), '', 0)
        return options.all ? callback(null, wanted) : callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    )
  }
}
