import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import type { Html } from '../layout.ts'

/** How many lines a page of a list shows. @param feminine of what the lines are */
export function shownWords(
  lines: number,
  more: boolean,
  [one, many, feminine]: readonly [string, string, boolean],
): string {
  const e = feminine ? 'e' : ''
  if (lines === 0) return `Aucun${e} ${one} montré${e}.`
  return more
    ? `${frenchCount(lines, `${one} montré${e}`, `${many} montré${e}s`)} sur cette page.`
    : `${frenchCount(lines, one, many)}.`
}

/** Said when mistyped words were replaced. @param none «Aucune offre n’a» @param those «celles qui ont» */
export const correctedNote = (none: string, those: string, typed: string, corrected: string | null): Html | string =>
  corrected === null
    ? ''
    : html`<p class="notice" role="status">${none} « ${typed} ». Voici ${those} « ${corrected} ».</p>`
