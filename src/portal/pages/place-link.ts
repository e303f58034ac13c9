import { html } from 'hono/html'
import type { Html } from '../layout.ts'

/** Where something was read, as connectors note it («address», or «address, path inside»): a link and words. */
export function placeLink(where: string): Html | string {
  const [, address, , path] = /^(https?:\/\/\S+?)(,\s+(.+))?$/s.exec(where.trim()) ?? []
  if (address === undefined)
    return where === '' ? '–' : where.startsWith('demande ') ? 'déclaration du partenaire' : where
  return html`<a href="${address}">page lue</a>${path ? `, ${path}` : ''}`
}
