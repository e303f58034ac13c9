import { z } from 'zod'
import { rejectionAt } from '../../common/rejection.ts'
import { slugify } from '../../common/text.ts'
import { beyondCap } from '../beyond-cap.ts'
import type { Connector, FetchedDocument, Harvested } from '../connector.ts'
import { cutsOf } from '../cut-offer.ts'
import { formOf } from '../forms.ts'
import { crawl } from '../html/crawl.ts'
import { discoveryShape, planDiscovery } from '../html/discovery.ts'
import { type Fields, openPage } from '../html/page.ts'
import { keyFromAddress } from '../offer-key.ts'
import { flattenJson } from '../records/flatten.ts'
import { count, incomplete, notFollowed } from '../records/json-api.ts'
import { announced, furtherPage } from '../records/page-marks.ts'
import { type Block, bareJsonLd, jsonLdBlocks, type Node } from '../schema-org/json-ld.ts'
import { markedBlocks } from '../schema-org/microdata.ts'
import { DROPPED_PROPERTIES, offerNodes } from '../schema-org/nodes.ts'
import { firstText, withoutTwins } from '../schema-org/twins.ts'
import { startTally, type Tally } from '../tally.ts'
import { ExpectSettings, RequiredFields } from './settings.ts'

/** Types of schema.org that describe an offer by themselves. */
const OFFERS = [
  'Service',
  'GovernmentService',
  'Course',
  'EducationalOccupationalProgram',
  'WorkBasedProgram',
  'Event',
  'EducationEvent',
  'SocialEvent',
  'BusinessEvent',
  'CourseInstance',
]

/**
 * `kind: json-ld` — offers that pages describe for search engines, as JSON-LD, microdata or RDFa (schema.org). Fields are the vocabulary's own,
 * joined by dots: `name`, `description`, `provider.name`, `hasCourseInstance.startDate`, `location.address.postalCode`.
 *
 *     harvest:
 *       kind: json-ld
 *       types: [Course]
 *       list: { items: article, link: a }
 */
export const JsonLdSettings = z
  .strictObject({
    kind: z.literal('json-ld'),
    ...discoveryShape,
    /** Types that are offers, with their narrower kinds (a `SportsEvent` is an `Event`). Default: services, courses, programmes and events. */
    types: z.array(z.string().min(1)).min(1).default(OFFERS),
    required: RequiredFields,
    expect: ExpectSettings,
  })
  .refine(s => !(s.list && s.sitemap), {
    error: '« list » ou « sitemap », pas les deux',
    path: ['sitemap'],
  })
export type JsonLdSettings = z.infer<typeof JsonLdSettings>

export const jsonLd: Connector<JsonLdSettings> = {
  kind: 'json-ld',
  parse: settings => JsonLdSettings.parse(settings),
  harvest(entry, fetcher) {
    const tally = startTally(entry, entry.settings.expect)
    const wanted = new Set(entry.settings.types)
    const discovery = planDiscovery(entry.settings)
    return crawl(entry.address, discovery, fetcher, tally, {
      page: (document, own, asked) =>
        readNodes(document, own, asked, wanted, entry.settings.required, tally, discovery.kind === 'page'),
    })
  },
}

function* readNodes(
  document: FetchedDocument,
  own: Fields,
  asked: string,
  wanted: ReadonlySet<string>,
  required: readonly string[],
  tally: Tally,
  onlyPage: boolean,
): Generator<Harvested> {
  const { scripts, marks, broken, bare } = blocksOf(document)
  const [scripted, marked] = [offerNodes(scripts, wanted), offerNodes(marks, wanted)]
  const offers = withoutTwins(scripted.offers, marked.offers)
  const seen = new Set([...scripted.seen, ...marked.seen])
  const beyond = scripted.beyond ?? marked.beyond
  if (beyond !== null)
    yield tally.reject(
      beyondCap(document.address, { what: 'Le bloc de données schema.org de la page', received: null, ...beyond }),
    )
  if (bare !== null) yield* restOf(document, bare, offers.length, tally)
  tally.field('offre schema.org', offers.length > 0, !onlyPage)
  if (offers.length === 0) {
    const rejection = noOffer(document.address, keyFromAddress(asked), wanted, seen, broken)
    if (onlyPage)
      tally.broken({
        name: 'offre-schema.org',
        expected: rejection.expected,
        seen: rejection.received ?? '',
        message: rejection.message,
      })
    else yield tally.reject(rejection)
    return
  }
  if (broken > 0) yield tally.reject(brokenBlock(document.address, broken))
  for (const node of offers) {
    if (/EventCancell?ed$/.test(firstText(node.value.eventStatus) ?? '')) continue
    const cuts = cutsOf()
    const fields = {
      ...own,
      ...flattenJson(node.value, {
        document: document.hash,
        address: document.address,
        place: node.place,
        drop: DROPPED_PROPERTIES,
        // The type of each is no fact of the offer.
        cut: cut => (cut.field.endsWith('@type') ? undefined : cuts.add(cut)),
      }),
    }
    const offer = { key: keyOf(node, asked, offers.length), address: addressOf(node, document.address), fields }
    count(offer, required, tally)
    yield* tally.offer(offer)
    yield* cuts.told(`${document.address}, ${node.place}`, offer.key)
  }
}

