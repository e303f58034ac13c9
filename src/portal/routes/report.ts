import { EXPORT_FORMATS, exportReport } from '../../coverage/export.ts'
import type { CoverageReport } from '../../coverage/report-contract.ts'
import { actorOf } from '../access/people.ts'
import { archivesPage } from '../reports/archives-page.ts'
import { bilanPages } from '../reports/bilan-pages.ts'
import { type Chosen, comparisonPage, usualChoice } from '../reports/comparison-page.ts'
import { beingComputed } from '../reports/computed-note.ts'
import { pastPage } from '../reports/past-page.ts'
import { reportPages } from '../reports/report-pages.ts'
import { sendingPages } from '../reports/sending-pages.ts'
import { isStartingPoint, NOW } from '../reports/versions.ts'
import { member, type PortalContext } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'

const DAY = /^\d{4}-\d\d-\d\d$/

/** The coverage report: today's, the dated ones, exports, definitions, comparison. */
export function reportRoutes(pages: Pages): void {
  const { app, reports, access, frame } = pages
  const trail = [{ href: '/rapport', label: 'Rapport' }]
  const startingPoint = async (): Promise<string | null> => {
    const oldest = (await reports.frozen()).at(-1)
    const report = oldest ? await reports.version(oldest.id) : null
    return oldest && report && isStartingPoint(report.report) ? oldest.id : null
  }

  app.post('/rapport/figer', async c => {
    const who = member(c)
    if (who.role !== 'gestionnaire')
      return frame.refuse(c, 403, 'Page réservée', 'Seul le gestionnaire fige un rapport.')
    return frame.act(c, '/rapport/archives', async () => {
      const fresh = await reports.freeze()
      await access.events.add({
        actor: actorOf(who),
        action: 'rapport-fige',
        detail: { fresh },
      })
      return fresh ? 'Le rapport d’aujourd’hui est figé.' : 'Le même rapport est déjà figé.'
    })
  })

  app.get('/rapport/archives', async c => {
    const list = await reports.frozen()
    return frame.show(c, {
      title: 'Rapports datés',
      purpose: 'Les rapports figés : un chiffre cité reste à son adresse.',
      trail,
      main: archivesPage(list, await startingPoint(), await reports.months()),
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
      report:
        value === NOW
          ? computed.value
          : DAY.test(value)
            ? await reports.at(value)
            : ((await reports.version(value))?.report ?? null),
    })
    const [before, after] = await Promise.all([
      chosen(c.req.query('de') ?? usual.before),
      chosen(c.req.query('a') ?? usual.after),
    ])
    return frame.show(c, {
      title: 'Comparer deux rapports',
      purpose: 'Ce qui a changé entre deux dates.',
      trail,
      main: comparisonPage(comparable, before, after),
    })
  })

  pastPage(pages)
  bilanPages(pages)
  sendingPages(pages)
  reportPages(pages)
  reportFiles(pages)
}

/** The files of today's report and of the frozen ones. */
function reportFiles({ app, reports, desk, frame }: Pages): void {
  const download = async (c: PortalContext, report: CoverageReport | null, form: string) => {
    const format = EXPORT_FORMATS.find(each => each === form)
    if (!format || !report) return frame.notFound(c)
    const asked = c.req.query('table')
    if (asked !== undefined && !/^[\w-]{1,60}$/.test(asked)) return frame.notFound(c)
    const exported = await exportReport(
      report,
      c.req.query('format') === 'csv-machine' && format === 'csv' ? 'csv-machine' : format,
      { ...(asked ? { table: asked } : {}), ...(desk.doraPages ? { links: { service: desk.doraPages.service } } : {}) },
    ).catch(() => null)
    if (!exported) return frame.notFound(c)
    return c.body(Buffer.from(exported.bytes), 200, {
      'content-type': exported.media,
      'content-disposition': `attachment; filename="${exported.fileName}"`,
    })
  }

  app.get('/rapport.json', async c => c.json(await reports.today()))

  app.get('/rapport/fichier/:file', async c => {
    const [, id = '', form = ''] = /^([\w-]+)\.([a-z-]+)$/.exec(c.req.param('file')) ?? []
    return download(c, id === '' ? null : ((await reports.version(id))?.report ?? null), form)
  })

  /** Of a day that is over: its last frozen version. Of today: what stands now, which is what the page of the report shows. */
  app.get('/rapport/:file', async c => {
    const [, date = '', form] = /^(\d{4}-\d\d-\d\d)(?:\.([a-z-]+))?$/.exec(c.req.param('file')) ?? []
    if (date === '') return frame.notFound(c)
    if (date === reports.day())
      return form === undefined ? c.redirect('/rapport', 303) : download(c, await reports.today(), form)
    const last = (await reports.frozen()).find(kept => kept.date === date)
    if (form !== undefined) return download(c, last ? ((await reports.version(last.id))?.report ?? null) : null, form)
    return last ? c.redirect(`/rapport/version/${last.id}`, 303) : frame.notFound(c)
  })
}
