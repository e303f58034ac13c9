import { Hono } from 'hono'
import { html } from 'hono/html'
import { frenchDate, frenchNumber } from '../../common/french.ts'
import { monthlyTrend } from '../../coverage/compare.ts'
import { EXPORT_FORMATS, exportReport } from '../../coverage/export.ts'
import { renderReport } from '../../coverage/html.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { snapshotOf } from '../../coverage/snapshot.ts'
import type { Access } from '../access/access.ts'
import { actorOf } from '../access/people.ts'
import { nextLink, table } from '../pages/table.ts'
import { archivesPage } from '../reports/archives-page.ts'
import { type Chosen, comparisonPage, usualChoice } from '../reports/comparison-page.ts'
import { beingComputed, computedNote } from '../reports/computed-note.ts'
import type { Reports } from '../reports/reports.ts'
import { isStartingPoint, NOW } from '../reports/versions.ts'
import type { PortalEnv } from '../web/env.ts'
import { postForm } from '../web/form.ts'
import { type Frame, member, type PortalContext } from '../web/frame.ts'

const DAY = /^\d{4}-\d\d-\d\d$/
const EXTENSIONS = {
  html: 'html',
  json: 'json',
  csv: 'csv',
  'csv-machine': 'csv-machine',
  xlsx: 'xlsx',
  ods: 'ods',
} as const

