import { Hono } from 'hono'
import type { Access } from '../access/access.ts'
import { actorOf } from '../access/people.ts'
import type { Desk } from '../desk/desk.ts'
import { archivesPage } from '../reports/archives-page.ts'
import { bilanPages } from '../reports/bilan-pages.ts'
import { type Chosen, comparisonPage, usualChoice } from '../reports/comparison-page.ts'
import { beingComputed } from '../reports/computed-note.ts'
import { pastPage } from '../reports/past-page.ts'
import { reportFiles } from '../reports/report-files.ts'
import { reportPages } from '../reports/report-pages.ts'
import type { Reports } from '../reports/reports.ts'
import { sendingPages } from '../reports/sending-pages.ts'
import { isStartingPoint, NOW } from '../reports/versions.ts'
import type { PortalEnv } from '../web/env.ts'
import { type Frame, member } from '../web/frame.ts'

const DAY = /^\d{4}-\d\d-\d\d$/

/** The coverage report: today's, the dated ones, exports, definitions, comparison. */
export function reportRoutes({
  reports,
  access,
  desk,
  frame,
}: {
  reports: Reports
  access: Access
  desk: Desk
  frame: Frame
}): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
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

  app.route('/', pastPage({ reports, desk, frame }))
  app.route('/', bilanPages({ reports, desk, frame }))
  app.route('/', sendingPages({ reports, desk, frame }))
  app.route('/', reportPages({ reports, desk, frame }))
  app.route('/', reportFiles({ reports, desk, frame }))
  return app
}
