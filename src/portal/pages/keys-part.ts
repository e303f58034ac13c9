import { html } from 'hono/html'
import type { Html } from '../layout.ts'

/** The script behind the shortcuts; a page that shows them asks for it. */
export const KEYS_SCRIPT = '/assets/keys.js'

/** The first link of each line of a list. */
export const FIRST_LINKS = '#liste th[scope=row] > a:first-of-type'

const LIST = [
  ['J', 'ligne suivante'],
  ['K', 'ligne précédente'],
  ['O', 'ouvrir la ligne'],
] as const
const DECISION = [
  ['A', 'aller au bouton qui approuve'],
  ['R', 'aller à la raison du refus'],
] as const

/**
 * The shortcuts of a page, which can be switched off (WCAG 2.1.4); shown by the script only, since nothing works without it.
 * @param rows selector of what J and K go through; null: the page is a decision, not a list
 */
export function keysPart(rows: string | null): Html {
  const keys = [...(rows === null ? DECISION : LIST), ['/', 'chercher'] as const]
  return html`<details class="keys no-print" data-keys="${rows ?? 'none'}" hidden><summary>Raccourcis clavier</summary>
<ul>${keys.map(([key, does]) => html`<li><kbd>${key}</kbd> ${does}</li>`)}</ul>
<div class="box"><input type="checkbox" id="raccourcis"><label for="raccourcis">Raccourcis actifs dans ce navigateur</label></div></details>`
}
