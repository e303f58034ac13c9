import type { Element } from 'domhandler'
import { slugify } from '../../common/text.ts'
import { keyFromAddress } from '../offer-key.ts'
import { type Page, plainField, readField } from './fields.ts'
import type { Fields } from './page.ts'
import type { Reading } from './selector.ts'

/** What a mapping's `key` reads in a scope, as a slug; null when it reads nothing. */
export function ruledKey(reading: Reading | null, scope: readonly Element[], page: Page): string | null {
  if (!reading) return null
  const field = { ...plainField('clé', reading), first: true }
  const words = readField(field, scope, page)[0]?.words
  return words ? slugify(words) : null
}

/**
 * Identifier of one offer among those of a page, from what lasts most to what lasts least: the mapping's rule, the `id` attribute, the
 * first link that leads out of the page, the first words read, the rank.
 */
export function itemKey(item: Element, reading: Reading | null, fields: Fields, page: Page, at: number): string {
  const ruled = ruledKey(reading, [item], page)
  if (ruled) return ruled
  if (item.attribs.id) return slugify(item.attribs.id)
  const link = outgoingLink(item, page)
  if (link) return keyFromAddress(link)
  const words = Object.values(fields)[0]?.[0]?.words
  return (words && slugify(words).slice(0, 80)) || `offre-${at + 1}`
}

/** First http(s) link of an item that is not the page itself. */
export function outgoingLink(item: Element, page: Page): string | null {
  const own = page.address.split(/[?#]/)[0]
  for (const anchor of page.$(item).find('a[href]').get()) {
    const href = anchor.attribs.href
    if (!href || !URL.canParse(href, page.base)) continue
    const url = new URL(href, page.base)
    if (/^https?:$/.test(url.protocol) && `${url.origin}${url.pathname}` !== own) return url.href
  }
  return null
}
