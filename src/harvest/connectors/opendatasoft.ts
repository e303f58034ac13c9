import { z } from 'zod'
import type { Connector } from '../connector.ts'
import { flattenJson, scalarText, valueAt } from '../records/flatten.ts'
import { harvestJson, noKey, notAList } from '../records/json-pages.ts'
import { startTally } from '../tally.ts'
import { ExpectSettings, RequiredFields, SecretName } from './settings.ts'

/** Explore v2 refuses `offset + limit` beyond this; a larger data set is to be read by its CSV export. */
const FURTHEST = 10_000
const SIZE = 100

/**
 * `kind: opendatasoft` — a data set of an Opendatasoft portal, by Explore v2:
 * `https://<portail>/api/explore/v2.1/catalog/datasets/<jeu>/records`.
 *
 *     harvest:
 *       kind: opendatasoft
 *       key: identifiant
 *       where: departement="35"
 */
export const OpendatasoftSettings = z.strictObject({
  kind: z.literal('opendatasoft'),
  /** Field of the lasting identifier. */
  key: z.string().min(1),
  /** Field of the address of the offer's page. */
  address: z.string().optional(),
  /** Filter in ODSQL. */
  where: z.string().optional(),
  required: RequiredFields,
  secret: SecretName.optional(),
  expect: ExpectSettings,
})
export type OpendatasoftSettings = z.infer<typeof OpendatasoftSettings>

export const opendatasoft: Connector<OpendatasoftSettings> = {
  kind: 'opendatasoft',
  parse: settings => OpendatasoftSettings.parse(settings),
  harvest(entry, fetcher) {
    const { settings } = entry
    return harvestJson(
      {
        first: recordsAddress(entry.address, settings, 0),
        options: {
          accept: 'application/json',
          ...(settings.secret ? { key: { name: settings.secret, prefix: 'Apikey ' } } : {}),
        },
        required: settings.required,
        pages: FURTHEST / SIZE,
        page(content, document, read) {
          const results = valueAt(content, 'results')
          const total = valueAt(content, 'total_count')
          if (!Array.isArray(results) || typeof total !== 'number')
            return notAList(document, 'une liste «\u00A0results\u00A0» et son «\u00A0total_count\u00A0»')
          const reached = read + results.length
          const more = results.length > 0 && reached < total && reached + SIZE <= FURTHEST
          return {
            items: results.map((value, at) => ({ value, path: `$.results[${at}]` })),
            total,
            next: more ? recordsAddress(entry.address, settings, reached) : null,
          }
        },
        offer({ value, path }, document) {
          const key = scalarText(valueAt(value, settings.key))
          if (key === null) return { rejection: noKey(path, document, settings.key, value) }
          const link = settings.address === undefined ? null : scalarText(valueAt(value, settings.address))
          return {
            key,
            address: link && URL.canParse(link) ? link : document.address,
            fields: flattenJson(value, { document: document.hash, address: document.address, path }),
          }
        },
      },
      fetcher,
      startTally(entry, settings.expect),
    )
  },
}

function recordsAddress(dataset: string, settings: OpendatasoftSettings, offset: number): string {
  const url = new URL(dataset)
  if (!url.pathname.endsWith('/records')) url.pathname = `${url.pathname.replace(/\/$/, '')}/records`
  url.searchParams.set('limit', String(SIZE))
  url.searchParams.set('offset', String(offset))
  url.searchParams.set('order_by', settings.key)
  if (settings.where) url.searchParams.set('where', settings.where)
  return url.href
}
