import type { Connector } from '../contract.ts'
import { csv } from './csv.ts'
import { html } from './html.ts'

const all: readonly Connector[] = [csv, html]

/** Every shape of source, by the `kind` that a mapping's `harvest:` part names. */
export const connectors: ReadonlyMap<string, Connector> = new Map(all.map(connector => [connector.kind, connector]))

/**
 * The connector of a `harvest:` part, with its settings validated.
 * @throws Error naming the kinds that exist when `kind` is none of them; ZodError when a setting is wrong
 */
export function connectorFor(harvest: unknown): { connector: Connector; settings: unknown } {
  const kind = typeof harvest === 'object' && harvest !== null && 'kind' in harvest ? harvest.kind : undefined
  const connector = typeof kind === 'string' ? connectors.get(kind) : undefined
  if (!connector)
    throw new Error(
      `harvest.kind\u00A0: «\u00A0${String(kind)}\u00A0» n’est pas une forme de source connue\u00A0; attendu ${[...connectors.keys()].sort().join(', ')}.`,
    )
  return { connector, settings: connector.parse(harvest) }
}
