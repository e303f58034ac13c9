import { type Element, isTag } from 'domhandler'
import { load } from '../../common/markup.ts'
import { fold } from '../../common/text.ts'
import type { FetchedDocument, RawOffer } from '../../harvest/connector.ts'
import { valueAt } from '../../harvest/records/flatten.ts'
import { listIn } from '../../harvest/records/list-in.ts'
import { nextAddressIn } from '../../harvest/records/page-marks.ts'
import { readJson } from '../../harvest/records/parse-json.ts'
import { withoutWarning } from '../../harvest/server-warning.ts'
import { topicsOf } from '../labels.ts'
import { type Line, line, type Unit } from '../line.ts'
import { linesOfHtml } from '../lines-of-html.ts'
import type { NotOffer } from '../proposal.ts'
import { whyNot } from '../refuse.ts'
import type { DoorContext, Found, Read } from './door.ts'
import { readsOfHeader } from './header-reads.ts'
import { many } from './many.ts'
import { offersOf } from './offers-of.ts'

type Json = Record<string, unknown>

/** An API or a file of records, JSON or XML: each record is one offer, its properties are named as labels are. Null when it is none. */
export async function throughRecords(document: FetchedDocument, context: DoorContext): Promise<Found | null> {
  const text = withoutWarning(document.text).rest
  const harvest = text.trimStart().startsWith('<') ? xmlShape(text) : jsonShape(readJson(text).content, document)
  if (harvest === null) return null
  const { offers, unread } = await offersOf(harvest, document.address, context)
  const units: Unit[] = []
  const notOffers: NotOffer[] = []
  const naming = namingOf(offers)
  for (const offer of offers) {
    const unit = unitOf(offer, naming)
    const because = unit === null ? null : whyNot(unit.title)
    if (unit !== null && because === null) units.push(unit)
    else if (unit !== null && because !== null) notOffers.push({ words: unit.title, because })
  }
  if (units.length === 0) return null
  const names = [...new Set(offers.flatMap(({ fields }) => Object.keys(fields)))]
  return {
    kind: harvest.kind,
    found: `${many(units.length)}, une par élément de ce fichier`,
    units,
    notOffers,
    unread,
    texts: descriptionsOf(names, naming),
    harvest,
    reads: readsOf(names, naming),
  }
}

function jsonShape(content: unknown, document: FetchedDocument): (Json & { kind: string }) | null {
  if (
    isObject(content) &&
    Array.isArray(content.records) &&
    isObject(content.records[0]) &&
    isObject(content.records[0].fields)
  )
    return { kind: 'grist' }
  if (isObject(content) && typeof content.total_count === 'number' && Array.isArray(content.results))
    return { kind: 'opendatasoft', key: keyOf(content.results) }
  if (
    isObject(content) &&
    Array.isArray(content.features) &&
    isObject(content.features[0]) &&
    isObject(content.features[0].attributes)
  )
    return { kind: 'arcgis', key: keyOf(content.features.map(each => (isObject(each) ? each.attributes : null))) }
  if (
    isObject(content) &&
    Array.isArray(content.offres) &&
    isObject(content.offres[0]) &&
    'structure_nom' in content.offres[0]
  )
    return { kind: 'declaration' }
  const list = largestList(content, '')
  if (list === null) return null
  const next = nextAddressIn({ content, document }, list.path)
  const { path: items } = list
  return { kind: 'json', items, key: keyOf(list.items), ...pageOf(list.items), ...(next !== null && { next }) }
}

/** Names of what tells the elements of an object apart. */
const IDENTIFIERS = ['id', 'identifiant', 'uuid', 'reference', 'slug']

/** Deepest to look for the list of offers. */
const DEEPEST = 4

function largestList(value: unknown, path: string, depth = 0): { path: string; items: unknown[] } | null {
  if (Array.isArray(value)) return value.length > 0 && value.every(isObject) ? { path, items: value } : null
  if (!isObject(value) || depth >= DEEPEST) return null
  const listed = IDENTIFIERS.map(id => listIn(value, '', id)).find(found => found !== null) ?? null
  if (listed !== null) return { path, items: listed }
  const found = Object.entries(value).flatMap(
    ([name, inner]) => largestList(inner, path === '' ? name : `${path}.${name}`, depth + 1) ?? [],
  )
  return found.sort((a, b) => b.items.length - a.items.length)[0] ?? null
}

/** The property that tells records apart for good: an identifier by its name, else the first that is different in each. */
function keyOf(items: readonly unknown[]): string {
  const [first] = items
  const names = isObject(first)
    ? Object.keys(first).filter(name => ['string', 'number'].includes(typeof first[name]))
    : []
  const different = (name: string) =>
    new Set(items.map(item => (isObject(item) ? item[name] : null))).size === items.length
  return (
    names.find(
      name =>
        /^(?:id|_id|identifiant|uuid|code|ref|reference|key|slug|recordid|numero|objectid)$/i.test(name) &&
        different(name),
    ) ??
    names.find(different) ??
    'id'
  )
}

