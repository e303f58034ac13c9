import { html } from 'hono/html'
import { frenchEuros } from '../../common/french.ts'
import type { ConventionLine } from '../../convention/convention.ts'
import { fundings } from '../../convention/fundings.ts'
import { type ActionPath, actionPaths, type NamedConvention } from '../../convention/in-force.ts'
import { signed } from '../../coverage/html-comparison.ts'
import { table } from '../../coverage/html-parts.ts'
import type { Html } from '../layout.ts'

const WORDS: Record<ActionPath['kind'], string> = {
  continued: 'continue',
  renamed: 'renommée',
  ended: 'terminée',
  new: 'nouvelle',
}

/** The State's euros of an action: an amount that several share stands on the first of them, so that columns add up. */
interface Amount {
  euros: number
  shown: string
}
interface Row {
  path: ActionPath
  before: Amount
  after: Amount
}

/** What became of each action from each convention to the next, with the State's euros of both. */
export function conventionsPage(conventions: readonly NamedConvention[]): Html {
  const all = conventions.toSorted((a, b) => (a.period.start < b.period.start ? -1 : 1))
  const pairs = all.slice(1).flatMap((after, at) => {
    const before = all[at]
    return before ? [{ before, after }] : []
  })
  if (pairs.length === 0) return html`<p>Il n’y a qu’une convention : rien à comparer.</p>`
  return html`${pairs.map(({ before, after }) => {
    const [earlier, later] = [amounts(before), amounts(after)]
    return table<Row>(
      `De « ${before.title} » à « ${after.title} »`,
      [
        { header: 'Action', cell: ({ path }) => nameOf(path), row: true },
        { header: 'Porteur', cell: ({ path }) => carriers(path, path.after ? after : before) },
        { header: 'Devenue', cell: ({ path }) => WORDS[path.kind] },
        eurosOf(`Part de l’État, ${before.id}`, row => row.before),
        eurosOf(`Part de l’État, ${after.id}`, row => row.after),
        {
          header: 'Écart',
          cell: row => signed(row.after.euros - row.before.euros, 'euros'),
          number: true,
          adds: row => row.after.euros - row.before.euros,
          say: total => signed(total, 'euros'),
        },
      ],
      rowsOf(actionPaths(before, after), earlier, later),
    )
  })}`
}

/** An action that was cut stands on several rows: what it had is counted on the first. */
function rowsOf(
  paths: readonly ActionPath[],
  earlier: ReadonlyMap<string, Amount>,
  later: ReadonlyMap<string, Amount>,
): Row[] {
  const told = new Map<string, string>()
  return paths.map(path => {
    const { before, after } = path
    const first = before && told.get(before.id)
    if (before && first === undefined) told.set(before.id, after?.title ?? before.title)
    return {
      path,
      before: first ? { euros: 0, shown: `avec « ${first} »` } : amountOf(before, earlier),
      after: amountOf(after, later),
    }
  })
}

const eurosOf = (header: string, pick: (row: Row) => Amount) => ({
  header,
  cell: (row: Row) => pick(row).shown,
  number: true,
  adds: (row: Row) => pick(row).euros,
  say: frenchEuros,
})

function nameOf({ kind, before, after }: ActionPath): string {
  const name = after?.title ?? before?.title ?? ''
  return kind === 'renamed' && before ? `${name} (avant : ${before.title})` : name
}

function carriers({ before, after }: ActionPath, { partners }: NamedConvention): string {
  const names = new Map(partners.map(({ id, name }) => [id, name]))
  return ((after ?? before)?.partners ?? []).map(id => names.get(id) ?? id).join(', ')
}

/** By line: its own amount, or the one that it shares with others. */
function amounts(convention: NamedConvention): Map<string, Amount> {
  return new Map(
    fundings(convention).flatMap(({ lines, state }) =>
      lines.map(({ id }, at): [string, Amount] => [
        id,
        at === 0
          ? { euros: state, shown: frenchEuros(state) }
          : { euros: 0, shown: `avec « ${lines[0]?.title ?? ''} »` },
      ]),
    ),
  )
}

const amountOf = (line: ConventionLine | null, known: ReadonlyMap<string, Amount>): Amount =>
  (line && known.get(line.id)) ?? { euros: 0, shown: '–' }
