import type { Element } from 'domhandler'
import { squeeze } from '../../common/text.ts'
import { withoutVisit } from '../offer-key.ts'
import { attributeWords, type Page } from './fields.ts'
import { wordsOf } from './words.ts'

/** What the pages of a list say of their own end. */
export interface LastPage {
  /** A page of the list that showed something new. `address`: as it was asked for. */
  read(address: string, page: Page, items: readonly Element[]): void
  /**
   * Whether a page that showed nothing new is the last one served again: its offers are word for word those of the page read before it, and every page that
   * the list links to, the numbered ones above all, was read. A list without numbers, or with one that was not read, may have been cut short: not over.
   * `next`: where this page sends on, which no page need have been.
   */
  isOver(page: Page, items: readonly Element[], next: string): boolean
}

/** Follows the pages of one list, from the first. */
export function followPages(): LastPage {
  const known = new Set<string>()
  const linked: Link[] = []
  let last = ''
  return {
    read(address, page, items) {
      known.add(plainAddress(address)).add(plainAddress(page.address))
      linked.push(...pageLinks(page))
      last = written(items, page)
    },
    isOver(page, items, next) {
      if (written(items, page) !== last) return false
      const all = [...linked, ...pageLinks(page)]
      const shape = shapeOf(next)
      const turns = all.filter(({ number, address }) => number !== null || shapeOf(address) === shape)
      const named = turns.filter(({ number }) => number !== null)
      // The way out of the page that comes again, and out of the one it repeats: where it leads is what is being judged.
      const beyond = ({ number, address }: Link) =>
        number === null && (address === plainAddress(next) || address === plainAddress(page.address))
      return named.length > 0 && turns.every(link => link.number === 1 || beyond(link) || known.has(link.address))
    },
  }
}

/** A link of a page: where it leads, and the page number that its words are. */
interface Link {
  address: string
  number: number | null
}

function pageLinks(page: Page): Link[] {
  return page
    .$('a[href]')
    .get()
    .flatMap(anchor => {
      const address = attributeWords(anchor, 'href', page.base)
      const words = squeeze(wordsOf(anchor))
      const number = /^(?:page )?(\d{1,4})$/i.exec(words)?.[1]
      return /^https?:/.test(address) && !(anchor.attribs.href ?? '').startsWith('#')
        ? [{ address: plainAddress(address), number: number === undefined ? null : Number(number) }]
        : []
    })
}

/** The offers of a list page as they stand: their words and where they lead. */
const written = (items: readonly Element[], page: Page): string =>
  JSON.stringify(
    items.map(item => [
      wordsOf(item),
      page
        .$(item)
        .find('a[href]')
        .get()
        .map(anchor => anchor.attribs.href),
    ]),
  )

const plainAddress = (address: string): string => withoutVisit(address.replace(/#.*$/s, '')).replace(/\/$/, '')
/** Addresses of the pages of one list differ by their numbers only. */
const shapeOf = (address: string): string => plainAddress(address).replace(/\d+/g, '#')
