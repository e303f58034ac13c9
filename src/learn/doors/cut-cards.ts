import { squeeze } from '../../common/text.ts'
import type { Unit } from '../line.ts'
import type { NotOffer } from '../proposal.ts'
import type { DetailLinks } from './detail-links.ts'

/** How a text says that it goes on elsewhere. */
const CUT =
  /(?:[[(]\s*(?:…|\.{3})\s*[\])]|…|\.{3})$|^(?:lire (?:la suite|plus)|voir (?:la suite|plus|le détail|la fiche)|en savoir plus|read more)\b/iu

/** The pages of offers that a list shows in part: each is cut («[…]», «Lire la suite») and its title leads to a page of its own. Null: what the list says of them is whole. */
export function cutCards(units: readonly Unit[], notOffers: readonly NotOffer[], address: string): DetailLinks | null {
  const { host } = new URL(address)
  const pages = units.flatMap(({ link }) => {
    if (link === null || !URL.canParse(link)) return []
    const url = new URL(link)
    url.hash = ''
    return url.host === host && url.href !== address ? [url.href] : []
  })
  const addresses = [...new Set(pages)]
  const cut = units.filter(({ lines }) => lines.some(({ text }) => CUT.test(squeeze(text))))
  if (addresses.length < 2 || addresses.length !== units.length || cut.length * 2 <= units.length) return null
  return { addresses, refused: [...notOffers] }
}