/** The coverage report: today's, the dated ones, exports, definitions, comparison; and the public figures. */
export function reportRoutes({
  reports,
  access,
  frame,
}: {
  reports: Reports
  access: Access
  frame: Frame
}): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  const trail = [{ href: '/rapport', label: 'Rapport' }]
  const startingPoint = async (): Promise<string | null> => {
    const oldest = (await reports.frozen()).at(-1)
    const report = oldest ? await reports.version(oldest.id) : null
    return oldest && report && isStartingPoint(report) ? oldest.id : null
  }

  app.get('/rapport', async c => {
    const computed = await reports.shown()
    if (!computed) return beingComputed(frame, c)
    const report = computed.value
    const staff = member(c).role === 'gestionnaire'
    return frame.show(c, {
      title: `Rapport de couverture au ${frenchDate(report.date)}`,
      main: html`<p class="no-print"><a href="/rapport/archives">Rapports datés</a> · <a href="/rapport/comparaison">Comparer deux dates</a> · <a href="/rapport/definitions">Définitions</a></p>
${computedNote(computed)}
${staff ? postForm('/rapport/figer', await frame.field(c), html`<button class="second no-print">Figer le rapport d’aujourd’hui</button>`) : ''}
${renderReport(report, { base: '/rapport' })}`,
    })
  })
  app.post('/rapport/figer', async c => {
    const who = member(c)
    if (who.role !== 'gestionnaire')
      return frame.refuse(c, 403, 'Page réservée', 'Seul le gestionnaire fige un rapport.')
    return frame.act(c, '/rapport/archives', async () => {
      const fresh = await reports.freeze()
      await access.events.add({
        actor: actorOf(who),
        action: 'rapport-fige',
        source: null,
        key: null,
        detail: { fresh },
      })
      return fresh ? 'Le rapport d’aujourd’hui est figé.' : 'Le même rapport est déjà figé.'
    })
  })

  app.get('/rapport/archives', async c => {
    const list = await reports.frozen()
    const dates = [...new Set(list.map(each => each.date))]
    const series = (await Promise.all(dates.slice(0, 36).map(date => reports.at(date)))).filter(each => each !== null)
    return frame.show(c, {
      title: 'Rapports datés',
      trail,
      main: archivesPage(list, await startingPoint(), monthlyTrend(series, 'actions-referencees')),
    })
  })

  app.get('/rapport/definitions', async c => {
    const computed = await reports.shown()
    if (!computed) return beingComputed(frame, c)
    return frame.show(c, {
      title: 'Définitions',
      trail,
      main: html`<p>Ce que chaque chiffre veut dire, comment il est calculé, d’où il vient et ce qu’il ne dit pas.</p>
${computed.value.indicators.map(
  each =>
    html`<section><h2 id="${each.id}">${each.title}</h2><dl class="pairs"><dt>Définition</dt><dd>${each.definition}</dd><dt>Calcul</dt><dd>${each.formula}</dd><dt>Source</dt><dd>${each.source}</dd><dt>Limites</dt><dd>${each.limits}</dd></dl></section>`,
)}`,
    })
  })

  app.get('/rapport/comparaison', async c => {
    const computed = await reports.shown()
    if (!computed) return beingComputed(frame, c)
    const comparable = {
      today: computed.value.date,
      versions: await reports.frozen(),
      startingPoint: await startingPoint(),
    }
    const usual = usualChoice(comparable)
    const chosen = async (value: string): Promise<Chosen> => ({
      value,
      report: value === NOW ? computed.value : DAY.test(value) ? await reports.at(value) : await reports.version(value),
    })
    const [before, after] = await Promise.all([
      chosen(c.req.query('de') ?? usual.before),
      chosen(c.req.query('a') ?? usual.after),
    ])
    return frame.show(c, {
      title: 'Comparer deux rapports',
      trail,
      main: comparisonPage(comparable, before, after),
    })
  })

  app.get('/rapport.json', async c => c.json(await reports.today()))

  const download = async (c: PortalContext, report: CoverageReport | null, form: string) => {
    const format = EXPORT_FORMATS.find(each => EXTENSIONS[each] === form)
    if (!format || !report) return frame.notFound(c)
    const asked = c.req.query('table')
    if (asked !== undefined && !/^[\w-]{1,60}$/.test(asked)) return frame.notFound(c)
    const exported = await exportReport(
      report,
      c.req.query('format') === 'csv-machine' && format === 'csv' ? 'csv-machine' : format,
      asked ? { table: asked } : {},
    ).catch(() => null)
    if (!exported) return frame.notFound(c)
    return c.body(Buffer.from(exported.bytes), 200, {
      'content-type': exported.media,
      'content-disposition': `attachment; filename="${exported.fileName}"`,
    })
  }
  const showVersion = (c: PortalContext, report: CoverageReport, id: string) =>
    frame.show(c, {
      title: `Rapport de couverture au ${frenchDate(report.date)}`,
      trail,
      main: html`${isStartingPoint(report) ? html`<p class="lead">Point de départ : ce rapport montre la convention seule, avant la première lecture, quand le robot ne suivait encore aucune offre.</p>` : ''}
${renderReport(report, {
  base: '/rapport',
  files: `/rapport/fichier/${id}`,
  permalink: { href: `/rapport/version/${id}`, fingerprint: snapshotOf(report).fingerprint },
})}`,
    })
  app.get('/rapport/version/:id', async c => {
    const id = c.req.param('id')
    const report = await reports.version(id)
    return report ? showVersion(c, report, id) : frame.notFound(c)
  })
  app.get('/rapport/fichier/:file', async c => {
    const [, id = '', form = ''] = /^([\w-]+)\.([a-z-]+)$/.exec(c.req.param('file')) ?? []
    return download(c, id === '' ? null : await reports.version(id), form)
  })

  /** Of a day that is over: its last frozen version. Of today: what stands now, which is what the page of the report shows. */
  app.get('/rapport/:file', async c => {
    const [, date = '', form] = /^(\d{4}-\d\d-\d\d)(?:\.([a-z-]+))?$/.exec(c.req.param('file')) ?? []
    if (date === '') return frame.notFound(c)
    if (date === reports.day())
      return form === undefined ? c.redirect('/rapport', 303) : download(c, await reports.today(), form)
    const last = (await reports.frozen()).find(kept => kept.date === date)
    const report = last ? await reports.version(last.id) : null
    if (form !== undefined) return download(c, report, form)
    return last && report ? showVersion(c, report, last.id) : frame.notFound(c)
  })
  return app
}

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
