import { evidenceOf } from '../evidence.ts'
import type { Line } from '../line.ts'
import type { NotOffer } from '../proposal.ts'
import { whyNot } from '../refuse.ts'

/** Pages that a list leads to, one for each offer. */
export interface DetailLinks {
  addresses: string[]
  refused: NotOffer[]
}

/** Links of headings (or of a list's items) to pages of one folder of the same site; the folder with the most of them. */
export function detailLinks(lines: readonly Line[], address: string): DetailLinks {
  const base = new URL(address)
  const folders = new Map<string, Map<string, string>>()
  for (const [at, line] of lines.entries())
    for (const { href, words } of line.links) {
      if (!URL.canParse(href, address)) continue
      const url = new URL(href, address)
      url.hash = ''
      if (
        url.host !== base.host ||
        !/^https?:$/.test(url.protocol) ||
        url.href === base.href ||
        /\/20\d\d\/|\.(?:pdf|docx?|xlsx?|jpe?g|png)$/i.test(url.pathname)
      )
        continue
      const folder = url.pathname.replace(/[^/]+\/?$/, '')
      const named = line.level > 0 ? line.text : (titleNear(lines, at) ?? words)
      if (line.level === 0 && words.length < 4) continue
      const pages = folders.get(folder) ?? new Map<string, string>()
      if (!pages.has(url.href) || line.level > 0) pages.set(url.href, named)
      folders.set(folder, pages)
    }
  const [, pages] = [...folders]
    .filter(([path, found]) => found.size >= 2 && path !== '/' && evidenceOf(lines).size < 6)
    .sort((a, b) => b[1].size - a[1].size)[0] ?? ['/', new Map<string, string>()]
  const refused: NotOffer[] = []
  const addresses: string[] = []
  for (const [href, named] of pages) {
    const because = whyNot(named)
    if (because === null) addresses.push(href)
    else refused.push({ words: named, because })
  }
  return { addresses, refused }
}

const titleNear = (lines: readonly Line[], at: number): string | null =>
  lines.slice(Math.max(0, at - 4), at).findLast(({ level }) => level > 0)?.text ?? null
