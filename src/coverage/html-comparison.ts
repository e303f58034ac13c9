import { html } from 'hono/html'
import { frenchCount, frenchDate, frenchEuros, frenchNumber } from '../common/french.ts'
import type { Comparison } from './compare.ts'
import { type Fragment, table } from './html-parts.ts'
import { LINE_STATES } from './words.ts'

/** What moved since another date. @param names of both reports, when two have the same date or the later one is not today's */
export function comparisonSection(comparison: Comparison, names?: { before: string; after: string }): Fragment {
  const { from, notes, indicators, lines, deserts_filled, deserts_new } = comparison
  const nothing = indicators.length + lines.length + deserts_filled.length + deserts_new.length === 0
  const word = (state: keyof typeof LINE_STATES | null) => (state === null ? '–' : LINE_STATES[state].word)
  return html`<h2 id="evolution">${names ? 'Ce qui a changé' : `Ce qui a changé depuis le ${frenchDate(from)}`}</h2>
${names ? html`<p>Avant : ${names.before}. Après : ${names.after}.</p>` : ''}
${notes.map(note => html`<p>${note}</p>`)}
${nothing ? html`<p>Rien n’a changé.</p>` : ''}
${
  indicators.length > 0
    ? table(
        'Chiffres qui ont bougé',
        [
          { header: 'Chiffre', cell: row => row.title, row: true },
          { header: 'Avant', cell: row => row.before_display },
          { header: 'Après', cell: row => row.after_display },
          { header: 'Écart', cell: changeWords, number: true },
        ],
        indicators,
      )
    : ''
}
${
  lines.length > 0
    ? table(
        'Actions qui ont changé d’état',
        [
          { header: 'Action', cell: row => row.title, row: true },
          { header: 'Avant', cell: row => word(row.before) },
          { header: 'Après', cell: row => word(row.after) },
        ],
        lines,
      )
    : ''
}
${places('Territoires comblés', deserts_filled)}
${places('Territoires qui n’ont plus d’offre', deserts_new)}`
}

const places = (title: string, list: { area: string; category: string }[]) =>
  list.length === 0
    ? ''
    : table(
        title,
        [
          { header: 'EPCI', cell: ([area]) => area, row: true },
          { header: 'Nombre', cell: ([, found]) => found.length, number: true, adds: ([, found]) => found.length },
          { header: 'Thématiques', cell: ([, found]) => found.map(({ category }) => category).join(', ') },
        ],
        [...Map.groupBy(list, ({ area }) => area)],
      )

/** What moved of a figure: of a share the points, which are what is read first; when they stand still, how many more. */
export function changeWords({
  change,
  share_change,
  unit,
}: Pick<Comparison['indicators'][number], 'change' | 'share_change' | 'unit'>): string {
  return share_change === null || share_change === 0 ? signed(change, unit) : signed(share_change, 'score')
}

/** «+3», «−1 200 €», «+2,5 points», «–» when one side was not measured. */
export function signed(change: number | null, unit: Comparison['indicators'][number]['unit']): string {
  if (change === null) return '–'
  return change === 0 ? '0' : `${change > 0 ? '+' : '−'}${sizeOf(Math.abs(change), unit)}`
}

function sizeOf(change: number, unit: Parameters<typeof signed>[1]): string {
  if (unit === 'euros') return frenchEuros(change)
  // A score is read in percents: what moves are points.
  return unit === 'score' ? frenchCount(change * 100, 'point', 'points', 1) : frenchNumber(change)
}
