import { z } from 'zod'
import { scalarText, valueAt } from '../records/flatten.ts'
import { type JsonApi, type JsonPage, jsonConnector } from '../records/json-api.ts'
import { withParameters } from '../records/with-parameters.ts'
import { ExpectSettings, PageCap, RequiredFields, SecretName } from './settings.ts'

/**
 * `kind: json` — any API or file that gives a list of offers in JSON. Nested names are joined by dots: `lieu.commune`.
 *
 *     harvest:
 *       kind: json
 *       items: data.offres
 *       key: id
 *       address: lien
 *       next: liens.suivant
 *       total: meta.total
 */
const JsonSettings = z
  .strictObject({
    kind: z.literal('json'),
    /** Where the list is, e.g. `data.offres`. Default: the document itself is the list. */
    items: z.string().default(''),
    /** Where an offer's lasting identifier is, inside the offer. */
    key: z.string().min(1),
    /** Where the address of its page is, inside the offer. */
    address: z.string().optional(),
    /** Where the address of the next page is, in the document. */
    next: z.string().optional(),
    /** Or: pages asked for by number, e.g. `{ parameter: page, from: 1 }`; the first empty page is the end. */
    page: z.strictObject({ parameter: z.string(), from: z.number().int().min(0).default(1) }).optional(),
    /** Or: by offset, e.g. `{ parameter: offset }`; it moves by what each page gave. */
    offset: z.strictObject({ parameter: z.string() }).optional(),
    /** Where the document says how many offers there are in all. */
    total: z.string().optional(),
    required: RequiredFields,
    pages: PageCap.default(200),
    secret: SecretName.optional(),
    /** Header that carries the key. Default: `Authorization: Bearer …`. */
    secretHeader: z.string().optional(),
    expect: ExpectSettings,
  })
  .refine(s => [s.next, s.page, s.offset].filter(way => way !== undefined).length <= 1, {
    error: 'une seule façon de tourner les pages : « next », « page » ou « offset »',
    path: ['next'],
  })

export const json = jsonConnector('json', JsonSettings, (address, settings): JsonApi => {
  const { page, offset, next, total, secret, secretHeader } = settings
  return {
    first: page ? withParameters(address, { [page.parameter]: page.from }) : address,
    ...(secret === undefined
      ? {}
      : { key: { name: secret, ...(secretHeader && { header: secretHeader, prefix: '' }) } }),
    list: settings.items,
    id: settings.key,
    address: settings.address,
    numbered: () => page !== undefined || offset !== undefined,
    more: read => ([next, page, offset].every(way => way === undefined) ? furtherPage(read, settings.items) : null),
    required: settings.required,
    pages: settings.pages,
    total: ({ content }) => (total === undefined ? announced(content, settings.items) : numberAt(content, total)),
    next(read) {
      if (next !== undefined) return linkAt(read, next)
      if (read.got === 0) return null
      if (page) return withParameters(address, { [page.parameter]: page.from + read.turn })
      return offset ? withParameters(address, { [offset.parameter]: read.read }) : null
    },
  }
})

/** What interfaces call the number of what they have in all. */
const TOTALS = [
  'total',
  'totalCount',
  'total_count',
  'totalItems',
  'total_items',
  'hydra:totalItems',
  'numberMatched',
  'nhits',
]

/** Objects in which interfaces say how their pages follow. */
const ABOUT = [
  '',
  'meta.',
  'meta.pagination.',
  'metadata.',
  'pagination.',
  'paging.',
  'page_info.',
  'pageInfo.',
  'page.',
  'info.',
]

/** The number that stands beside the list, or at the head of the document, or in what it says of its pages, under one of those names: fewer read means that pages are missing. */
function announced(content: unknown, list: string): number | null {
  for (const place of placesAbout(list))
    for (const name of TOTALS) {
      const value = numberAt(content, `${place}${name}`)
      if (value !== null) return value
    }
  return null
}

/** Where a document may say something of its list: beside it first, then at its head. */
function placesAbout(list: string): string[] {
  const around = list.split('.').slice(0, -1).join('.')
  return [...new Set(around === '' ? [''] : [`${around}.`, ''])].flatMap(place =>
    ABOUT.map(about => `${place}${about}`),
  )
}

/** What interfaces call the address or the mark of the page after this one, and what says that there is one. */
const NEXT = [
  'next',
  'links.next',
  '_links.next',
  '_links.next.href',
  'next_page',
  'nextPage',
  'next_page_url',
  'next_url',
  'nextLink',
  'next_link',
  '@odata.nextLink',
  'next_rest_url',
  'nextPageToken',
  'next_page_token',
  'next_cursor',
  'nextCursor',
  'cursors.after',
  'hydra:view.hydra:next',
  'view.next',
]
const MORE = ['hasMore', 'has_more', 'hasNext', 'has_next', 'hasNextPage', 'has_next_page', 'exceededTransferLimit']

/** How a page says that another follows, in its own words; null when it says nothing of the kind. */
function furtherPage({ content, document, got }: JsonPage, list: string): string | null {
  if (got === 0) return null
  if (/;\s*rel="?next"?/.test(document.headers.link ?? '')) return 'Link: rel="next"'
  for (const place of placesAbout(list)) {
    const link = NEXT.find(name => scalarText(valueAt(content, `${place}${name}`)) !== null)
    if (link !== undefined) return `${place}${link}`
    const more = MORE.find(name => valueAt(content, `${place}${name}`) === true)
    if (more !== undefined) return `${place}${more}`
  }
  // Airtable’s mark of the next page; a number is the rank of this one.
  return typeof valueAt(content, 'offset') === 'string' ? 'offset' : null
}

function numberAt(content: unknown, path: string): number | null {
  const written = scalarText(valueAt(content, path))
  const value = Number(written ?? Number.NaN)
  return Number.isFinite(value) ? value : null
}

function linkAt({ content, document }: JsonPage, path: string): string | null {
  const link = scalarText(valueAt(content, path))
  return link && URL.canParse(link, document.address) ? new URL(link, document.address).href : null
}
