import { html } from 'hono/html'
import { frenchNumber } from '../../common/french.ts'
import { labelOf, valuesOf } from '../../reference/referentiels.ts'
import { type Fragment, figure, table } from '../html-parts.ts'
import type { Area, AreaCell, CoverageReport } from '../report-contract.ts'

/** Under this count, a rate says little. */
const SMALL = 5

/** Where offers can be reached, and where nothing is. @param map when outlines were given; its SVG is null when none of them is an EPCI of the territory */
export function territorySection(report: CoverageReport, map: { svg: string | null } | null): Fragment {
  const epci = report.areas.filter(area => area.kind === 'epci')
  const agencies = report.areas.filter(area => area.kind === 'agence')
  return html`<p>Un service publié compte une fois par territoire : « sur place » s’il y reçoit ; sinon « à distance » s’il s’adresse aux habitants sans déplacement ; sinon « ailleurs » s’il leur est ouvert mais reçoit dans un autre territoire. La population est celle des communes du département (code officiel géographique). Le taux compte ce qui est sur place, et rien de ce qui est reçu d’ailleurs. Un astérisque signale moins de ${SMALL} services sur place : il ne veut alors pas dire grand-chose.</p>
${mapFigure(map)}
${areaTable('Par EPCI', epci)}
${agencies.length > 0 ? areaTable(`Par agence du Département${report.agencies_inferred ? ' (rattachement des EPCI à confirmer)' : ''}`, agencies) : ''}
<h3 id="matrice">EPCI et thématiques</h3>
<p>Entre parenthèses, ceux qui sont à distance ; un tiret quand il n’y en a aucun.</p>
${matrix(report, epci)}
<h3 id="publics-epci">EPCI et publics</h3>
<p>Les services ouverts à tous sont comptés à part, après le signe plus. Un taux par public n’est pas donné : le code officiel géographique ne dit pas combien de personnes chaque public compte.</p>
${publicsMatrix(report, epci)}
<h3 id="deserts">Ce qui n’existe nulle part, ou presque</h3>
${deserts(report, epci)}`
}

function mapFigure(map: { svg: string | null } | null): Fragment | string {
  if (!map) return ''
  if (map.svg === null)
    return html`<p>Aucun des contours donnés ne porte le code d’un EPCI du territoire : pas de carte.</p>`
  return figure(map.svg, 'Services sur place pour 10 000 habitants, EPCI par EPCI ; les valeurs sont dans la table.')
}

function areaTable(caption: string, areas: Area[]): Fragment {
  return table(
    caption,
    [
      { header: 'Territoire', cell: area => area.name, row: true },
      { header: 'Habitants', cell: area => frenchNumber(area.population), number: true },
      { header: 'Sur place', cell: area => area.on_site, number: true },
      { header: 'Ailleurs', cell: area => area.by_zone, number: true },
      { header: 'À distance', cell: area => area.remote, number: true },
      { header: 'En tout', cell: area => area.reachable, number: true },
      {
        header: 'Sur place, pour 10 000 habitants',
        cell: area => `${frenchNumber(area.per_10000)}${area.on_site < SMALL ? '*' : ''}`,
        number: true,
      },
    ],
    areas,
  )
}

function matrix(report: CoverageReport, epci: Area[]): Fragment {
  const cells = new Map<string, AreaCell>()
  for (const cell of report.cells) if (cell.public === '*') cells.set(`${cell.area}\n${cell.category}`, cell)
  const columns = valuesOf('categories').map(value => ({ value, label: labelOf('categories', value) }))
  return halves('Services publiés joignables, par EPCI et thématique', columns, epci, (area, category) => {
    const cell = cells.get(`${area}\n${category}`)
    if (!cell) return '–'
    return cell.remote > 0 ? `${cell.reachable} (${cell.remote})` : cell.reachable
  })
}

function publicsMatrix(report: CoverageReport, epci: Area[]): Fragment {
  const cells = new Map<string, AreaCell>()
  for (const cell of report.cells) if (cell.category === '*') cells.set(`${cell.area}\n${cell.public}`, cell)
  const columns = valuesOf('publics').map(value => ({ value, label: labelOf('publics', value) }))
  return halves('Services publiés joignables, par EPCI et public', columns, epci, (area, who) => {
    const cell = cells.get(`${area}\n${who}`)
    if (!cell) return '–'
    const own = cell.reachable - cell.open_to_all
    return cell.open_to_all > 0 ? `${own} (+${cell.open_to_all})` : own
  })
}

/** Two tables, so that a printed page holds one. */
function halves(
  caption: string,
  columns: { value: string; label: string }[],
  epci: Area[],
  words: (area: string, value: string) => string | number,
): Fragment {
  const middle = Math.ceil(columns.length / 2)
  return html`${[columns.slice(0, middle), columns.slice(middle)].map((half, i) =>
    table(
      `${caption} (${i + 1} sur 2)`,
      [
        { header: 'EPCI', cell: area => area.name, row: true },
        ...half.map(({ value, label }) => ({
          header: label,
          number: true,
          wide: true,
          cell: (area: Area) => words(area.code, value),
        })),
      ],
      epci,
    ),
  )}`
}

function deserts(report: CoverageReport, epci: Area[]): Fragment {
  const rows = valuesOf('categories')
    .map(category => {
      const found = report.deserts.filter(desert => desert.category === category)
      return {
        category: labelOf('categories', category),
        nothing: found.filter(desert => desert.level === 'rien').map(desert => desert.area_name),
        remote: found.filter(desert => desert.level === 'a-distance-seulement').map(desert => desert.area_name),
        waiting: Math.max(0, ...found.map(desert => desert.waiting)),
      }
    })
    .filter(row => row.nothing.length + row.remote.length > 0)
  const list = (names: string[]) =>
    names.length === 0 ? '–' : names.length === epci.length ? 'Tout le département' : names.join(', ')
  return html`<p>Rien de publié parmi les offres suivies : cela ne prouve pas que rien n’existe. « En attente » compte les offres connues qui combleraient un manque une fois publiées.</p>
${table(
  'Déserts, par thématique',
  [
    { header: 'Thématique', cell: row => row.category, row: true },
    { header: 'Aucune offre', cell: row => list(row.nothing) },
    { header: 'À distance seulement', cell: row => list(row.remote) },
    { header: 'En attente', cell: row => (row.waiting === 0 ? '–' : row.waiting), number: true },
  ],
  rows,
)}`
}
