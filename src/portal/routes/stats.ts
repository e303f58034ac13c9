import { Hono } from 'hono'
import { html } from 'hono/html'
import { frenchDate, frenchNumber } from '../../common/french.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { nextLink, table } from '../pages/table.ts'
import { beingComputed, computedNote } from '../reports/computed-note.ts'
import type { Reports } from '../reports/reports.ts'
import type { PortalEnv } from '../web/env.ts'
import type { Frame } from '../web/frame.ts'

/** Figures for everybody: no partner, no euro, no name. */
export function publicFigures(report: CoverageReport) {
  const shown = [
    'actions-referencees',
    'structures-publiees',
    'deserts',
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
      .map(({ code, name, population, on_site, by_zone, remote, reachable }) => ({
        code,
        name,
        population,
        on_site,
        by_zone,
        remote,
        reachable,
      })),
  }
}

export function statsRoutes({ reports, frame }: { reports: Reports; frame: Frame }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  app.get('/stats', async c => {
    const computed = await reports.shown()
    if (!computed) return beingComputed(frame, c)
    const figures = publicFigures(computed.value)
    return frame.show(c, {
      title: 'Chiffres publics',
      main: html`<p class="lead">Les offres d’insertion référencées dans DORA, ${figures.territory}, au ${frenchDate(figures.date)}.</p>
${computedNote(computed)}
<ul class="figures">${figures.indicators.map(each => html`<li><strong>${each.display}</strong>${each.title}</li>`)}</ul>
<h2>Par thématique</h2>
${table({ caption: 'Offres publiées par thématique', columns: ['Thématique', { label: 'Offres', number: true }], rows: figures.categories.map(row => [row.label, frenchNumber(row.value)]), empty: 'Aucune offre publiée.' })}
<h2>Par public</h2>
${table({ caption: 'Offres publiées par public', columns: ['Public', { label: 'Offres', number: true }], rows: figures.publics.map(row => [row.label, frenchNumber(row.value)]), empty: 'Aucune offre publiée.' })}
<h2>Par territoire</h2>
${table({
  caption: 'Offres accessibles par intercommunalité',
  columns: [
    'Intercommunalité',
    { label: 'Habitants', number: true },
    { label: 'Sur place', number: true },
    { label: 'Ouvertes à ses habitants, ailleurs', number: true },
    { label: 'À distance', number: true },
  ],
  rows: figures.areas.map(area => [
    area.name,
    frenchNumber(area.population),
    frenchNumber(area.on_site),
    frenchNumber(area.by_zone),
    frenchNumber(area.remote),
  ]),
  empty: 'Aucun territoire.',
})}
<h2>Définitions</h2><dl>${figures.indicators.map(each => html`<dt><strong>${each.title}</strong></dt><dd>${each.definition}</dd>`)}</dl>
<p><a href="/api/v1/stats">Ces chiffres pour un programme (JSON)</a> · <a href="/api/v1/openapi.json">L’interface de programmation</a></p>${nextLink(null)}`,
    })
  })
  return app
}
