import { html } from 'hono/html'
import { frenchNumber } from '../../common/french.ts'
import { labelOf, valuesOf } from '../../reference/referentiels.ts'
import { type Column, type Fragment, linked, table } from '../html-parts.ts'
import type { ReportLinks } from '../links.ts'
import { SMALL, shortName, shownRate } from '../map/area-map.ts'
import { territoryMap } from '../map/draw-map.ts'
import { originColumns, whoseSentence } from '../origins.ts'
import type { Territories } from '../past-coverage.ts'
import type { Area, AreaCell } from '../territory-contract.ts'

/** Where services can be reached, and how many are there. */
export function territorySection(report: Territories, links: ReportLinks): Fragment {
  const epci = report.areas.filter(area => area.kind === 'epci')
  const agencies = report.areas.filter(area => area.kind === 'agence')
  return html`<section class="mapped"><p>${whoseSentence(report)} Un service compte une fois par territoire : « sur place » s’il y reçoit ; sinon « à distance » s’il s’adresse aux habitants sans déplacement ; sinon « ailleurs » s’il leur est ouvert mais reçoit dans un autre territoire. La population est celle des communes du département (code officiel géographique). Le taux compte ce qui est sur place, et rien de ce qui est reçu d’ailleurs. Un astérisque signale moins de ${SMALL} services sur place : il ne veut alors pas dire grand-chose.${report.beneficiaries_source === null ? '' : ` Bénéficiaires du RSA : ${report.beneficiaries_source}.`}</p>
${territoryMap(report, links.area)}</section>
${areaTable('Par EPCI', epci, report, links)}
${agencies.length > 0 ? areaTable(`Par agence du Département${report.agencies_inferred ? ' (rattachement des EPCI à confirmer)' : ''}`, agencies, report, {}) : ''}
<h3 id="matrice">EPCI et thématiques</h3>
<p>Entre parenthèses, ceux qui sont à distance ; un tiret quand il n’y en a aucun.</p>
${matrix(report, epci)}
<h3 id="publics-epci">EPCI et publics</h3>
<p>Les services ouverts à tous sont comptés à part, après le signe plus. Un taux par public n’est pas donné : le code officiel géographique ne dit pas combien de personnes chaque public compte.</p>
${publicsMatrix(report, epci)}`
}

function areaTable(caption: string, areas: Area[], report: Territories, links: ReportLinks): Fragment {
  const rsa: Column<Area>[] = [
    {
      header: 'Bénéficiaires du RSA',
      cell: ({ beneficiaries }) => (beneficiaries === null ? '–' : frenchNumber(beneficiaries)),
      number: true,
    },
    {
      header: 'Sur place, pour 1 000 bénéficiaires',
      cell: ({ per_1000_rsa: each, on_site, beneficiaries }) => shownRate(each ?? 0, on_site, (beneficiaries ?? 0) > 0),
      number: true,
    },
  ]
  return table(
    caption,
    [
      { header: 'Territoire', cell: area => linked(area.name, links.area?.(area.code)), row: true },
      { header: 'Habitants', cell: area => frenchNumber(area.population), number: true },
      { header: 'Sur place', cell: area => frenchNumber(area.on_site), number: true },
      ...originColumns<Area>(report, 'on_site'),
      { header: 'Ailleurs', cell: area => frenchNumber(area.by_zone), number: true },
      { header: 'À distance', cell: area => frenchNumber(area.remote), number: true },
      { header: 'En tout', cell: area => frenchNumber(area.reachable), number: true },
      {
        header: 'Sur place, pour 10 000 habitants',
        cell: ({ per_10000, on_site, population }) => shownRate(per_10000, on_site, population > 0),
        number: true,
      },
      ...(report.beneficiaries_source === null ? [] : rsa),
    ],
    areas,
  )
}

function matrix(report: Territories, epci: Area[]): Fragment {
  const cells = new Map<string, AreaCell>()
  for (const cell of report.cells) if (cell.public === '*') cells.set(`${cell.area}\n${cell.category}`, cell)
  const columns = valuesOf('categories').map(value => ({ value, label: labelOf('categories', value) }))
  return halves('Services joignables, par EPCI et thématique', columns, epci, (area, category) => {
    const cell = cells.get(`${area}\n${category}`)
    if (!cell) return '–'
    return cell.remote > 0 ? `${cell.reachable} (${cell.remote})` : cell.reachable
  })
}

function publicsMatrix(report: Territories, epci: Area[]): Fragment {
  const cells = new Map<string, AreaCell>()
  for (const cell of report.cells) if (cell.category === '*') cells.set(`${cell.area}\n${cell.public}`, cell)
  const columns = valuesOf('publics').map(value => ({ value, label: labelOf('publics', value) }))
  return halves('Services joignables, par EPCI et public', columns, epci, (area, who) => {
    const cell = cells.get(`${area}\n${who}`)
    if (!cell) return '–'
    if (who === 'tous-publics') return cell.reachable
    const own = cell.reachable - cell.open_to_all
    return cell.open_to_all > 0 ? `${own} (+${cell.open_to_all})` : own
  })
}

/** Two tables, so that a printed page holds one. */
export function halves(
  caption: string,
  columns: { value: string; label: string }[],
  epci: Area[],
  words: (area: string, value: string) => Fragment | string | number,
): Fragment {
  const middle = Math.ceil(columns.length / 2)
  return html`${[columns.slice(0, middle), columns.slice(middle)].map((half, i) =>
    table(
      `${caption} (${i + 1} sur 2)`,
      [
        { header: 'EPCI', cell: area => shortName(area.name), row: true },
        ...half.map(({ value, label }) => ({
          header: label,
          number: true,
          cell: (area: Area) => words(area.code, value),
        })),
      ],
      epci,
    ),
  )}`
}