/** What a document says for search engines: in scripts, in its own elements; or the document itself, when it is JSON-LD and no page. */
function blocksOf(document: FetchedDocument): { scripts: Block[]; marks: Block[]; broken: number; bare: Block | null } {
  if (formOf(document) === 'un fichier JSON' && !/<(?:html|script)[\s>]/i.test(document.text)) {
    const bare = bareJsonLd(document.text)
    return { scripts: bare === null ? [] : [bare], marks: [], broken: bare === null ? 1 : 0, bare }
  }
  const page = openPage(document)
  const { blocks, broken } = jsonLdBlocks(page)
  return { scripts: blocks, marks: markedBlocks(page), broken, bare: null }
}

/** What a document says of more offers than it gives: another page, a total. */
function* restOf(document: FetchedDocument, { value }: Block, got: number, tally: Tally): Generator<Harvested> {
  const mark = furtherPage({ content: value, document }, '')
  const total = announced(value, '')
  if (mark !== null)
    yield tally.reject(
      notFollowed(document.address, mark, 'Lire ce document par « kind: json », qui sait demander la page suivante.'),
    )
  else if (total !== null && got < total) yield tally.reject(incomplete(document.address, got, total))
}

/** What the node says of itself comes first, so that a second offer on the page changes nothing for the first; then the page's address when the offer is alone on it; its name last. */
function keyOf(node: Node, asked: string, among: number): string {
  const { value } = node
  for (const mark of [value['@id'], value.url]) {
    const text = firstText(mark)
    if (text === null) continue
    const url = URL.canParse(text, asked) ? new URL(text, asked) : null
    if (url && /^https?:$/.test(url.protocol))
      return `${keyFromAddress(url.href)}${url.hash === '' ? '' : `_${slugify(url.hash)}`}`
    return slugify(text)
  }
  const identifier = firstText(value.identifier)
  if (identifier === null && among === 1) return keyFromAddress(asked)
  const words = identifier ?? [value.name, value.startDate].map(firstText).filter(Boolean).join(' ')
  return `${keyFromAddress(asked)}_${slugify(words).slice(0, 80) || slugify(node.path)}`
}

function addressOf(node: Node, page: string): string {
  const url = firstText(node.value.url)
  if (url === null || !URL.canParse(url, page)) return page
  const full = new URL(url, page)
  return /^https?:$/.test(full.protocol) ? full.href : page
}

const brokenBlock = (address: string, broken: number) =>
  rejectionAt('json-ld-illisible', address, {
    expected: 'du JSON bien formé dans chaque balise script de type application/ld+json',
    message: `${broken === 1 ? 'Un bloc de données schema.org de cette page est illisible' : `${broken} blocs de données schema.org de cette page sont illisibles`} (JSON mal formé) : le reste est lu.`,
    whose: 'partenaire',
  })

const noOffer = (
  address: string,
  key: string,
  wanted: ReadonlySet<string>,
  seen: ReadonlySet<string>,
  broken: number,
) =>
  rejectionAt('aucune-offre-dans-la-page', address, {
    key,
    received: [...seen].join(', ').slice(0, 200) || (broken > 0 ? 'du JSON-LD illisible' : 'aucune donnée schema.org'),
    expected: [...wanted].join(', '),
    message:
      broken > 0 && seen.size === 0
        ? 'Les données schema.org de cette page sont illisibles (JSON mal formé).'
        : `Cette page ne décrit aucune offre pour les moteurs de recherche (types trouvés : ${[...seen].join(', ') || 'aucun'}).`,
    whose: 'configuration',
  })
