import { keyFromAddress } from '../../harvest/offer-key.ts'
import { evidenceOf } from '../evidence.ts'
import type { Line } from '../line.ts'
import type { NotOffer } from '../proposal.ts'
import { whyNot } from '../refuse.ts'

/** Pages that a list leads to, one for each offer. */
export interface DetailLinks {
  addresses: string[]
  refused: NotOffer[]
}

/** A page that a list leads to, by its best words. */
interface Named {
  words: string
  /** Level of the heading that leads to it; 0: a word among others does. */
  level: number
}

const NONE: DetailLinks = { addresses: [], refused: [] }

/**
 * Links of headings (or of a list's items) to pages of one folder of the same site; the folder with the most of them. At the root of a site stand its other
 * pages too: it comes last, and only what headings lead to counts there.
 */
export function detailLinks(lines: readonly Line[], address: string): DetailLinks {
  if (evidenceOf(lines).size >= 6) return NONE
  const folders = new Map<string, Map<string, Named>>()
  for (const [at, line] of lines.entries())
    for (const { href, words } of line.links) {
      const url = pageOf(href, address)
      if (url === null || (line.level === 0 && words.length < 4)) continue
      const folder = folderOf(url, address)
      if (folder === null) continue
      const heading = line.level > 0 ? line.text : titleNear(lines, at)
      const pages = folders.get(folder) ?? new Map<string, Named>()
      const known = pages.get(url.href)
      if (known === undefined || line.level > 0)
        pages.set(url.href, { words: heading ?? words, level: line.level || (known?.level ?? 0) })
      folders.set(folder, pages)
    }
  const root = new Map([...(folders.get('/') ?? [])].filter(([, { level }]) => level > 0))
  const [own = root] = [...folders]
    .flatMap(([path, found]) => (path === '/' || found.size < 2 ? [] : [found]))
    .sort((a, b) => b.size - a.size)
  const best = own.size < 2 ? undefined : own
  if (best === undefined) return NONE
  const refused: NotOffer[] = []
  const addresses: string[] = []
  for (const [href, { words }] of best) {
    const because = whyNot(words)
    if (because === null) addresses.push(href)
    else refused.push({ words, because })
  }
  return { addresses, refused: [...refused, ...elsewhere(folders, best)] }
}

/** A page of the same site that may be that of an offer; null for anything else. */
function pageOf(href: string, address: string): URL | null {
  if (!URL.canParse(href, address)) return null
  const [base, url] = [new URL(address), new URL(href, address)]
  url.hash = ''
  const other =
    url.host !== base.host ||
    !/^https?:$/.test(url.protocol) ||
    url.href === base.href ||
    /\/20\d\d\/|\.(?:pdf|docx?|xlsx?|jpe?g|png)$/i.test(url.pathname)
  return other ? null : url
}

/** Parameters that turn the pages of a list, sort it or share it. */
const TURNS =
  /^(?:page|paged?|pagina\w*|debut\w*|start|limitstart|limit|offset|sort|tri|order|lang|replytocom|share|print|format|tmpl|filtre\w*|filter\w*|cat|tag|s|q)$/i

/** What the pages of one kind have in common: their folder, or the script that makes them and its parameters («spip.php?article#»). Null: a page of the list itself. */
function folderOf(url: URL, address: string): string | null {
  const folder = url.pathname.replace(/[^/]+\/?$/, '')
  const names = [...url.searchParams.keys()]
  if (!/\d/.test(url.search)) return folder
  if (names.some(name => TURNS.test(name))) return null
  const isScript = url.pathname === new URL(address).pathname || /\.\w{2,5}$|\/$/.test(url.pathname)
  return isScript ? `${url.pathname}${url.search.replace(/\d+/g, '#')}` : folder
}

/** Headings that lead to pages of other folders, beside those that are read: offers may stand there too. */
function elsewhere(
  folders: ReadonlyMap<string, ReadonlyMap<string, Named>>,
  best: ReadonlyMap<string, Named>,
): NotOffer[] {
  const levels = new Set([...best.values()].map(({ level }) => level))
  return [...folders.values()]
    .flatMap(found => [...found])
    .filter(([href, { words, level }]) => level > 0 && levels.has(level) && !best.has(href) && whyNot(words) === null)
    .map(([, { words }]) => ({
      words,
      because: 'sa page est rangée ailleurs que celles des offres : une source à part si c’en est une',
    }))
}

/** Key of an offer that has a page of its own: what its address says after the folder that the offers of the list share. */
export function keyOfPage(address: string): string {
  const folders = new URL(address).pathname.replace(/\/$/, '').split('/').filter(Boolean).length - 1
  const parts = keyFromAddress(address).split('_')
  return parts.slice(Math.min(Math.max(0, folders), parts.length - 1)).join('_')
}

const titleNear = (lines: readonly Line[], at: number): string | null =>
  lines.slice(Math.max(0, at - 4), at).findLast(({ level }) => level > 0)?.text ?? null
