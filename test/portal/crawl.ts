import type { Browser, Page } from './browser.ts'

/**
 * Every page that links lead to from some first ones.
 * @param leave paths that are not followed
 * @param look called with each page, once its links are known; not kept: hundreds of documents would weigh on all that follows
 * @returns their paths
 */
export async function crawl(
  visitor: Browser,
  starts: readonly string[],
  leave: RegExp,
  look: (path: string, page: Page) => void,
): Promise<string[]> {
  const seen = new Set<string>()
  const pages: string[] = []
  const queue = [...starts]
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue
    seen.add(path)
    const page = await visitor.get(path)
    if (page.status !== 200 || !page.headers.get('content-type')?.includes('html')) continue
    pages.push(path)
    for (const link of page.$('a[href^="/"]').toArray()) {
      const href = (page.$(link).attr('href') ?? '').split('#')[0] ?? ''
      // An offer beside a list says what its own page says; a stored copy is the partner's own words.
      const beside = /[?&]voir=([^&]+)/.exec(href)?.[1]
      if (/\/copie\?/.test(href) || leave.test(href)) continue
      // Each field of an offer leads to the same door of the studio.
      const door = href.replace(/^(\/sources\/ajouter\?source=[^&]+)&.*$/, '$1')
      queue.push(beside === undefined ? door : `/offres/${decodeURIComponent(beside)}`)
    }
    look(path, page)
  }
  return pages
}
