import { accessibilityPage, legalPage, privacyPage } from '../pages/legal.ts'
import { robotPage } from '../pages/robot.ts'
import type { Pages } from '../web/pages.ts'

/** What anybody may read about the site and the robot, and whether the process is alive and ready. */
export function publicRoutes({ app, data, frame, robot, legal }: Pages): void {
  app.get('/robot', c => frame.show(c, { title: 'Le robot qui lit les sites', main: robotPage(robot) }))
  app.get('/mentions-legales', c => frame.show(c, { title: 'Mentions légales', main: legalPage(legal) }))
  app.get('/donnees-personnelles', c => frame.show(c, { title: 'Données personnelles', main: privacyPage(legal) }))
  app.get('/accessibilite', c => frame.show(c, { title: 'Accessibilité', main: accessibilityPage(legal) }))
  app.get('/livez', c => c.text('ok\n'))
  app.get('/readyz', async c => {
    const { ok, reasons } = await data.ready()
    return c.json({ ok, reasons }, ok ? 200 : 503)
  })
}
