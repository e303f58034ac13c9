import { html } from 'hono/html'
import { frenchDate, frenchNumber } from '../../common/french.ts'
import { shownRate } from '../../coverage/map/area-map.ts'
import { territoryMap } from '../../coverage/map/draw-map.ts'
import { ORIGIN_WORDS, toldOrigins, whoseSentence } from '../../coverage/origins.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { nextLink, table } from '../pages/table.ts'
import { beingComputed, computedNote } from '../reports/computed-note.ts'
import type { Pages } from '../web/pages.ts'

/** Figures for everybody: no partner, no euro, no name. */
export function publicFigures(report: CoverageReport) {
  const shown = [
    'services-vus',
    'structures-dora',
    'services-dora-a-jour',
    'actions-referencees',
    'structures-publiees',
    'sans-service-sur-place',
    'mobilisables-professionnels',
    'mobilisables-usagers',
    'delai-publication',
  ]
  return {
    date: report.date,
    territory: report.territory,
    indicators: report.indicators
      .filter(each => shown.includes(each.id))
      .map(({ id, title, value, of, unit, display, definition }) => ({
        id,
        title,
        value,
        of,
        unit,
        display,
        definition,
      })),
    categories: report.categories,
    publics: report.publics,
    areas: report.areas
      .filter(area => area.kind === 'epci')
      .map(({ code, name, population, on_site, by_zone, remote, reachable, per_10000, origins }) => ({
        code,
        name,
        population,
        on_site,
        by_zone,
        remote,
        reachable,
        per_10000,
        origins,
      })),
    census: report.catalogue === null ? null : { taken: report.catalogue.taken, seen: report.catalogue.seen },
  }
}

export function statsRoutes({ app, reports, frame }: Pick<Pages, 'app' | 'reports' | 'frame'>): void {
  app.get('/stats', async c => {
    const computed = await reports.shown()
    if (!computed) return beingComputed(frame, c)
    const report = computed.value
    const figures = publicFigures(report)
    const origins = toldOrigins(report)
    return frame.show(c, {
      title: 'Chiffres publics',
      main: html`<p class="lead">Les offres d’insertion référencées dans DORA, ${figures.territory}, au ${frenchDate(figures.date)}.</p>
${computedNote(computed)}
<ul class="figures">${figures.indicators.map(each => html`<li><strong>${each.display}</strong>${each.title}</li>`)}</ul>
<h2>Par territoire</h2>
<p>${whoseSentence(report)} Un EPCI est une intercommunalité : des communes voisines qui gèrent des services ensemble.</p>
${territoryMap(report, code => `#epci-${code}`)}
${table({
  scrolls: true,
  caption: 'Par EPCI',
  columns: [
    'Intercommunalité',
    { label: 'Habitants', number: true },
    { label: 'Sur place', number: true },
    ...origins.map(origin => ({ label: ORIGIN_WORDS[origin], number: true as const })),
    { label: 'Ouvertes à ses habitants, ailleurs', number: true },
    { label: 'À distance', number: true },
    { label: 'Sur place, pour 10 000 habitants', number: true },
  ],
  rows: figures.areas.map(area => [
    html`<span id="epci-${area.code}">${area.name}</span>`,
    frenchNumber(area.population),
    frenchNumber(area.on_site),
    ...origins.map(origin => frenchNumber(area.origins[origin].on_site)),
    frenchNumber(area.by_zone),
    frenchNumber(area.remote),
    shownRate(area.per_10000, area.on_site, area.population > 0),
  ]),
  empty: 'Aucun territoire.',
})}
<h2>Par thématique, ce que le robot suit</h2>
${table({ scrolls: true, caption: 'Offres publiées par thématique', columns: ['Thématique', { label: 'Offres', number: true }], rows: figures.categories.map(row => [row.label, frenchNumber(row.value)]), empty: 'Aucune offre publiée.' })}
<h2>Par public, ce que le robot suit</h2>
${table({ scrolls: true, caption: 'Offres publiées par public', columns: ['Public', { label: 'Offres', number: true }], rows: figures.publics.map(row => [row.label, frenchNumber(row.value)]), empty: 'Aucune offre publiée.' })}
<h2>Définitions</h2><dl>${figures.indicators.map(each => html`<dt><strong>${each.title}</strong></dt><dd>${each.definition}</dd>`)}</dl>
<p><a href="/api/v1/stats">Ces chiffres pour un programme (JSON)</a> · <a href="/api/v1/openapi.json">L’interface de programmation</a></p>${nextLink(null)}`,
    })
  })
}
