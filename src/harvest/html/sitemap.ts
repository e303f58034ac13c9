import { gunzipSync } from 'node:zlib'
import { decodeBody } from '../../common/decode.ts'
import { load } from '../../common/markup.ts'
import { type FetchedDocument, type Fetcher, HarvestError } from '../connector.ts'
import type { Tally } from '../tally.ts'

/** Sitemaps read for one site, indexes included, and bytes of one once unpacked (the protocol allows 50 MB). */
const MOST_SITEMAPS = 50
const MOST_BYTES = 50 * 1024 * 1024

/**
 * Every page address a site's sitemap gives, indexes followed, `.gz` files unpacked.
 * @param named address from the mapping; else the ones of robots.txt, else `/sitemap.xml`
 * @param entry any address of the site
 * @throws HarvestError when the first sitemap cannot be had or is none
 */
export async function readSitemap(
  named: string | null,
  entry: string,
  fetcher: Fetcher,
  tally: Tally,
): Promise<string[]> {
  const waiting = named ? [named] : await announced(entry, fetcher)
  const seen = new Set<string>()
  const pages: string[] = []
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (seen.has(address)) continue
    if (seen.size >= MOST_SITEMAPS)
      throw new HarvestError(
        'plan-du-site-sans-fin',
        `Le plan du site compte plus de ${MOST_SITEMAPS} fichiers.`,
        'partenaire',
        address,
      )
    seen.add(address)
    const document = await fetcher.get(address, { accept: 'application/xml, text/xml;q=0.9, */*;q=0.1' })
    tally.document(document)
    const $ = load(textOf(document), { xml: true })
    if ($('urlset, sitemapindex').length === 0)
      throw new HarvestError(
        'plan-du-site-illisible',
        'Le plan du site n’est pas un fichier « sitemap ».',
        'partenaire',
        address,
      )
    $('sitemap > loc').each((_, loc) => void waiting.push($(loc).text().trim()))
    $('url > loc').each((_, loc) => void pages.push($(loc).text().trim()))
  }
  return pages.filter(address => URL.canParse(address))
}

async function announced(entry: string, fetcher: Fetcher): Promise<string[]> {
  const fallback = [new URL('/sitemap.xml', entry).href]
  try {
    const robots = await fetcher.get(new URL('/robots.txt', entry).href, { accept: 'text/plain' })
    const named = [...robots.text.matchAll(/^\s*sitemap\s*:\s*(\S+)/gim)].map(match => match[1] ?? '')
    const readable = named.filter(address => URL.canParse(address))
    return readable.length > 0 ? readable : fallback
  } catch (error) {
    if (error instanceof HarvestError && error.code === 'page-absente') return fallback
    throw error
  }
}

function textOf(document: FetchedDocument): string {
  if (document.body[0] !== 0x1f || document.body[1] !== 0x8b) return document.text
  try {
    return decodeBody(gunzipSync(document.body, { maxOutputLength: MOST_BYTES }), undefined).text
  } catch (error) {
    throw new HarvestError(
      'plan-du-site-illisible',
      'Le plan du site compressé ne s’ouvre pas, ou est trop gros.',
      'partenaire',
      document.address,
      { cause: error },
    )
  }
}
