import { load } from 'cheerio'
import type { AnyNode, Element } from 'domhandler'
import { z } from 'zod'
import { slugify } from '../../common/text.ts'
import type { Connector, FetchedDocument, Fetcher, HarvestEntry, Harvested, Outcome, RawValue } from '../contract.ts'
import { type CompiledField, compileFields, FieldRules, type Page, readField } from '../html/fields.ts'
import { compileReading, compileSelector, type Reading, type Selector, SelectorText } from '../html/selector.ts'
import { wordsOf } from '../html/words.ts'
import { keyFromAddress } from '../offer-key.ts'
import { startTally, stopsHarvest, type Tally } from '../tally.ts'
import { ExpectSettings } from './settings.ts'

const ListSettings = z.strictObject({
  /** One match per offer of the list, e.g. `article.offre`. */
  items: SelectorText,
  /** Link from an item to the page of its offer, e.g. `h2 a` (its `href` is followed). Without it the item is the offer. */
  link: SelectorText.optional(),
  /** Link to the next page of the list, e.g. `a[rel=next]`. */
  next: SelectorText.optional(),
  /** Fields read on the item itself; they are added to those of the page. */
  fields: FieldRules.default({}),
  /** What the page shows when it truly has no offer, e.g. `.aucun-resultat`. Without it an empty list counts as a changed page. */
  empty: SelectorText.optional(),
  /** Pages of the list read at the most. Default 50. */
  pages: z.number().int().min(1).max(1000).default(50),
})

/**
 * `kind: html` — offers published as web pages.
 *
 * Three shapes, from the simplest:
 * one page, one offer — `fields` only;
 * one page, several offers — `items` says what one offer is, `fields` are read inside it, `page` once for all of them;
 * a list and a page per offer — `list`, then `fields` (and `items`, `page`) on each page it links to.
 *
 *     harvest:
 *       kind: html
 *       list:
 *         items: article.offre
 *         link: h2 a
 *         next: a.suivant
 *       fields:
 *         nom: { select: h1, required: true }
 *         description: .contenu
 *         telephone: a[href^="tel:"]@href
 *         publics: { label: Public concerné }
 */
export const HtmlSettings = z
  .strictObject({
    kind: z.literal('html'),
    list: ListSettings.optional(),
    /** Fields read once per page and given to each of its offers. */
    page: FieldRules.default({}),
    /** One match per offer, when a page shows several. */
    items: SelectorText.optional(),
    /** What a page shows when it truly has no item. */
    empty: SelectorText.optional(),
    /** Fields of one offer. */
    fields: FieldRules.default({}),
    /** Where a lasting identifier is read, e.g. `.@id` or `.reference`. Default: the address of the offer's page, else the item's `id`. */
    key: SelectorText.optional(),
    expect: ExpectSettings,
  })
  .refine(s => (s.list && !s.list.link ? Object.keys(s.list.fields).length > 0 : Object.keys(s.fields).length > 0), {
    error:
      'aucun champ à lire\u00A0: remplissez «\u00A0fields\u00A0» (ou «\u00A0list.fields\u00A0» quand la liste n’a pas de «\u00A0link\u00A0»)',
    path: ['fields'],
  })
export type HtmlSettings = z.infer<typeof HtmlSettings>

/** Selectors compiled once per harvest, never once per page. */
export interface HtmlPlan {
  list: {
    items: Selector
    link: Reading | null
    next: Reading | null
    fields: CompiledField[]
    empty: Selector | null
    pages: number
  } | null
  page: CompiledField[]
  items: Selector | null
  empty: Selector | null
  fields: CompiledField[]
  key: Reading | null
}

export function planHtml(settings: HtmlSettings): HtmlPlan {
  const { list } = settings
  return {
    list: list
      ? {
          items: compileSelector(list.items),
          link: list.link ? compileReading(list.link) : null,
          next: list.next ? compileReading(list.next) : null,
          fields: compileFields(list.fields),
          empty: list.empty ? compileSelector(list.empty) : null,
          pages: list.pages,
        }
      : null,
    page: compileFields(settings.page),
    items: settings.items ? compileSelector(settings.items) : null,
    empty: settings.empty ? compileSelector(settings.empty) : null,
    fields: compileFields(settings.fields),
    key: settings.key ? compileReading(settings.key) : null,
  }
}

type Fields = Record<string, RawValue[]>

