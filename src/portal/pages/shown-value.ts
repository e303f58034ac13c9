import { html } from 'hono/html'
import { frenchHours } from '../../dora/translate/opening-hours.ts'
import type { Html } from '../layout.ts'
import { valueWords } from '../words-of.ts'
import { placeName } from '../zone-words.ts'

/** A value, long ones folded. */
export function shown(value: unknown, field = ''): Html | string {
  const words = wordsOf(value, field)
  return words.length > 280
    ? html`<details><summary>${words.slice(0, 160)}…</summary><p class="text">${words}</p></details>`
    : words
}

function wordsOf(value: unknown, field: string): string {
  if (field === 'zone_eligibilite' || field === 'code_insee') return zoneWords(value)
  return field === 'horaires_accueil' && typeof value === 'string' ? frenchHours(value) : valueWords(value)
}

/** Names of the places of a zone, with their codes. */
function zoneWords(value: unknown): string {
  const codes = Array.isArray(value) ? value : [value]
  return codes
    .map(code => {
      const text = String(code ?? '')
      const name = placeName(text)
      return name ? `${name} (${text})` : valueWords(code)
    })
    .join(', ')
}
