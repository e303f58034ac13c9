import { z } from 'zod'
import type { Connector } from '../connector.ts'
import { flattenJson, scalarText, valueAt } from '../records/flatten.ts'
import { harvestJson, noKey, notAList } from '../records/json-pages.ts'
import { startTally } from '../tally.ts'
import { ExpectSettings, PageCap, RequiredFields } from './settings.ts'

/**
 * `kind: arcgis` — a layer of an ArcGIS FeatureServer: `https://…/FeatureServer/0`. The Département's own directory is one.
 *
 *     harvest:
 *       kind: arcgis
 *       key: ID
 *       address: LIEN_SOURCE
 */
export const ArcgisSettings = z.strictObject({
  kind: z.literal('arcgis'),
  /** Attribute that holds the lasting identifier, e.g. `ID`. */
  key: z.string().min(1),
  /** Attribute that holds the address of a page. */
  address: z.string().optional(),
  /** Attribute that puts the records in a lasting order, so that none is lost between two pages. Default `ObjectId`. */
  order: z.string().default('ObjectId'),
  /** Filter in the server's SQL. Default: everything. */
  where: z.string().default('1=1'),
  /** Records per page asked for; the server may give fewer. Default 1000. */
  size: z.number().int().min(1).max(5000).default(1000),
  required: RequiredFields,
  pages: PageCap.default(200),
  expect: ExpectSettings,
})
export type ArcgisSettings = z.infer<typeof ArcgisSettings>

export const arcgis: Connector<ArcgisSettings> = {
  kind: 'arcgis',
  parse: settings => ArcgisSettings.parse(settings),
  harvest(entry, fetcher) {
    const { settings } = entry
    return harvestJson(
      {
        first: queryAddress(entry.address, settings, 0),
        options: { accept: 'application/json' },
        required: settings.required,
        pages: settings.pages,
        page(content, document, read) {
          const features = valueAt(content, 'features')
          if (!Array.isArray(features)) return notAList(document, 'une liste «\u00A0features\u00A0»')
          const more = valueAt(content, 'exceededTransferLimit') === true
          return {
            items: features.map((value, at) => ({ value, path: `$.features[${at}].attributes` })),
            total: null,
            next: more ? queryAddress(entry.address, settings, read + features.length) : null,
          }
        },
        offer({ value, path }, document) {
          const attributes = valueAt(value, 'attributes')
          const key = scalarText(valueAt(attributes, settings.key))
          if (key === null) return { rejection: noKey(path, document, settings.key, value) }
          const link = settings.address === undefined ? null : scalarText(valueAt(attributes, settings.address))
          return {
            key,
            address: link && URL.canParse(link) ? link : document.address,
            fields: flattenJson(attributes, { document: document.hash, address: document.address, path }),
          }
        },
      },
      fetcher,
      startTally(entry, settings.expect),
    )
  },
}

/** Offsets move by what was really given: a server may give fewer records than asked for. */
function queryAddress(layer: string, settings: ArcgisSettings, offset: number): string {
  const url = new URL(layer)
  if (!url.pathname.endsWith('/query')) url.pathname = `${url.pathname.replace(/\/$/, '')}/query`
  url.search = new URLSearchParams({
    where: settings.where,
    outFields: '*',
    returnGeometry: 'false',
    f: 'json',
    orderByFields: settings.order,
    resultRecordCount: String(settings.size),
    resultOffset: String(offset),
  }).toString()
  return url.href
}
