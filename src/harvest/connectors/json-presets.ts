import { z } from 'zod'
import { valueAt } from '../records/flatten.ts'
import { type JsonApi, jsonConnector } from '../records/json-api.ts'
import { withParameters } from '../records/with-parameters.ts'
import { ExpectSettings, PageCap, RequiredFields, SecretName } from './settings.ts'

/**
 * `kind: arcgis` — a layer of an ArcGIS FeatureServer: `https://…/FeatureServer/0`. The Département's own directory is one.
 *
 *     harvest:
 *       kind: arcgis
 *       key: ID
 *       address: LIEN_SOURCE
 */
const ArcgisSettings = z.strictObject({
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

/** Offsets move by what was really given: a server may give fewer records than asked for. */
export const arcgis = jsonConnector('arcgis', ArcgisSettings, (layer, settings): JsonApi => {
  const query = (offset: number) =>
    withParameters(
      layer,
      {
        where: settings.where,
        outFields: '*',
        returnGeometry: 'false',
        f: 'json',
        orderByFields: settings.order,
        resultRecordCount: settings.size,
        resultOffset: offset,
      },
      '/query',
    )
  return {
    first: query(0),
    list: 'features',
    record: 'attributes',
    id: settings.key,
    address: settings.address,
    required: settings.required,
    pages: settings.pages,
    next: ({ content, read }) => (valueAt(content, 'exceededTransferLimit') === true ? query(read) : null),
  }
})

/**
 * `kind: grist` — a table of a Grist document, by its API: `https://<grist>/api/docs/<document>/tables/<table>/records`.
 * Grist gives the whole table at once. A published table needs no key.
 *
 *     harvest:
 *       kind: grist
 *       key: Identifiant
 *       secret: CLE_GRIST
 */
const GristSettings = z.strictObject({
  kind: z.literal('grist'),
  /** Column of the lasting identifier. Default: Grist's own line number, which outlives renaming. */
  key: z.string().default('id'),
  /** Column of the address of the offer's page. */
  address: z.string().optional(),
  required: RequiredFields,
  secret: SecretName.optional(),
  expect: ExpectSettings,
})

export const grist = jsonConnector(
  'grist',
  GristSettings,
  (address, settings): JsonApi => ({
    first: address,
    ...(settings.secret ? { key: { name: settings.secret } } : {}),
    list: 'records',
    record: 'fields',
    id: settings.key,
    idBeside: settings.key === 'id',
    address: settings.address,
    tidy: plainColumns,
    required: settings.required,
    pages: 1,
  }),
)

function plainColumns(columns: unknown): unknown {
  if (typeof columns !== 'object' || columns === null) return columns
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, plainCell(value)]))
}

/** Grist writes a list as `["L", …]` and a date as `["d", seconds]`, `["D", seconds, zone]`. */
function plainCell(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  const [mark, ...rest] = value
  if (mark === 'L') return rest.map(plainCell)
  if ((mark === 'd' || mark === 'D') && typeof rest[0] === 'number') return new Date(rest[0] * 1000).toISOString()
  return null
}

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
const OpendatasoftSettings = z.strictObject({
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

export const opendatasoft = jsonConnector('opendatasoft', OpendatasoftSettings, (dataset, settings): JsonApi => {
  const records = (offset: number) =>
    withParameters(
      dataset,
      { limit: SIZE, offset, order_by: settings.key, where: settings.where || undefined },
      '/records',
    )
  const total = (content: unknown) => {
    const said = valueAt(content, 'total_count')
    return typeof said === 'number' ? said : null
  }
  return {
    first: records(0),
    ...(settings.secret ? { key: { name: settings.secret, prefix: 'Apikey ' } } : {}),
    list: 'results',
    listName: 'une liste « results » et son « total_count »',
    isPage: content => total(content) !== null,
    id: settings.key,
    address: settings.address,
    required: settings.required,
    pages: FURTHEST / SIZE,
    total: ({ content }) => total(content),
    next: ({ content, got, read }) =>
      got > 0 && read < (total(content) ?? read) && read + SIZE <= FURTHEST ? records(read) : null,
  }
})
