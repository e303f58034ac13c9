import type { AnyNode } from 'domhandler'
import { load } from '../../common/markup.ts'
import { revealEmails } from '../clean/emails.ts'
import type { FetchedDocument, RawValue } from '../connector.ts'
import { harvestErrors } from '../harvest-errors.ts'
import type { Tally } from '../tally.ts'
import { type CompiledField, type Page, readField } from './fields.ts'
import { isTooDeep } from './nesting.ts'
import type { Reading } from './selector.ts'

export type Fields = Record<string, RawValue[]>

export const ACCEPT_HTML = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1'

/**
 * Parses a page once; everything is read from the result.
 * @throws HarvestError `page-trop-imbriquee`
 */
export function openPage(document: Pick<FetchedDocument, 'text' | 'hash' | 'address'>): Page {
  if (isTooDeep(document.text)) throw harvestErrors.tooDeep(document.address)
  const $ = load(document.text)
  revealEmails($, document.text)
  const base = $('base[href]').attr('href')
  return {
    $,
    document: document.hash,
    address: document.address,
    base: base && URL.canParse(base, document.address) ? new URL(base, document.address).href : document.address,
  }
}

/** The whole page as a scope for selectors. */
export function rootOf(page: Page): AnyNode[] {
  const root = page.$.root()[0]
  return root ? [root] : []
}

/** Fields that hold words, by name; each reading is counted for drift. */
export function readFields(
  compiled: readonly CompiledField[],
  scope: readonly AnyNode[],
  page: Page,
  tally: Tally,
): Fields {
  const fields: Fields = {}
  for (const field of compiled) {
    const values = readField(field, scope, page)
    tally.field(field.name, values.length > 0, field.required)
    if (values.length > 0) fields[field.name] = values
  }
  return fields
}

/** Absolute http(s) address of the first link a reading finds, without fragment. */
export function linkOf(reading: Reading, scope: readonly AnyNode[], page: Page): string | null {
  for (const element of reading.selector.all(scope)) {
    const value = element.attribs[reading.attr ?? 'href']
    if (!value || !URL.canParse(value, page.base)) continue
    const url = new URL(value, page.base)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') continue
    url.hash = ''
    return url.href
  }
  return null
}
