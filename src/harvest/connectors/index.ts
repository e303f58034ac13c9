import type { Connector } from '../connector.ts'
import { convention } from './convention.ts'
import { csv } from './csv.ts'
import { declaration } from './declaration.ts'
import { docx } from './docx.ts'
import { html } from './html.ts'
import { ical } from './ical.ts'
import { json } from './json.ts'
import { jsonLd } from './json-ld.ts'
import { arcgis, grist, opendatasoft } from './json-presets.ts'
import { lecture } from './lecture.ts'
import { lheo } from './lheo.ts'
import { pdf } from './pdf.ts'
import { rss } from './rss.ts'
import { ods, xlsx } from './sheet.ts'
import { withNet } from './with-net.ts'
import { wordpress } from './wordpress.ts'
import { xml } from './xml.ts'

const all: readonly Connector[] = [
  arcgis,
  convention,
  csv,
  declaration,
  docx,
  grist,
  html,
  ical,
  json,
  jsonLd,
  lecture,
  lheo,
  ods,
  opendatasoft,
  pdf,
  rss,
  wordpress,
  xlsx,
  xml,
]

/** Every shape of source, by the `kind` that a mapping's `harvest:` part names. */
export const connectors: ReadonlyMap<string, Connector> = new Map(
  all.map(connector => [connector.kind, withNet(connector)]),
)

/**
 * The connector of a `harvest:` part, with its settings validated.
 * @throws Error naming the kinds that exist when `kind` is none of them; ZodError when a setting is wrong
 */
export function connectorFor(harvest: unknown): { connector: Connector; settings: unknown } {
  const kind = typeof harvest === 'object' && harvest !== null && 'kind' in harvest ? harvest.kind : undefined
  const connector = typeof kind === 'string' ? connectors.get(kind) : undefined
  if (!connector)
    throw new Error(
      `harvest.kind : « ${String(kind)} » n’est pas une forme de source connue ; attendu ${[...connectors.keys()].sort().join(', ')}.`,
    )
  return { connector, settings: connector.parse(harvest) }
}
