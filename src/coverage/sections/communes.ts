import { html } from 'hono/html'
import { frenchCount, frenchNumber } from '../../common/french.ts'
import type { Commune } from '../../reference/geography.ts'
import type { Gap } from '../gaps.ts'
import { type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'

/**
 * The communes where a thématique has nothing within reach: those of the EPCI that no service reaches. In the others one commune may still lack what its
 * neighbours have: services are counted by EPCI, and that is said.
 * @param gaps of one thématique @param communes of the département
 */
export function communesWithout(
  gaps: readonly Gap[],
  communes: readonly Pick<Commune, 'name' | 'epci'>[],
  links: ReportLinks,
): Fragment {
  const byEpci = Map.groupBy(communes, ({ epci }) => epci)
  const rows = gaps
    .filter(({ level }) => level === 'rien')
    .map(({ area }) => ({ area, names: (byEpci.get(area.code) ?? []).map(({ name }) => name) }))
  const alone = byEpci.get(null) ?? []
  const count = rows.reduce((sum, { names }) => sum + names.length, 0)
  const people = rows.reduce((sum, { area }) => sum + area.population, 0)
  return html`<h2 id="communes">Les communes</h2>
<p class="lead">${count === 0 ? 'Aucune commune n’est dans un EPCI où il n’y a rien.' : `${frenchCount(count, 'commune n’a rien', 'communes n’ont rien')}, ni sur place, ni d’ailleurs, ni à distance : ${frenchNumber(people)} habitants.`}</p>
<p>Les services sont comptés par EPCI : dans un EPCI où il y en a, une commune peut ne pas y avoir droit.${alone.length === 0 ? '' : ` Hors de tout EPCI, et comptées nulle part : ${alone.map(({ name }) => name).join(', ')}.`}</p>
${
  count === 0
    ? ''
    : table(
        'Communes où il n’y a rien',
        [
          { header: 'EPCI', cell: ({ area }) => linked(area.name, links.area?.(area.code)), row: true },
          { header: 'Habitants', cell: ({ area }) => frenchNumber(area.population), number: true },
          { header: 'Nombre de communes', cell: ({ names }) => frenchNumber(names.length), number: true },
          { header: 'Communes', cell: ({ names }) => names.join(', ') },
        ],
        rows,
      )
}`
}
