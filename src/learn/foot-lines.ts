import type { CheerioAPI } from 'cheerio'
import { linesOfPage } from './html-lines.ts'
import type { Line } from './line.ts'

/** Where a page says how to reach the association. */
export const FEET =
  'footer, aside, address, [role=contentinfo], [role=complementary], #contact, #footer, .footer, .site-footer, .contact, .coordonnees, .sidebar, .widget'
const FACTS =
  /(?<!\d)0\d(?:[ .\-/]?\d\d){4}(?!\d)|@|(?<!\d)\d{2} ?\d{3} +\p{Lu}|(?:lundi|mardi|mercredi|jeudi|vendredi).*\d\s?(?:h|:)/iu
const MOST = 40

/** What stands around the text of a page and tells how to reach the association. To be read before the page is stripped of its surroundings. */
export function footLines($: CheerioAPI): Line[] {
  const lines = $(FEET)
    .toArray()
    .filter(element => $(element).parents(FEET).length === 0 && $(element).find('h1').length === 0)
    .flatMap(element => linesOfPage(element).lines)
  return lines
    .filter(
      ({ level, text, links }) =>
        level === 0 && (FACTS.test(text) || links.some(({ href }) => /^(?:tel|mailto):/i.test(href))),
    )
    .slice(0, MOST)
    .map((each, rank) => ({ ...each, where: 'autour de la page', block: 50_000 + rank }))
}
