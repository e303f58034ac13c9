import type { Browser, Page } from './browser.ts'

/** Every page that links lead to from some first ones, by path. @param leave paths that are not followed */
export async function crawl(
  visitor: Browser,
  starts: readonly string[],
  leave: RegExp,
): Promise<Map<string, Pick<Page, 'body'>>> {
  const seen = new Set<string>()
  const pages = new Map<string, Pick<Page, 'body'>>()
  const queue = [...starts]
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue
    seen.add(path)
    const page = await visitor.get(path)
    if (page.status !== 200 || !page.headers.get('content-type')?.includes('html')) continue
    // Without what was made of them: hundreds of documents would weigh on all that follows.
    pages.set(path, { body: page.body })
    for (const link of page.$('a[href^="/"]').toArray()) {
      const href = (page.$(link).attr('href') ?? '').split('#')[0] ?? ''
      // An offer beside a list says what its own page says; a stored copy is the partner's own words.
      const beside = /[?&]voir=([^&]+)/.exec(href)?.[1]
      if (/\/copie\?/.test(href) || leave.test(href)) continue
      // Each field of an offer leads to the same door of the studio.
      const door = href.replace(/^(\/sources\/ajouter\?source=[^&]+)&.*$/, '$1')
      queue.push(beside === undefined ? door : `/offres/${decodeURIComponent(beside)}`)
    }
  }
  return pages
}