export const html: Connector<HtmlSettings> = {
  kind: 'html',
  parse: settings => HtmlSettings.parse(settings),
  async *harvest(entry, fetcher) {
    const plan = planHtml(entry.settings)
    const tally = startTally(entry, entry.settings.expect)
    return plan.list
      ? yield* readList(entry, plan, plan.list, fetcher, tally)
      : yield* readOnly(entry, plan, fetcher, tally)
  },
}

async function* readOnly(
  entry: HarvestEntry<HtmlSettings>,
  plan: HtmlPlan,
  fetcher: Fetcher,
  tally: Tally,
): AsyncGenerator<Harvested, Outcome> {
  let document: FetchedDocument
  try {
    document = await fetcher.get(entry.address, { accept: ACCEPT })
  } catch (error) {
    return tally.fail(error)
  }
  tally.document(document)
  yield* readHtmlPage(document, plan, {}, tally)
  return tally.outcome()
}

async function* readList(
  entry: HarvestEntry<HtmlSettings>,
  plan: HtmlPlan,
  list: NonNullable<HtmlPlan['list']>,
  fetcher: Fetcher,
  tally: Tally,
): AsyncGenerator<Harvested, Outcome> {
  const seenPages = new Set<string>()
  const seenLinks = new Set<string>()
  let address: string | null = entry.address
  while (address !== null) {
    if (seenPages.size >= list.pages) {
      yield tally.reject(
        endless(address, `La liste a plus de ${list.pages}\u00A0pages, le plafond de sa configuration.`),
      )
      break
    }
    let document: FetchedDocument
    try {
      document = await fetcher.get(address, { accept: ACCEPT })
    } catch (error) {
      if (seenPages.size === 0) return tally.fail(error)
      yield tally.missed(error)
      break
    }
    seenPages.add(address)
    tally.document(document)
    const page = openPage(document)
    const root = [page.$.root()[0]].filter(node => node !== undefined)
    const items = list.items.all(root)
    if (items.length === 0 && !(list.empty && list.empty.all(root).length > 0)) {
      tally.broken(noItem(list.items.css, page.address))
      break
    }
    const fresh = yield* readItems(items, page, plan, list, fetcher, tally, seenLinks)
    if (fresh === 'stopped') break
    const next = list.next ? linkOf(list.next, root, page) : null
    if (next === null) break
    if (seenPages.has(next) || (fresh === 0 && items.length > 0)) {
      yield tally.reject(
        endless(next, 'La pagination de la liste ne finit pas\u00A0: la page suivante ne montre rien de neuf.'),
      )
      break
    }
    address = next
  }
  return tally.outcome()
}

/** Reads the offers of one list page; returns how many were new, or `stopped` when the site must not be asked any more. */
async function* readItems(
  items: Element[],
  page: Page,
  plan: HtmlPlan,
  list: NonNullable<HtmlPlan['list']>,
  fetcher: Fetcher,
  tally: Tally,
  seen: Set<string>,
): AsyncGenerator<Harvested, number | 'stopped'> {
  let fresh = 0
  for (const [at, item] of items.entries()) {
    const own = readFields(list.fields, [item], page, tally)
    if (!list.link) {
      const key = keyOfItem(item, plan, own, page, items.length > 1 || list.next !== null ? at : null)
      if (!seen.has(key)) fresh += 1
      seen.add(key)
      yield tally.offer({ key, address: page.address, fields: own })
      continue
    }
    const link = linkOf(list.link, [item], page)
    tally.field(`lien (${list.link.selector.css})`, link !== null, true)
    if (link === null) {
      yield tally.reject({
        code: 'lien-absent',
        key: null,
        where: `${page.address}, ${list.items.css} (${at + 1})`,
        field: null,
        received: wordsOf(item).slice(0, 200),
        expected: `un lien ${list.link.selector.css}`,
        message: 'Une offre de la liste n’a pas de lien vers sa page.',
        whose: 'partenaire',
      })
      continue
    }
    if (seen.has(link)) continue
    seen.add(link)
    fresh += 1
    try {
      const document = await fetcher.get(link, { accept: ACCEPT })
      tally.document(document)
      yield* readHtmlPage(document, plan, own, tally, link)
    } catch (error) {
      yield tally.missed(error, keyFromAddress(link))
      if (stopsHarvest(error)) return 'stopped'
    }
  }
  return fresh
}

