import { z } from 'zod'
import type { Connector, FetchedDocument } from '../connector.ts'
import { flattenJson, scalarText, valueAt } from '../records/flatten.ts'
import { harvestJson, noKey, notAList } from '../records/json-pages.ts'
import { startTally } from '../tally.ts'
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
export const JsonSettings = z
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
    error: 'une seule façon de tourner les pages\u00A0: «\u00A0next\u00A0», «\u00A0page\u00A0» ou «\u00A0offset\u00A0»',
    path: ['next'],
  })
export type JsonSettings = z.infer<typeof JsonSettings>

export const json: Connector<JsonSettings> = {
  kind: 'json',
  parse: settings => JsonSettings.parse(settings),
  harvest(entry, fetcher) {
    const { settings } = entry
    const tally = startTally(entry, settings.expect)
    let pageNumber = settings.page?.from ?? 0
    return harvestJson(
      {
        first: settings.page ? withParameter(entry.address, settings.page.parameter, pageNumber) : entry.address,
        options: { accept: 'application/json', ...keyOf(settings) },
        required: settings.required,
        pages: settings.pages,
        page(content, document, read) {
          const list = valueAt(content, settings.items)
          if (!Array.isArray(list))
            return notAList(document, settings.items === '' ? 'une liste' : `une liste «\u00A0${settings.items}\u00A0»`)
          const base = settings.items === '' ? '$' : `$.${settings.items}`
          pageNumber += 1
          const total =
            settings.total === undefined ? null : Number(scalarText(valueAt(content, settings.total)) ?? Number.NaN)
          return {
            items: list.map((value, at) => ({ value, path: `${base}[${at}]` })),
            total: total !== null && Number.isFinite(total) ? total : null,
            next: nextOf(settings, entry.address, content, document, list.length, read, pageNumber),
          }
        },
        offer({ value, path }, document) {
          const key = scalarText(valueAt(value, settings.key))
          if (key === null) return { rejection: noKey(path, document, settings.key, value) }
          const link = settings.address === undefined ? null : scalarText(valueAt(value, settings.address))
          return {
            key,
            address:
              link && URL.canParse(link, document.address) ? new URL(link, document.address).href : document.address,
            fields: flattenJson(value, { document: document.hash, address: document.address, path }),
          }
        },
      },
      fetcher,
      tally,
    )
  },
}

function nextOf(
  settings: JsonSettings,
  entry: string,
  content: unknown,
  document: FetchedDocument,
  got: number,
  read: number,
  pageNumber: number,
): string | null {
  if (settings.next !== undefined) {
    const link = scalarText(valueAt(content, settings.next))
    return link && URL.canParse(link, document.address) ? new URL(link, document.address).href : null
  }
  if (got === 0) return null
  if (settings.page) return withParameter(entry, settings.page.parameter, pageNumber)
  if (settings.offset) return withParameter(entry, settings.offset.parameter, read + got)
  return null
}

export function withParameter(address: string, name: string, value: string | number): string {
  const url = new URL(address)
  url.searchParams.set(name, String(value))
  return url.href
}

function keyOf({ secret, secretHeader }: JsonSettings) {
  if (secret === undefined) return {}
  return { key: secretHeader === undefined ? { name: secret } : { name: secret, header: secretHeader, prefix: '' } }
}
