import { type FetchedDocument, HarvestError } from '../harvest/connector.ts'
import type { DocumentStore } from '../harvest/document-store.ts'
import { streamOf } from '../harvest/document-stream.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import { lazyText } from '../harvest/lazy-text.ts'
import type { ReadPage } from './lesson.ts'

/** Pages of one lesson. */
const MOST_PAGES = 40

/**
 * A fetcher that asks each page once, for good: what is tried afterwards reads what was kept, and asks the site for nothing more.
 * `pages` grows as it reads, the first time.
 */
export function keepingFetcher(
  pages: ReadPage[],
  {
    through,
    documents,
    now,
  }: { through: RunFetcher; documents: Pick<DocumentStore, 'get' | 'put'>; now: () => string },
): RunFetcher {
  const before = pages.length
  const isWhole = before > 0 && before < MOST_PAGES
  async function kept(asked: string): Promise<FetchedDocument | null> {
    const page = pages.find(each => each.asked === asked)
    const body = page === undefined ? null : await documents.get(page.hash)
    if (page === undefined || body === null) return null
    const { hash, address, headers } = page
    return lazyText({ hash, address, status: 200, headers, body, unchanged: false, fetchedAt: now() })
  }
  async function get(...[asked, options]: Parameters<RunFetcher['get']>): Promise<FetchedDocument> {
    const known = await kept(asked)
    if (known !== null) return known
    if (isWhole && pages.every(each => each.asked !== asked))
      throw new HarvestError('page-absente', 'Cette page n’a pas pu être lue au premier regard.', 'partenaire', asked)
    const document = await through.get(asked, options)
    await documents.put(document.body, now())
    const { hash, address, headers } = document
    if (pages.length < MOST_PAGES) pages.push({ asked, hash, address, headers })
    return document
  }
  return {
    get,
    stream: async (asked, options) => streamOf({ ...(await get(asked, options)), unchanged: false }),
    close: () => through.close(),
  }
}
