import { html } from 'hono/html'
import type { DoraServiceFields } from '../../dora/port.ts'
import type { Finding } from '../../normalise/normalised-offer.ts'
import { correctionOf } from '../declare/corrections.ts'
import { asked } from '../declare/missing.ts'
import type { Html } from '../layout.ts'

/**
 * What DORA still needs before the public sees the offer, each with the answer that is missing. Nothing when nothing misses.
 * @param base address of the page of the offer, where it is corrected
 */
export function blockingPart({ findings }: { findings: readonly Finding[] }, base: string): Html | '' {
  const list = blockingList(findings, base)
  return list === ''
    ? ''
    : html`<div class="notice warn"><h2>Ce qui manque pour que le public la voie</h2>${list}</div>`
}

/** The same without its frame. @param of name of the offer, told to who does not see the page */
export function blockingList(findings: readonly Finding[], base: string, of = ''): Html | '' {
  const missing = findings.filter(({ code }) => code === 'manque-pour-publier')
  if (missing.length === 0) return ''
  const lines = new Map(
    missing.map(({ field, message }) => {
      const name = field as keyof DoraServiceFields
      const [question, words] = asked(name, message)
      return [question, { words, link: correctionOf(name) ? `${base}/corriger?champ=${question}` : null }]
    }),
  )
  return html`<ul>${[...lines.values()].map(({ words, link }) => html`<li>${words}${link ? html` <a href="${link}">Le compléter<span class="hidden"> : ${words}${of && ` ${of}`}</span></a>` : ''}</li>`)}</ul>`
}
