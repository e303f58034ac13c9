import { z } from 'zod'
import { rejectionAt } from '../../common/rejection.ts'
import type { Connector } from '../connector.ts'
import { startTally } from '../tally.ts'
import { flattenXml } from '../xml/flatten.ts'
import { harvestXml, missingItems, recordPlace, recordWithoutKey } from '../xml/harvest-xml.ts'
import { localName } from '../xml/local-name.ts'
import { childrenOf, textOf, type XmlElement } from '../xml/records.ts'
import { ExpectSettings, RequiredFields } from './settings.ts'

/**
 * `kind: xml` — any XML file that repeats one element per offer. Fields are the elements inside, joined by dots; attributes are `name@attribute`, those of the offer’s
 * own element `@attribute`.
 *
 *     harvest:
 *       kind: xml
 *       root: offres
 *       item: offre
 *       key: reference
 */
export const XmlSettings = z.strictObject({
  kind: z.literal('xml'),
  /** Name of the outermost element; another one means that the file changed. */
  root: z.string().min(1),
  /** Name of the element of one offer. */
  item: z.string().min(1),
  /** Element (or `@attribute` of the item) that holds the lasting identifier. */
  key: z.string().min(1),
  /** Element that holds the address of the offer's page. */
  address: z.string().optional(),
  required: RequiredFields,
  expect: ExpectSettings,
})
export type XmlSettings = z.infer<typeof XmlSettings>

export const xml: Connector<XmlSettings> = {
  kind: 'xml',
  parse: settings => XmlSettings.parse(settings),
  async *harvest(entry, fetcher) {
    const { settings } = entry
    const tally = startTally(entry, settings.expect)
    let listed: number | null = null
    try {
      const read = yield* harvestXml(
        entry.address,
        {
          item: settings.item,
          isItem: name => name === localName(settings.item),
          isOther: name => name === RESUMPTION,
          roots: [settings.root],
          expected: `un fichier XML « ${settings.root} »`,
          required: settings.required,
          *offers(record, document, cut) {
            if (localName(record.element.name) === RESUMPTION) {
              if (textOf(record.element).trim() !== '') yield { rejection: furtherRecords(document.address) }
              else listed = Number(record.element.attributes.completeListSize ?? 0)
              return
            }
            if (isDeleted(record.element)) return
            const fields = flattenXml(record.element, {
              cut,
              own: true,
              document: document.hash,
              address: document.address,
              place: recordPlace(record),
            })
            const key = settings.key.startsWith('@')
              ? record.element.attributes[settings.key.slice(1)]
              : fields[settings.key]?.[0]?.words
            if (!key)
              yield {
                rejection: recordWithoutKey(record, document.address, `un élément « ${settings.key} »`),
              }
            else {
              const link = settings.address === undefined ? undefined : fields[settings.address]?.[0]?.words
              const address =
                link && URL.canParse(link, document.address) ? new URL(link, document.address).href : document.address
              yield { key, address, fields }
            }
          },
        },
        fetcher,
        tally,
      )
      const missing = missingItems(entry.address, read, listed ?? read.outside.announced)
      if (missing !== null) yield tally.reject(missing)
    } catch (error) {
      return tally.fail(error)
    }
    return tally.outcome()
  },
}

/** What a library (OAI-PMH) gives after a part of its records; empty after the last. */
const RESUMPTION = 'resumptionToken'

/** A record that a library (OAI-PMH) says it took away. */
const isDeleted = (element: XmlElement): boolean =>
  childrenOf(element, 'header').some(({ attributes }) => attributes.status === 'deleted')

const furtherRecords = (address: string) =>
  rejectionAt('suite-non-lue', address, {
    received: RESUMPTION,
    expected: 'toutes les offres dans un document',
    message: `La source annonce une suite (« ${RESUMPTION} ») que le robot ne demande pas : elle n’est pas lue, et rien n’est retiré d’après cette lecture. Au partenaire de donner toutes ses offres dans un fichier.`,
    whose: 'partenaire',
  })
