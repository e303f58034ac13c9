import type { FetchedDocument } from '../connector.ts'
import { scalarText, valueAt } from './flatten.ts'
import type { JsonPage } from './json-api.ts'

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
  'numFound',
  'nbHits',
  'totalResults',
  'total_results',
  'total_rows',
  'recordsTotal',
  'hits.total.value',
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
export function announced(content: unknown, list: string): number | null {
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
  'links.next.href',
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
/** What interfaces call the number of their pages, or the last of them. */
const PAGES = [
  'totalPages',
  'total_pages',
  'nbPages',
  'nb_pages',
  'pageCount',
  'page_count',
  'last_page',
  'lastPage',
  'pages',
]
const MORE = ['hasMore', 'has_more', 'hasNext', 'has_next', 'hasNextPage', 'has_next_page', 'exceededTransferLimit']

/** How a page says that another follows, in its own words; null when it says nothing of the kind. */
export function furtherPage(
  { content, document }: Pick<JsonPage, 'content' | 'document'>,
  list: string,
): string | null {
  if (/;\s*rel="?next"?/.test(document.headers.link ?? '')) return 'Link: rel="next"'
  for (const place of placesAbout(list)) {
    const link = NEXT.find(name => scalarText(valueAt(content, `${place}${name}`)) !== null)
    if (link !== undefined) return `${place}${link}`
    const more = MORE.find(name => valueAt(content, `${place}${name}`) === true)
    if (more !== undefined) return `${place}${more}`
  }
  const pages = PAGES.flatMap(name => placesAbout(list).map(place => `${place}${name}`)).find(
    path => (numberAt(content, path) ?? 0) > 1,
  )
  if (pages !== undefined) return pages
  // Airtable’s mark of the next page; a number is the rank of this one.
  return typeof valueAt(content, 'offset') === 'string' ? 'offset' : null
}

/** Said in place of a path: the next page is in the header `Link` of the answer. */
export const LINK_HEADER = '@link'

/** The address that the header `Link` gives the next page; null when it gives none. */
export function linkedNext({ headers, address }: Pick<FetchedDocument, 'headers' | 'address'>): string | null {
  for (const [, target = '', said = ''] of (headers.link ?? '').matchAll(
    /<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s,;"]+))*)/g,
  ))
    if (/;\s*rel\s*=\s*"?(?:[^"]*\s)?next(?:\s[^"]*)?"?(?=;|$)/i.test(said) && URL.canParse(target, address))
      return new URL(target, address).href
  return null
}

/** Where a document says the address of the page after it: `@link` or a path in it; null when it says none. */
export function nextAddressIn(
  { content, document }: Pick<JsonPage, 'content' | 'document'>,
  list: string,
): string | null {
  if (linkedNext(document) !== null) return LINK_HEADER
  const paths = placesAbout(list).flatMap(place => NEXT.map(name => `${place}${name}`))
  return paths.find(path => /^(?:https?:|[/?])/.test(scalarText(valueAt(content, path)) ?? '')) ?? null
}

/** A number at a path of a document; null when none stands there. */
export function numberAt(content: unknown, path: string): number | null {
  const written = scalarText(valueAt(content, path))
  const value = Number(written ?? Number.NaN)
  return Number.isFinite(value) ? value : null
}
