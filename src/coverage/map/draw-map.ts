import { html, raw } from 'hono/html'
import { frenchNumber } from '../../common/french.ts'
import type { Fragment } from '../html-parts.ts'
import type { CoverageReport } from '../report-contract.ts'
import type { Outlines } from '../territory-contract.ts'
import { type AreaMap, areaMap, hasMap, type MapArea, rateWords, SMALL } from './area-map.ts'
import { softHyphens } from './soft-hyphens.ts'

/**
 * The EPCI and how many services receive people there, as squares or under their outlines: classes with their bounds, hatched where nothing is known.
 * @param href the page behind an EPCI, by its code; without it nothing is linked
 */
export function territoryMap(
  report: Pick<CoverageReport, 'areas' | 'map' | 'outlines' | 'catalogue'>,
  href?: (code: string) => string,
): Fragment | string {
  if (!hasMap(report) || (report.outlines === null && report.map.length === 0)) return ''
  const map = areaMap(report.areas)
  const whose = report.catalogue === null ? 'suivis par le robot' : 'que le public trouve'
  const drawn = report.outlines === null ? squares(map, report.map, href) : outlines(map, report.outlines, href)
  return html`<figure class="map">${drawn}
<p class="quiet legend">${map.classes.map(({ words }, at) => html`<span><i class="level-${at}"></i>${words}</span>`)}<span><i class="level-none"></i>pas de donnée</span></p>
<figcaption>Services sur place ${whose}, pour 10 000 habitants ; entre parenthèses, leur nombre. Un astérisque : moins de ${SMALL} services, le taux ne veut pas dire grand-chose.${absentWords(map, report)} Les mêmes chiffres sont dans la table « Par EPCI ».</figcaption></figure>`
}

/** What the map has no place for is said: nothing is left out in silence. */
function absentWords({ areas }: AreaMap, report: Pick<CoverageReport, 'map' | 'outlines'>): string {
  const placed = new Set(
    report.outlines === null ? report.map.flat() : drawable(report.outlines).map(({ code }) => code),
  )
  const absent = [...areas.values()].filter(({ code }) => !placed.has(code))
  if (absent.length === 0) return ''
  return ` Sans place sur la carte : ${absent.map(area => `${area.name} ${figuresOf(area)}`).join(', ')}.`
}

const figuresOf = (area: MapArea) => `${rateWords(area)} (${frenchNumber(area.on_site)})`

function squares({ areas }: AreaMap, rows: readonly (readonly string[])[], href?: (code: string) => string): Fragment {
  const columns = Math.max(1, ...rows.map(row => row.length))
  // A short row is filled up as long as another begins under it.
  const places = rows.flatMap((row, at) =>
    at + 1 === rows.length ? row : [...row, ...new Array<string>(columns - row.length).fill('')],
  )
  return html`<ul class="tiles columns-${columns}">${places.map(code => {
    const area = areas.get(code)
    return area
      ? html`<li class="${levelClass(area)}">${href ? html`<a href="${href(code)}">${softHyphens(area.name)}</a>` : html`<span>${softHyphens(area.name)}</span>`}<span><strong>${rateWords(area)}</strong> (${frenchNumber(area.on_site)})</span></li>`
      : html`<li class="empty" aria-hidden="true"></li>`
  })}</ul>`
}

/** A contour that is smaller than what is drawn has no outline. */
const drawable = ({ paths }: Outlines) => paths.filter(({ d }) => d !== '')

function outlines({ areas }: AreaMap, given: Outlines, href?: (code: string) => string): Fragment {
  const { width, height } = given
  const known = drawable(given).flatMap(path => {
    const area = areas.get(path.code)
    return area ? [{ ...path, area }] : []
  })
  const shape = ({ d, area }: (typeof known)[number]) => {
    const said = `${area.name} : ${figuresOf(area)}`
    const drawn = html`<path class="${levelClass(area)}" d="${raw(d)}"${area.level === null ? raw(' fill="url(#hatching)"') : ''}><title>${said}</title></path>`
    return href ? html`<a href="${href(area.code)}" aria-label="${said}">${drawn}</a>` : drawn
  }
  return html`<svg class="outlines" viewBox="0 0 ${width} ${height}" role="${href ? 'group' : 'img'}" aria-label="Carte des EPCI"><defs><pattern id="hatching" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch" width="3" height="6"/></pattern></defs>${known.map(shape)}<g aria-hidden="true">${known.map(
    ({ x, y, area }) =>
      html`<text class="${levelClass(area)}" x="${x}" y="${y}">${nameLines(area.name).map((words, at, lines) => html`<tspan class="name" x="${x}" dy="${at === 0 ? 1.15 * (1 - lines.length) : 1.15}em">${words}</tspan>`)}<tspan x="${x}" dy="1.15em">${figuresOf(area)}</tspan></text>`,
  )}</g></svg>`
}

/** Longest line of a name on the map, characters: a territory is not much wider. */
const LINE = 14

/** A name cut between its words. */
function nameLines(name: string): string[] {
  const lines: string[] = []
  for (const word of name.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < LINE) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

const levelClass = ({ level }: MapArea) => `level-${level ?? 'none'}`