/** The offers of one page (one, or one per item), with the fields already read on its list item. */
export function* readHtmlPage(
  document: FetchedDocument,
  plan: HtmlPlan,
  own: Fields,
  tally: Tally,
  asked = document.address,
): Generator<Harvested> {
  const page = openPage(document)
  const root = [page.$.root()[0]].filter(node => node !== undefined)
  const shared = { ...own, ...readFields(plan.page, root, page, tally) }
  if (!plan.items) {
    const fields = merge(shared, readFields(plan.fields, root, page, tally))
    if (Object.keys(fields).length === 0) return tally.broken(nothingRead(page.address))
    const key = plan.key ? (read(plan.key, root, page) ?? keyFromAddress(asked)) : keyFromAddress(asked)
    yield tally.offer({ key, address: page.address, fields })
    return
  }
  const items = plan.items.all(root)
  if (items.length === 0 && !(plan.empty && plan.empty.all(root).length > 0))
    return tally.broken(noItem(plan.items.css, page.address))
  for (const [at, item] of items.entries()) {
    const fields = merge(shared, readFields(plan.fields, [item], page, tally))
    const local = keyOfItem(item, plan, fields, page, at)
    const key = plan.list || plan.key === null ? `${keyFromAddress(asked)}_${local}` : local
    const anchor = item.attribs.id ? `#${item.attribs.id}` : ''
    yield tally.offer({ key, address: `${page.address}${anchor}`, fields })
  }
}

export function openPage(document: FetchedDocument): Page {
  const $ = load(document.text)
  const base = $('base[href]').attr('href')
  return {
    $,
    document: document.hash,
    address: document.address,
    base: base && URL.canParse(base, document.address) ? new URL(base, document.address).href : document.address,
  }
}

function readFields(compiled: CompiledField[], scope: readonly AnyNode[], page: Page, tally: Tally): Fields {
  const fields: Fields = {}
  for (const field of compiled) {
    const values = readField(field, scope, page)
    tally.field(field.name, values.length > 0, field.required)
    if (values.length > 0) fields[field.name] = values
  }
  return fields
}

/** Values of the inner scope come first; those of the outer one stay behind them under the same name only when the inner has none. */
function merge(outer: Fields, inner: Fields): Fields {
  return { ...outer, ...inner }
}

function read(reading: Reading, scope: readonly AnyNode[], page: Page): string | null {
  const field = { name: 'clé', readings: [reading], labels: [], first: true, required: false }
  const words = readField(field, scope, page)[0]?.words
  return words ? slugify(words) : null
}

function linkOf(reading: Reading, scope: readonly AnyNode[], page: Page): string | null {
  const attr = reading.attr ?? 'href'
  for (const element of reading.selector.all(scope)) {
    const value = element.attribs[attr]
    if (!value || !URL.canParse(value, page.base)) continue
    const url = new URL(value, page.base)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') continue
    url.hash = ''
    return url.href
  }
  return null
}

/** Identifier inside a page: the mapping's rule, the `id` attribute, the first link, and only then the first words read (or the rank). */
function keyOfItem(item: Element, plan: HtmlPlan, fields: Fields, page: Page, at: number | null): string {
  const ruled = plan.key ? read(plan.key, [item], page) : null
  if (ruled) return ruled
  if (item.attribs.id) return slugify(item.attribs.id)
  const link = page.$(item).find('a[href]').attr('href')
  if (link && URL.canParse(link, page.base) && /^https?:/.test(new URL(link, page.base).protocol)) {
    const url = new URL(link, page.base)
    if (url.origin + url.pathname !== page.base.split(/[?#]/)[0]) return keyFromAddress(url.href)
    if (url.hash.length > 1) return slugify(url.hash)
  }
  const words = Object.values(fields)[0]?.[0]?.words
  return (words && slugify(words).slice(0, 80)) || `offre-${(at ?? 0) + 1}`
}

const ACCEPT = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1'

const noItem = (css: string, address: string) => ({
  name: 'offres-dans-la-page',
  expected: `au moins un élément «\u00A0${css}\u00A0»`,
  seen: 'aucun',
  message: `Aucune offre trouvée dans ${address}\u00A0: la page n’a pas la forme attendue.`,
})

const nothingRead = (address: string) => ({
  name: 'champs-de-la-page',
  expected: 'au moins un champ rempli',
  seen: 'aucun',
  message: `Aucun champ trouvé dans ${address}\u00A0: la page n’a pas la forme attendue.`,
})

const endless = (address: string, message: string) => ({
  code: 'pagination-sans-fin',
  key: null,
  where: address,
  field: null,
  received: null,
  expected: 'une dernière page',
  message,
  whose: 'configuration' as const,
})
