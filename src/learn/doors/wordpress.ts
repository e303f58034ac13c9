import { load } from '../../common/markup.ts'
import type { Rejection } from '../../common/rejection.ts'
import { squeeze } from '../../common/text.ts'
import { beyondCap } from '../../harvest/beyond-cap.ts'
import { revealEmails } from '../../harvest/clean/emails.ts'
import { rawValue } from '../../harvest/clean/raw-value.ts'
import type { FetchedDocument } from '../../harvest/connector.ts'
import { flattenJson, valueAt } from '../../harvest/records/flatten.ts'
import { parseJson } from '../../harvest/records/parse-json.ts'
import { evidenceOf } from '../evidence.ts'
import { topicsOf } from '../labels.ts'
import { type Line, line, type Unit } from '../line.ts'
import { linesOfHtml } from '../lines-of-html.ts'
import { tellsOfPast } from '../news.ts'
import type { NotOffer } from '../proposal.ts'
import { whyNot } from '../refuse.ts'
import type { DoorContext, Found, Read } from './door.ts'
import { many } from './many.ts'

/** Types of content that WordPress has by itself. */
const BUILT_IN = new Set([
  'post',
  'page',
  'attachment',
  'nav_menu_item',
  'wp_block',
  'wp_template',
  'wp_template_part',
  'wp_navigation',
  'wp_font_family',
  'wp_font_face',
  'wp_global_styles',
  'elementor_library',
])

/** Items that are asked for, the most that WordPress gives at once. */
const MOST_ITEMS = 100
/** Kinds of facts that an article tells before it is an offer. */
const LEAST = 3

/** A type of content of the site's own, that the address is the archive of: read by the site's API. Null when there is none. */
export async function throughWordpress(document: FetchedDocument, { fetcher }: DoorContext): Promise<Found | null> {
  const api = apiOf(document)
  if (api === null) return null
  const types = await json(fetcher, `${api}wp/v2/types`)
  const segments = new URL(document.address).pathname.split('/').filter(part => part !== '')
  const own = Object.values(typeof types === 'object' && types !== null ? types : {}).flatMap(type => {
    const [slug, rest, archive] = ['slug', 'rest_base', 'has_archive'].map(name => valueAt(type, name))
    return typeof slug === 'string' && typeof rest === 'string' && !BUILT_IN.has(slug) ? [{ slug, rest, archive }] : []
  })
  const wanted = own.find(({ slug, rest, archive }) =>
    segments.some(part => part === rest || part === slug || part === archive),
  )
  return wanted === undefined ? null : throughItems(document, fetcher, api, wanted.rest, () => null)
}

/** Articles of a site whose page shows none of them: those that tell what an offer tells, and not what took place. Null when there is none. */
export async function throughWordpressPosts(
  document: FetchedDocument,
  { fetcher }: DoorContext,
): Promise<Found | null> {
  const api = apiOf(document)
  return api === null ? null : throughItems(document, fetcher, api, 'posts', whyNoOffer)
}

function whyNoOffer({ title, lines }: Unit): string | null {
  if (tellsOfPast(title, lines)) return 'un article d’actualité, qui raconte ce qui a eu lieu'
  return evidenceOf(lines).size >= LEAST ? null : 'un article qui ne dit rien de ce que dit une offre'
}

async function throughItems(
  document: FetchedDocument,
  fetcher: DoorContext['fetcher'],
  api: string,
  type: string,
  refuse: (unit: Unit) => string | null,
): Promise<Found | null> {
  const asked = `${api}wp/v2/${type}?_embed&per_page=${MOST_ITEMS}`
  const page = await fetcher.get(asked, { accept: 'application/json' }).catch(() => null)
  const items = page === null ? null : parseJson(page.text)
  if (page === null || !Array.isArray(items) || items.length === 0) return null
  const unread = unreadOf(page, type, items.length)
  const units: Unit[] = []
  const notOffers: NotOffer[] = []
  for (const item of items) {
    const unit = unitOf(item, document)
    if (unit === null) continue
    const because = whyNot(unit.title, unit.lines.map(({ text }) => text).join('\n')) ?? refuse(unit)
    if (because === null) units.push(unit)
    else notOffers.push({ words: unit.title, because })
  }
  const harvest = { kind: 'wordpress', type, api, required: ['title.rendered'] }
  return {
    kind: 'wordpress',
    found: `${many(units.length)}, par l’API du site WordPress (${type})`,
    units,
    notOffers,
    unread,
    texts: ['content.rendered'],
    harvest,
    reads: readsOf(items),
  }
}

