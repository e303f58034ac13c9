import { html } from 'hono/html'
import { frenchTime, shortFrenchDate } from '../../common/french.ts'
import type { Html } from '../layout.ts'

/** «28 nov. 2026, 14 h 30», for tables: the day and the hour never break inside. @param at ISO instant */
export function when(at: Date | string): Html {
  const instant = new Date(at)
  return html`<time datetime="${instant.toISOString()}"><span class="whole">${shortFrenchDate(instant)},</span> <span class="whole">${frenchTime(instant)}</span></time>`
}
