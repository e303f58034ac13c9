import { type Rejection, rejectionAt } from '../../common/rejection.ts'
import type { FetchedDocument } from '../connector.ts'

/** Elements whose end no author may leave out: one that stays open was cut. */
const CLOSED = /<(\/?)(main|section|article|div|table|ul|ol|dl|script|style)\b/gi

/**
 * Whether a page stops before its end: it opens as a whole page, never closes, and something in it is still open. A page that is written
 * without its last tags closes what it opened.
 */
function isCut(text: string): boolean {
  if (!/<(?:html|body)[\s>]/i.test(text) || /<\/(?:html|body)\s*>/i.test(text)) return false
  if (/<[a-z/][^<>]{0,2000}$/i.test(text)) return true
  const open = new Map<string, number>()
  for (const [, close, name = ''] of text.replace(/<!--[\s\S]*?-->/g, '').matchAll(CLOSED)) {
    const key = name.toLowerCase()
    open.set(key, Math.max(0, (open.get(key) ?? 0) + (close === '/' ? -1 : 1)))
  }
  return [...open.values()].some(count => count > 0)
}

/** What is said of a page that came without its end: what it shows is read, and what it does not show may be there. Null: it is whole. */
export function cutPage({ text, address }: Pick<FetchedDocument, 'text' | 'address'>): Rejection | null {
  if (!isCut(text)) return null
  return rejectionAt('page-coupee', address, {
    received: text.slice(-80),
    expected: 'une page entière',
    message:
      'La page s’arrête avant sa fin : ce qui vient avant est lu, la suite manque, et rien n’est retiré d’après cette lecture. Si cela dure, au partenaire de voir avec qui tient son site.',
    whose: 'partenaire',
  })
}
