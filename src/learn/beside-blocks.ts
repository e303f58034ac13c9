import type { CheerioAPI } from 'cheerio'
import { squeeze } from '../common/text.ts'
import { wordsOf } from '../harvest/html/words.ts'
import { LEAST_TOLD } from './line.ts'
import type { NotOffer } from './proposal.ts'

const MOST = 20

/** Boxes in the text of a page that are taken for what surrounds it: named, so that nothing is left out unsaid. To be read before the page is stripped of them. */
export function besideBlocks($: CheerioAPI): NotOffer[] {
  return $('main aside, [role=main] aside, article aside, main [role=complementary]')
    .toArray()
    .filter(element => $(element).parents('aside, nav, footer').length === 0)
    .flatMap(element => {
      const title = squeeze($(element).find('h2, h3, h4, h5, h6').first().text())
      if (title === '' || squeeze(wordsOf(element)).length < title.length + LEAST_TOLD) return []
      return [{ words: title, because: 'un encart à côté du texte de la page' }]
    })
    .slice(0, MOST)
}
