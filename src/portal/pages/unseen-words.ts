import { html } from 'hono/html'
import { visibility } from '../../dora/visibility.ts'
import type { OfferLine } from '../../ledger/offers-page.ts'
import type { Html } from '../layout.ts'
import { WHOSE_TURN } from '../words-of.ts'

/** Why an offer that is published is not seen by the public, and whose move it is. @param today `YYYY-MM-DD` */
export function unseenWords(line: OfferLine, today: string): Html | '' {
  const found = visibility(line, today)
  return found.seen === 'no' && found.why !== 'not-published'
    ? html`<br><span class="quiet">pas vue du public : ${found.words} C’est ${WHOSE_TURN[found.whose]} d’agir.</span>`
    : ''
}
