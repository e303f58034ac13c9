import { z } from 'zod'
import type { Connector, FetchedDocument, Fetcher } from '../connector.ts'
import { HarvestError } from '../connector.ts'
import { openPage } from '../html/page.ts'
import { harvestJson, type JsonApi, type JsonPage } from '../records/json-api.ts'
import { withParameters } from '../records/with-parameters.ts'
import { startTally } from '../tally.ts'
import { ExpectSettings, PageCap, RequiredFields } from './settings.ts'

/** Machinery and people: the author of a page is an employee, not the offer's contact. */
const DROPPED = new Set([
  '_links',
  '_embedded',
  'author',
  'guid',
  'featured_media',
  'ping_status',
  'comment_status',
  'template',
  'yoast_head',
  'yoast_head_json',
  'class_list',
])

/**
 * `kind: wordpress` — a WordPress site, by its REST API, found from any page of the site.
 * Fields read: `title.rendered`, `content.rendered`, `excerpt.rendered`, `link`, `modified`, and the site's own (`acf.…`, `meta.…`).
 *
 *     harvest:
 *       kind: wordpress
 *       type: pages
 *       parameters: { parent: 42 }
 */
export const WordpressSettings = z.strictObject({
  kind: z.literal('wordpress'),
  /** What is read: `posts`, `pages`, or the site's own type of content. Default `posts`. */
  type: z
    .string()
    .regex(/^[a-z0-9_-]+$/)
    .default('posts'),
  /** Address of the API, when it cannot be found from the page, e.g. `https://www.exemple.fr/wp-json/`. */
  api: z.url({ protocol: /^https?$/ }).optional(),
  /** Filters of the API, e.g. `categories: 12`. */
  parameters: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  required: RequiredFields,
  pages: PageCap.default(100),
  expect: ExpectSettings,
})
export type WordpressSettings = z.infer<typeof WordpressSettings>

export const wordpress: Connector<WordpressSettings> = {
  kind: 'wordpress',
  parse: settings => WordpressSettings.parse(settings),
  async *harvest(entry, fetcher) {
    const { settings } = entry
    const tally = startTally(entry, settings.expect)
    let api: string | null
    try {
      api = settings.api ?? (await discover(entry.address, fetcher, document => tally.document(document)))
    } catch (error) {
      return tally.fail(error)
    }
    if (api === null) {
      tally.broken(noApi(entry.address))
      return tally.outcome()
    }
    return yield* harvestJson(wordpressApi(api, settings), fetcher, tally)
  },
}

function wordpressApi(api: string, settings: WordpressSettings): JsonApi {
  return {
    first: pageAddress(api, settings, 1),
    list: '',
    listName: 'une liste de contenus WordPress',
    id: 'id',
    address: 'link',
    drop: DROPPED,
    required: settings.required,
    pages: settings.pages,
    total: ({ document }) => numberIn(document.headers['x-wp-total']),
    numbered: untold,
    next: ({ document, got, turn }) => {
      const pages = pagesOf(document)
      const more = pages === null ? got >= PER_PAGE : turn < pages
      return more ? pageAddress(api, settings, turn + 1) : null
    },
  }
}

/** The most that WordPress gives at once. */
const PER_PAGE = 100

const pagesOf = ({ headers }: FetchedDocument): number | null => numberIn(headers['x-wp-totalpages'])
/** Where nobody says how many pages there are, WordPress refuses the one after the last. */
const untold = ({ document }: JsonPage): boolean => pagesOf(document) === null

/** A header that some server in between wrote twice comes as «2, 2». */
function numberIn(header: string | undefined): number | null {
  const digits = /^\s*(\d+)\s*(?:,|$)/.exec(header ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}

/** The API's address, from the page's `Link` header or its `<link rel>`; null when the page names none. */
async function discover(
  address: string,
  fetcher: Fetcher,
  seen: (document: FetchedDocument) => void,
): Promise<string | null> {
  const document = await fetcher.get(address, { accept: 'text/html' })
  seen(document)
  const header = /<([^>]+)>\s*;[^,]*rel="?https:\/\/api\.w\.org\/"?/.exec(document.headers.link ?? '')?.[1]
  const link = header ?? openPage(document).$('link[rel="https://api.w.org/"]').attr('href')
  if (!link) return null
  if (!URL.canParse(link, document.address))
    throw new HarvestError(
      'adresse-invalide',
      'L’adresse de l’API WordPress annoncée par la page est illisible.',
      'partenaire',
      address,
    )
  return new URL(link, document.address).href
}

/** Works with pretty addresses (`/wp-json/`) and with plain ones (`/?rest_route=/`). Ordered by id: nothing slips between two pages. */
function pageAddress(api: string, { type, parameters }: WordpressSettings, page: number): string {
  const asked = { ...parameters, per_page: PER_PAGE, orderby: 'id', order: 'asc', page }
  const route = new URL(api).searchParams.get('rest_route')
  return route === null
    ? withParameters(api, asked, `/wp/v2/${type}`)
    : withParameters(api, { ...asked, rest_route: `${route.replace(/\/$/, '')}/wp/v2/${type}` })
}

const noApi = (address: string) => ({
  name: 'api-wordpress',
  expected: 'un lien vers l’API WordPress (rel="https://api.w.org/")',
  seen: 'aucun',
  message: `${address} n’annonce pas d’API WordPress : le site a changé, ou n’en est pas un.`,
})
