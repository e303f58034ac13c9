import { z } from 'zod'
import { slugify } from '../../common/text.ts'
import type { Connector, RawOffer } from '../connector.ts'
import { ranked, within } from '../place-words.ts'
import { startTally } from '../tally.ts'
import { flattenXml, type XmlOrigin } from '../xml/flatten.ts'
import { harvestXml, missingItems, recordWithoutKey } from '../xml/harvest-xml.ts'
import { childrenOf, textOf, type XmlElement } from '../xml/records.ts'
import { ExpectSettings, RequiredFields } from './settings.ts'

/** Values that LHÉO uses for «unknown» where the schema wants something. */
const UNKNOWN = new Set(['-', '–'])

/**
 * `kind: lheo` — training offers in LHÉO XML, 2.2 or 2.3. One offer per `action` of each `formation`. Fields of the training carry their own
 * names (`intitule-formation`, `organisme-formation-responsable.nom-organisme`), those of the action start with `action.`
 * (`action.lieu-de-formation.coordonnees.adresse.ville`, `action.session.periode.debut`: AAAAMMJJ).
 *
 *     harvest:
 *       kind: lheo
 */
export const LheoSettings = z.strictObject({
  kind: z.literal('lheo'),
  required: RequiredFields,
  expect: ExpectSettings,
})
export type LheoSettings = z.infer<typeof LheoSettings>

export const lheo: Connector<LheoSettings> = {
  kind: 'lheo',
  parse: settings => LheoSettings.parse(settings),
  async *harvest(entry, fetcher) {
    const tally = startTally(entry, entry.settings.expect)
    try {
      const read = yield* harvestXml(
        entry.address,
        {
          item: 'formation',
          isItem: name => name === 'formation',
          roots: ['lheo', 'offres'],
          expected: 'un fichier LHÉO',
          required: ['intitule-formation', ...entry.settings.required],
          *offers(record, document, cut) {
            const { element, rank } = record
            const shared: XmlElement = {
              ...element,
              content: element.content.filter(node => typeof node === 'string' || !isAction(node)),
            }
            const origin = {
              document: document.hash,
              address: document.address,
              unknown: UNKNOWN,
              localNames: true,
              cut,
            }
            const common = flattenXml(shared, { ...origin, place: ranked('formation', rank) })
            const actions = childrenOf(element, 'action')
            for (const [at, action] of actions.length > 0 ? [...actions.entries()] : [[0, null] as const]) {
              const key = keyOf(element, action, at, actions.length)
              if (key === null)
                yield {
                  rejection: recordWithoutKey(record, document.address, 'un attribut « numero » ou un intitulé'),
                }
              else
                yield {
                  key,
                  address: addressOf(element, action) ?? document.address,
                  fields: { ...common, ...actionFields(action, at, rank, origin) },
                }
            }
          },
        },
        fetcher,
        tally,
      )
      const missing = missingItems(entry.address, read, read.outside.announced)
      if (missing !== null) yield tally.reject(missing)
      const version = versionOf(read.root?.attributes ?? {})
      if (read.root !== null && version !== null && !['2.2', '2.3'].includes(version))
        tally.broken(otherVersion(entry.address, version))
    } catch (error) {
      return tally.fail(error)
    }
    return tally.outcome()
  },
}

const isAction = (element: XmlElement): boolean => element.name === 'action' || element.name.endsWith(':action')

function actionFields(
  action: XmlElement | null,
  at: number,
  rank: number,
  origin: Omit<XmlOrigin, 'place'>,
): RawOffer['fields'] {
  if (action === null) return {}
  const fields = flattenXml(action, { ...origin, place: ranked(within(ranked('formation', rank), 'action'), at + 1) })
  return Object.fromEntries(Object.entries(fields).map(([name, values]) => [`action.${name}`, values]))
}

/** `numero` attributes are the catalogue's own identifiers; without them, the title is all there is. */
function keyOf(formation: XmlElement, action: XmlElement | null, at: number, among: number): string | null {
  const { numero, id } = formation.attributes
  const title = childrenOf(formation, 'intitule-formation')[0]
  const whole = numero ?? id ?? (title ? slugify(textOf(title)) : '')
  if (whole === '') return null
  const part = action?.attributes.numero ?? action?.attributes.id ?? (among > 1 ? String(at + 1) : '')
  return part === '' ? whole : `${whole}_${part}`
}

function addressOf(formation: XmlElement, action: XmlElement | null): string | null {
  for (const element of [action, formation])
    for (const web of element ? deep(element, 'urlweb') : []) {
      const text = textOf(web).trim()
      if (/^https?:\/\//.test(text) && URL.canParse(text)) return text
    }
  return null
}

function deep(element: XmlElement, name: string): XmlElement[] {
  return childrenOf(element).flatMap(child => [...(child.name.endsWith(name) ? [child] : []), ...deep(child, name)])
}

/** `2.3` from the namespace, e.g. `http://lheo.gouv.fr/2.3`; null when the root declares none. */
function versionOf(attributes: Record<string, string>): string | null {
  for (const [name, value] of Object.entries(attributes)) {
    const version = name.startsWith('xmlns') ? /lheo[^/]*\/(\d+\.\d+)/.exec(value)?.[1] : undefined
    if (version) return version
  }
  return null
}

const otherVersion = (address: string, version: string) => ({
  name: 'version-lheo',
  expected: 'LHÉO 2.2 ou 2.3',
  seen: `LHÉO ${version}`,
  message: `${address} est écrit en LHÉO ${version}, que le robot ne connaît pas.`,
})
