import type { CheerioAPI } from 'cheerio'
import { fold, squeeze } from '../../common/text.ts'

const NEXT =
  /^(?:page |voir la (?:page )?)?suivante?s?(?: page)?$|^(?:pages?|offres?|ateliers?|activites?) suivante?s$|^(?:voir |le |la )*(?:mois|semaine|semestre|trimestre|evenements?) (?:suivante?s?|d apres)$|^next(?: (?:page|month|week|events?))?$/
const SIGN = /^[›»→>]+$/

/** Address of the page that goes on with the list of this one, when the page says so; null otherwise. To be read before a page is stripped of what surrounds its text. */
export function nextPage($: CheerioAPI, address: string): string | null {
  const said = $('link[rel~=next], a[rel~=next]').toArray()
  const worded = $('a[href]')
    .toArray()
    .filter(element => {
      const words = [$(element).text(), element.attribs['aria-label'] ?? '', element.attribs.title ?? '']
      return words.some(text => NEXT.test(fold(text)) || SIGN.test(squeeze(text)))
    })
  for (const { attribs } of [...said, ...worded]) {
    const href = attribs.href ?? ''
    if (href === '' || href.startsWith('#') || !URL.canParse(href, address)) continue
    const next = new URL(href, address)
    next.hash = ''
    // The next article of a blog is no rest of a list.
    if (next.href !== address && listOf(next.href) === listOf(address)) return next.href
  }
  return null
}

/** What the pages of one list have in common: «/offres/», «/offres/page/2/», «/offres?page=3», «/offres-2.html», «/agenda/2027-01». */
function listOf(address: string): string {
  const { origin, pathname } = new URL(address)
  return `${origin}${pathname.replace(/(?:\/page)?(?:[/_-]?\d+)*(?:\.\w+)?\/?$/, '')}`
}