/** Where the address of an offer's page is: a link of its own in each. */
function pageOf(items: readonly unknown[]): { address?: string } {
  const links = ['link', 'lien', 'url', 'permalink', 'links.self.href'].filter(name => {
    const told = items.map(item => valueAt(item, name))
    return (
      told.every(link => typeof link === 'string' && /^https?:\/\//.test(link)) && new Set(told).size === told.length
    )
  })
  return links[0] === undefined ? {} : { address: links[0] }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

function xmlShape(text: string): (Json & { kind: string }) | null {
  const root = /<(?!\?|!)([\w:-]+)/.exec(text)?.[1] ?? ''
  const local = root.split(':').at(-1) ?? ''
  if (/^(?:rss|feed|RDF)$/.test(local)) return { kind: 'rss' }
  if (local === 'lheo') return { kind: 'lheo' }
  const $ = load(text, { xml: true })
  const top = $.root().children()[0]
  const first = top === undefined ? undefined : mostRepeated(top)
  if (first === undefined) return null
  const item = first.name
  const names = first.children.filter(isTag).map(({ name }) => name)
  const key =
    names.find(name => /^(?:id|identifiant|code|ref|reference|numero|uuid)$/i.test(name)) ??
    Object.keys(first.attribs)
      .filter(name => /id|ref|code|num/i.test(name))
      .map(name => `@${name}`)[0] ??
    names[0]
  return key === undefined ? null : { kind: 'xml', root, item, key }
}

/** The first of the elements that are repeated the most, not deep inside a document: those that hold something, before any other. */
function mostRepeated(top: Element): Element | undefined {
  const groups: Element[][] = []
  for (let parents = [top], depth = 0; depth < 3; depth += 1) {
    for (const parent of parents)
      groups.push(...Map.groupBy(parent.children.filter(isTag), ({ name }) => name).values())
    parents = groups.flat().filter(element => parents.includes(element.parent as Element))
  }
  const holds = ([first]: Element[]) => first !== undefined && first.children.filter(isTag).length > 1
  return groups.sort((a, b) => Number(holds(b)) - Number(holds(a)) || b.length - a.length)[0]?.[0]
}

const NAMED =
  /^(?:nom|name|title|titre|intitule|intitulé|summary|libelle|libellé|intitule-formation|nom de l.offre|action)$/i
/** «nom_action», «titre de l’offre», and not «nom_structure». */
const NAME_OF =
  /^(?:nom|titre|intitul[eé]|libell[eé])[ _-](?!.*(?:structure|organis|commune|contact|referent|rue|voie|ville|epci))/i
const isName = (name: string): boolean =>
  NAMED.test(ownName(name)) || NAME_OF.test(ownName(name)) || topicsOf(wordsOfName(name)).includes('nom')
/** What interfaces put under a name to say how it is written, or in which language: `title.rendered`, `body.value`, `title.fr`. */
const WRITTEN = /(?:\.(?:rendered|value|processed|raw|plain|text|html|und|fr(?:[-_]FR)?))+$/
const ownName = (name: string): string => name.replace(WRITTEN, '').split('.').at(-1) ?? name
/** `publicVise`, `date_debut`, `lieu.ville` as a label. */
const wordsOfName = (name: string): string =>
  ownName(name)
    .replace(/([a-zé])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')

/** A day of the record, and not of what it offers: when it was published or changed. */
const OWN_DAY =
  /^(?:(?:dc:)?date|pub[_-]?date|(?:date|on|at)?[_-]?(?:published|updated|modified|created|changed|publication|modification|creation|mise[_ -]a[_ -]jour|maj)(?:[_-]?(?:at|on|date|gmt|le))?|date(?:Published|Modified|Created|_gmt)|modified_gmt|post_date|last[_-]?(?:build[_-]?date|mod(?:ified)?|update(?:d)?))$/i
/** «date» alone is that of a session, where nothing says that what holds it is an article. */
const ARTICLE = /^(?:title\.rendered|guid|pubDate|published)$/
const isOwnDay = (name: string, names: readonly string[]): boolean =>
  OWN_DAY.test(ownName(name)) && (!/^(?:dc:)?date$/i.test(ownName(name)) || names.some(other => ARTICLE.test(other)))

function unitOf({ key, address, fields }: RawOffer, naming: readonly string[]): Unit | null {
  const names = Object.keys(fields)
  const [named] = naming
  const title = named === undefined ? undefined : fields[named]?.[0]
  if (named === undefined || title === undefined) return null
  const whole = naming.flatMap(name => fields[name]?.[0]?.words ?? []).join(', ')
  const lines = names
    .filter(name => !naming.includes(name) && !isOwnDay(name, names) && !isExcerpt(name, fields))
    .flatMap((name, block) => (fields[name] ?? []).flatMap(value => linesOf(name, value, block + 1)))
  return { key, title: whole, where: title.origin.where, link: address, lines: [...lines, ...sessionLines(fields)] }
}

/** The field that names each offer; when it only says a town, or the same for all, the other field that names it comes with it. */
function namingOf(offers: readonly RawOffer[]): string[] {
  const all = [...new Set(offers.flatMap(({ fields }) => Object.keys(fields)))]
  const names = [
    ...all.filter(name => !name.includes('.') && isName(name)),
    ...all.filter(name => name.includes('.') && isName(name)),
  ]
  const [first] = names
  if (first === undefined) return []
  const words = (name: string) => offers.map(({ fields }) => fields[name]?.[0]?.words ?? '')
  const towns = all.filter(name => topicsOf(wordsOfName(name)).includes('commune'))
  const isTown = towns.some(town => words(town).every((value, at) => value !== '' && value === words(first)[at]))
  const other = names.find(name => name !== first && words(name).every(value => value !== ''))
  const alike = offers.length > 1 && new Set(words(first)).size === 1
  if (other === undefined || (!isTown && !alike)) return [first]
  return isTown ? [other, first] : [first, other]
}

/** How a text says that it is cut. */
const CUT = /\s*(?:[[(]\s*(?:…|\.{3})\s*[\])]|…|\.{3})\s*$/u

/** The beginning of a text that another field of the record holds whole: «Reprendre confiance par le théâtre […]». */
function isExcerpt(name: string, fields: RawOffer['fields']): boolean {
  const { words = '' } = fields[name]?.[0] ?? {}
  if (!CUT.test(words) && !topicsOf(wordsOfName(name)).includes('description')) return false
  const start = fold(words.replace(CUT, ''))
  return (
    start !== '' &&
    Object.entries(fields).some(([other, values]) => {
      const whole = other === name ? '' : fold(values[0]?.words ?? '')
      return whole.length > start.length && whole.startsWith(start)
    })
  )
}

/** A day, or a moment, and nothing else. */
const BARE_DAY = /^\d{4}-\d\d-\d\d(?:[T ][\d:.]+\S*)?$|^\d\d\/\d\d\/\d{4}(?: [\d:h]+)?$/
/** Topics of what a day may be told of. */
const DATED: ReadonlySet<string> = new Set(['dates', 'debut', 'fin', 'horaires'])
const STARTS = /\.(?:begin|start|debut|start[_-]?date|date[_-]?debut)$/i
const ENDS = /\.(?:end|fin|end[_-]?date|date[_-]?fin)$/i

/** Of sessions in a list, the first day and the last. */
function sessionLines(fields: RawOffer['fields']): Line[] {
  const days = (ending: RegExp) =>
    Object.entries(fields)
      .filter(([name]) => ending.test(name))
      .flatMap(([, values]) => values.filter(({ words }) => /^\d{4}-\d\d-\d\d/.test(words)))
      .map(({ words, origin }) => ({ day: words.slice(0, 10), where: origin.where }))
      .sort((a, b) => a.day.localeCompare(b.day))
  const starts = days(STARTS)
  const all = [...starts, ...days(ENDS)].sort((a, b) => a.day.localeCompare(b.day))
  const [first, last] = [starts[0], all.at(-1)]
  if (first === undefined || last === undefined) return []
  return [
    line(first.day, { label: 'Date de début', where: first.where, block: 0 }),
    ...(all.length > 1 ? [line(last.day, { label: 'Date de fin', where: last.where, block: 0 })] : []),
  ]
}

function linesOf(name: string, { words, html, origin }: RawOffer['fields'][string][number], block: number): Line[] {
  const label = wordsOfName(name)
  const topics = topicsOf(label)
  // A day that nothing says what it is the day of is none of the offer.
  if (BARE_DAY.test(words) && !topics.some(topic => DATED.has(topic))) return []
  const described = html !== undefined && (topics.length === 0 || topics.includes('description')) && words.length > 80
  if (described)
    return linesOfHtml(html).map(each => ({ ...each, block: block * 1000 + each.block, where: origin.where }))
  const prose = topics.length === 0 && words.length > 80
  return words
    .split('\n')
    .filter(text => text.trim() !== '')
    .map(text => line(text.trim(), { label: prose ? null : label, where: origin.where, block: block * 1000 }))
}

const descriptionsOf = (names: readonly string[], naming: readonly string[]): string[] =>
  (readsOf(names, naming).description ?? []).flatMap(({ read }) => read)

function readsOf(names: readonly string[], naming: readonly string[]): Partial<Record<string, Read[]>> {
  const labels = new Map(names.filter(name => !isOwnDay(name, names)).map(name => [wordsOfName(name), name]))
  const reads = readsOfHeader([...labels.keys()])
  const real = (read: string | string[]) =>
    Array.isArray(read) ? read.map(each => labels.get(each) ?? each) : (labels.get(read) ?? read)
  return {
    ...Object.fromEntries(
      Object.entries(reads).map(([field, ways]) => [
        field,
        (ways ?? []).map(way => ({ ...way, read: real(way.read) })),
      ]),
    ),
    ...(naming.length > 0 && { nom: [{ read: naming.length === 1 ? (naming[0] ?? '') : [...naming] }] }),
  }
}
