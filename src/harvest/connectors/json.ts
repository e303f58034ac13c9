import { z } from 'zod'
import { scalarText, valueAt } from '../records/flatten.ts'
import { type JsonApi, type JsonPage, jsonConnector } from '../records/json-api.ts'
import { announced, furtherPage, LINK_HEADER, linkedNext, numberAt } from '../records/page-marks.ts'
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
    /** Where the address of the next page is, in the document; `@link`: in the header `Link` of the answer. */
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
    more: read =>
      read.got > 0 && [next, page, offset].every(way => way === undefined) ? furtherPage(read, settings.items) : null,
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

function linkAt({ content, document }: JsonPage, path: string): string | null {
  if (path === LINK_HEADER) return linkedNext(document)
  const link = scalarText(valueAt(content, path))
  return link && URL.canParse(link, document.address) ? new URL(link, document.address).href : null
}
