import { fold } from '../common/text.ts'
import { topicsOf } from './labels.ts'
import type { Line } from './line.ts'

const POST =
  /class="[^"]*\b(?:single-post|type-post|category-actualit\w*|single-format-standard)\b|og:type" content="article"[\s\S]{0,4000}article:published_time/i
const PAST =
  /retour sur|a fonctionne|a eu lieu|s est (?:tenu|deroule)|ont participe|etaient presents|est venu|ce qu ils en disent|merci a tou|a rassemble|a accueilli|l an prochain/

/** Why a page is a news item and no offer, in French; null when it may be one. */
export function newsReason(address: string, source: string, title: string, lines: readonly Line[]): string | null {
  const dated = /\/20\d\d\/\d\d\//.test(address)
  const post = POST.test(source)
  if (!dated && !post) return null
  const past = tellsOfPast(title, lines)
  const labels = new Set(lines.flatMap(({ label }) => (label === null ? [] : topicsOf(label).slice(0, 1)))).size
  if (past || (dated && post && labels < 2)) return 'un article d’actualité, qui raconte ce qui a eu lieu'
  return null
}

/** Words of what took place already. */
export const tellsOfPast = (title: string, lines: readonly Line[]): boolean =>
  PAST.test(fold(`${title} ${lines.map(({ text }) => text).join(' ')}`))
