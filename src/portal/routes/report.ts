import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import { frenchDate, frenchDateTime, frenchNumber, frenchTime } from '../../common/french.ts'
import { trendSvg } from '../../coverage/charts.ts'
import { compareReports, monthlyTrend } from '../../coverage/compare.ts'
import { EXPORT_FORMATS, exportReport } from '../../coverage/export.ts'
import { renderReport } from '../../coverage/html.ts'
import { comparisonSection } from '../../coverage/html-comparison.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { snapshotOf } from '../../coverage/snapshot.ts'
import { typeset } from '../../coverage/typeset.ts'
import type { Access } from '../access/access.ts'
import { actorOf } from '../access/people.ts'
import { nextLink, table } from '../pages/table.ts'
import type { Reports } from '../reports/reports.ts'
import type { PortalEnv } from '../web/env.ts'
import { postForm, selectField } from '../web/form.ts'
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
  const dated = async (date: string): Promise<CoverageReport | null> => {
    if (!DAY.test(date)) return null
    const frozen = await reports.at(date)
    if (frozen) return frozen
    const today = await reports.today()
    return today.date === date ? today : null
  }

  app.get('/rapport', async c => {
    const report = await reports.today()
    const staff = member(c).role === 'gestionnaire'
    return frame.show(c, {
      title: `Rapport de couverture au ${frenchDate(report.date)}`,
      main: html`<p class="no-print"><a href="/rapport/archives">Rapports datés</a> · <a href="/rapport/comparaison">Comparer deux dates</a> · <a href="/rapport/definitions">Définitions</a></p>
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
      await access.journal.add({
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
    const points = monthlyTrend(series, 'actions-referencees')
    return frame.show(c, {
      title: 'Rapports datés',
      trail,
      main: html`<p>Un rapport figé ne change plus&nbsp;: sa date, ses chiffres et son adresse restent.</p>
${table({
  caption: 'Rapports figés, le plus récent d’abord',
  columns: ['Rapport', 'Figé', 'Adresse qui ne change pas', 'Télécharger'],
  rows: dates.map(date => [
    html`<a href="/rapport/${date}">${frenchDate(date)}</a>`,
    frenchDateTime(list.find(each => each.date === date)?.stored ?? date),
    html`${list
      .filter(each => each.date === date)
      .map(
        (each, n) =>
          html`${n > 0 ? ' · ' : ''}<a href="/rapport/version/${each.id}">version de ${frenchTime(new Date(each.stored))}<span class="hidden"> du ${frenchDate(date)}</span></a>`,
      )}`,
    html`<a href="/rapport/${date}.xlsx">Excel<span class="hidden"> du ${frenchDate(date)}</span></a> · <a href="/rapport/${date}.ods">OpenDocument<span class="hidden"> du ${frenchDate(date)}</span></a> · <a href="/rapport/${date}.json">JSON<span class="hidden"> du ${frenchDate(date)}</span></a>`,
  ]),
  empty: 'Aucun rapport n’est encore figé.',
})}
${
  points.length > 1
    ? html`<h2>Actions référencées, mois par mois</h2>${raw(trendSvg(points.map(point => ({ label: frenchDate(point.date), value: point.value }))))}
${table({ caption: 'Actions référencées, mois par mois', columns: ['Date', { label: 'Référencées', number: true }, { label: 'Sur', number: true }], rows: points.map(point => [frenchDate(point.date), point.value === null ? '–' : frenchNumber(point.value), point.of === null ? '–' : frenchNumber(point.of)]), empty: '' })}`
    : ''
}`,
    })
  })

  app.get('/rapport/definitions', async c => {
    const report = await reports.today()
    return frame.show(c, {
      title: 'Définitions',
      trail,
      main: html`<p>Ce que chaque chiffre veut dire, comment il est calculé, d’où il vient et ce qu’il ne dit pas.</p>
${report.indicators.map(
  each =>
    html`<section><h2 id="${each.id}">${typeset(each.title)}</h2><dl class="pairs"><dt>Définition</dt><dd>${typeset(each.definition)}</dd><dt>Calcul</dt><dd>${typeset(each.formula)}</dd><dt>Source</dt><dd>${typeset(each.source)}</dd><dt>Limites</dt><dd>${typeset(each.limits)}</dd></dl></section>`,
)}`,
    })
  })

  app.get('/rapport/comparaison', async c => {
    const today = await reports.today()
    const dates = [...new Set([today.date, ...(await reports.frozen()).map(each => each.date)])].toSorted().toReversed()
    const { de = dates[1] ?? '', a = dates[0] ?? '' } = c.req.query()
    const [before, after] = await Promise.all([dated(de), dated(a)])
    const options = dates.map(date => ({ value: date, label: frenchDate(date) }))
    return frame.show(c, {
      title: 'Comparer deux rapports',
      trail,
      main:
        dates.length < 2
          ? html`<p>Il faut deux rapports de dates différentes&nbsp;: un seul existe pour l’instant.</p>`
          : html`<form method="get" action="/rapport/comparaison" class="row search">
${selectField({ name: 'de', label: 'Du rapport du', required: true, value: de, options })}
${selectField({ name: 'a', label: 'À celui du', required: true, value: a, options })}
<p><button>Comparer</button></p></form>
${before && after ? comparisonSection(compareReports(before, after)) : html`<p>L’un de ces rapports n’existe pas.</p>`}`,
    })
  })

  app.get('/rapport.json', async c => c.json(await reports.today()))

  const download = async (c: PortalContext, date: string, form: string) => {
    const format = EXPORT_FORMATS.find(each => EXTENSIONS[each] === form)
    const report = format ? await dated(date) : null
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
  app.get('/rapport/version/:id', async c => {
    const id = c.req.param('id')
    const report = await reports.version(id)
    if (!report) return frame.notFound(c)
    return frame.show(c, {
      title: `Rapport de couverture au ${frenchDate(report.date)}`,
      trail,
      main: renderReport(report, {
        base: '/rapport',
        permalink: { href: `/rapport/version/${id}`, fingerprint: snapshotOf(report).fingerprint },
      }),
    })
  })

  app.get('/rapport/:file', async c => {
    const file = c.req.param('file')
    const parts = /^(\d{4}-\d\d-\d\d)(?:\.([a-z-]+))?$/.exec(file)
    if (!parts) return frame.notFound(c)
    const [, date = '', form] = parts
    if (form !== undefined) return download(c, date, form)
    const report = await dated(date)
    if (!report) return frame.notFound(c)
    return frame.show(c, {
      title: `Rapport de couverture au ${frenchDate(report.date)}`,
      trail,
      main: renderReport(report, {
        base: '/rapport',
        permalink: { href: `/rapport/${report.date}`, fingerprint: snapshotOf(report).fingerprint },
      }),
    })
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
    const figures = publicFigures(await reports.today())
    return frame.show(c, {
      title: 'Chiffres publics',
      main: html`<p class="lead">Les offres d’insertion référencées dans DORA, ${figures.territory}, au ${frenchDate(figures.date)}.</p>
<ul class="figures">${figures.indicators.map(each => html`<li><strong>${each.display}</strong>${typeset(each.title)}</li>`)}</ul>
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
<h2>Définitions</h2><dl>${figures.indicators.map(each => html`<dt><strong>${typeset(each.title)}</strong></dt><dd>${typeset(each.definition)}</dd>`)}</dl>
<p><a href="/api/v1/stats">Ces chiffres pour un programme (JSON)</a> · <a href="/api/v1/openapi.json">L’interface de programmation</a></p>${nextLink(null)}`,
    })
  })
  return app
}
