import { html } from 'hono/html'
import { frenchEuros } from '../../common/french.ts'
import type { ConventionLine } from '../../convention/convention.ts'
import { fundings } from '../../convention/fundings.ts'
import { type ActionPath, actionPaths, type NamedConvention } from '../../convention/in-force.ts'
import type { Html } from '../layout.ts'
import { table } from '../pages/table.ts'

const WORDS: Record<ActionPath['kind'], string> = {
  continued: 'continue',
  renamed: 'renommée',
  ended: 'terminée',
  new: 'nouvelle',
}

/** What became of each action from each convention to the next, with the State's euros of both. */
export function conventionsPage(conventions: readonly NamedConvention[]): Html {
  const all = conventions.toSorted((a, b) => (a.period.start < b.period.start ? -1 : 1))
  const pairs = all.slice(1).flatMap((after, at) => {
    const before = all[at]
    return before ? [{ before, after }] : []
  })
  if (pairs.length === 0) return html`<p>Il n’y a qu’une convention : rien à comparer.</p>`
  return html`${pairs.map(({ before, after }) =>
    table({
      caption: `De « ${before.title} » à « ${after.title} »`,
      stacked: true,
      columns: [
        'Action',
        'Devenue',
        { label: `Part de l’État, ${before.id}`, number: true },
        { label: `Part de l’État, ${after.id}`, number: true },
      ],
      rows: actionPaths(before, after).map(path => [
        nameOf(path),
        WORDS[path.kind],
        path.before ? euros(before, path.before) : '–',
        path.after ? euros(after, path.after) : '–',
      ]),
      empty: 'Aucune action.',
    }),
  )}`
}

function nameOf({ kind, before, after }: ActionPath): string {
  const name = after?.title ?? before?.title ?? ''
  return kind === 'renamed' && before ? `${name} (avant : ${before.title})` : name
}

/** Its own amount, or the one that it shares with others. */
function euros(convention: NamedConvention, line: ConventionLine): string {
  const funding = fundings(convention).find(each => each.lines.some(found => found.id === line.id))
  if (funding === undefined) return '–'
  return funding.lines.length === 1 ? frenchEuros(funding.state) : `${frenchEuros(funding.state)} (commun)`
}
