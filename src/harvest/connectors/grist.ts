import { z } from 'zod'
import type { Connector } from '../connector.ts'
import { flattenJson, scalarText, valueAt } from '../records/flatten.ts'
import { harvestJson, noKey, notAList } from '../records/json-pages.ts'
import { startTally } from '../tally.ts'
import { ExpectSettings, RequiredFields, SecretName } from './settings.ts'

/**
 * `kind: grist` — a table of a Grist document, by its API: `https://<grist>/api/docs/<document>/tables/<table>/records`.
 * Grist gives the whole table at once. A published table needs no key.
 *
 *     harvest:
 *       kind: grist
 *       key: Identifiant
 *       secret: CLE_GRIST
 */
export const GristSettings = z.strictObject({
  kind: z.literal('grist'),
  /** Column of the lasting identifier. Default: Grist's own line number, which outlives renaming. */
  key: z.string().default('id'),
  /** Column of the address of the offer's page. */
  address: z.string().optional(),
  required: RequiredFields,
  secret: SecretName.optional(),
  expect: ExpectSettings,
})
export type GristSettings = z.infer<typeof GristSettings>

export const grist: Connector<GristSettings> = {
  kind: 'grist',
  parse: settings => GristSettings.parse(settings),
  harvest(entry, fetcher) {
    const { settings } = entry
    return harvestJson(
      {
        first: entry.address,
        options: { accept: 'application/json', ...(settings.secret ? { key: { name: settings.secret } } : {}) },
        required: settings.required,
        pages: 1,
        page(content, document) {
          const records = valueAt(content, 'records')
          if (!Array.isArray(records)) return notAList(document, 'une liste «\u00A0records\u00A0»')
          return {
            items: records.map((value, at) => ({ value, path: `$.records[${at}].fields` })),
            total: null,
            next: null,
          }
        },
        offer({ value, path }, document) {
          const columns = plainLists(valueAt(value, 'fields'))
          const key = scalarText(settings.key === 'id' ? valueAt(value, 'id') : valueAt(columns, settings.key))
          if (key === null) return { rejection: noKey(path, document, settings.key, value) }
          const link = settings.address === undefined ? null : scalarText(valueAt(columns, settings.address))
          return {
            key,
            address: link && URL.canParse(link) ? link : document.address,
            fields: flattenJson(columns, { document: document.hash, address: document.address, path }),
          }
        },
      },
      fetcher,
      startTally(entry, settings.expect),
    )
  },
}

/** Grist writes a list as `["L", …]` and a date as `["d", seconds]`, `["D", seconds, zone]`. */
function plainLists(columns: unknown): unknown {
  if (typeof columns !== 'object' || columns === null) return columns
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, plain(value)]))
}

function plain(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  const [mark, ...rest] = value
  if (mark === 'L') return rest.map(plain)
  if ((mark === 'd' || mark === 'D') && typeof rest[0] === 'number') return new Date(rest[0] * 1000).toISOString()
  return null
}