/** Items that the site has and did not give at once. Without its total, a full page may be the first of several. */
function unreadOf({ headers, address }: FetchedDocument, type: string, got: number): Rejection[] {
  const total = /^\d+$/.test(headers['x-wp-total'] ?? '') ? Number(headers['x-wp-total']) : null
  if (total === null ? got < MOST_ITEMS : total <= got) return []
  const what = `La liste « ${type} » du site WordPress`
  return [beyondCap(address, { what, of: 'éléments', most: MOST_ITEMS, received: total })]
}

function apiOf(document: FetchedDocument): string | null {
  const header = /<([^>]+)>\s*;[^,]*rel="?https:\/\/api\.w\.org\/"?/.exec(document.headers.link ?? '')?.[1]
  const link = header ?? load(document.text)('link[rel="https://api.w.org/"]').attr('href')
  return link && URL.canParse(link, document.address) && !link.includes('rest_route')
    ? new URL(link, document.address).href.replace(/\/?$/, '/')
    : null
}

async function json(fetcher: DoorContext['fetcher'], address: string): Promise<unknown> {
  const document = await fetcher.get(address, { accept: 'application/json' }).catch(() => null)
  return document === null ? null : parseJson(document.text)
}

function unitOf(item: unknown, document: FetchedDocument): Unit | null {
  const origin = { document: document.hash, address: document.address, where: '' }
  const title = rawValue(String(valueAt(item, 'title.rendered') ?? ''), origin)?.words
  const key = valueAt(item, 'id')
  if (title === undefined) return null
  const link = valueAt(item, 'link')
  return {
    key: String(key ?? title),
    title,
    where: 'titre',
    link: typeof link === 'string' ? link : document.address,
    lines: [...ownFields(item, document), ...terms(item), ...content(item)],
  }
}

/** Fields that the site added (ACF, meta), each under its own name. */
function ownFields(item: unknown, document: FetchedDocument): Line[] {
  const place = { document: document.hash, address: document.address, place: '' }
  const groups = ['acf', 'meta'].map(name => flattenJson(valueAt(item, name), place))
  return groups.flatMap((fields, group) =>
    Object.entries(fields).flatMap(([name, values]) =>
      values
        .filter(({ words }) => words !== 'false')
        .map(({ words }, at) =>
          line(words, { label: name.replaceAll(/[._]/g, ' '), where: `champ « ${name} »`, block: group * 1000 + at }),
        ),
    ),
  )
}

/** Names of the terms that classify it («public_cible»: «Séniors»). */
function terms(item: unknown): Line[] {
  const groups =
    valueAt(item, '_embedded.wp:term') ?? (item as { _embedded?: Record<string, unknown> })._embedded?.['wp:term']
  const all = Array.isArray(groups) ? groups.flat() : []
  const byTaxonomy = Map.groupBy(all, term => String(valueAt(term, 'taxonomy') ?? ''))
  return [...byTaxonomy].map(([taxonomy, found], at) => {
    const label = taxonomy.replaceAll('_', ' ')
    return line(found.map(term => String(valueAt(term, 'name') ?? '')).join(', '), {
      label,
      where: `catégorie « ${taxonomy} »`,
      block: 5000 + at,
    })
  })
}

function content(item: unknown): Line[] {
  const html = String(valueAt(item, 'content.rendered') ?? '').replace(/\[[a-z_-]+[^\]]*\]/g, '')
  return linesOfHtml(html, page => revealEmails(page, html)).map(each => ({
    ...each,
    block: each.block + 10_000,
    text: squeeze(each.text),
  }))
}

function readsOf(items: readonly unknown[]): Partial<Record<string, Read[]>> {
  const names = new Set(
    items.flatMap(item =>
      Object.keys(flattenJson(valueAt(item, 'acf'), { document: '', address: '', place: '' })).map(
        name => `acf.${name}`,
      ),
    ),
  )
  const by = (topic: string) =>
    [...names]
      .filter(name => topicsOf((name.split('.').at(-1) ?? '').replaceAll('_', ' ')).includes(topic as never))
      .map(read => ({ read }))
  const lieu = ['adresse', 'code_postal', 'commune'].flatMap(topic =>
    by(topic)
      .slice(0, 1)
      .map(({ read }) => read),
  )
  return {
    nom: [{ read: 'title.rendered' }],
    description: [{ read: 'content.rendered' }],
    publics: by('publics'),
    frais: by('frais'),
    telephone: [...by('telephone'), { read: 'content.rendered' }],
    courriel: [...by('courriel'), { read: 'content.rendered' }],
    horaires_accueil: by('horaires'),
    lieu: lieu.length === 0 ? [] : [{ read: lieu }],
    debut: by('debut'),
    fin: by('fin'),
    conditions_acces: by('conditions'),
    modes_accueil: by('modalite'),
  }
}
