import { Hono } from 'hono'
import type { PortalData } from '../data.ts'
import { accessibilityPage, type LegalFacts, legalPage, privacyPage } from '../pages/legal.ts'
import { type RobotFacts, robotPage } from '../pages/robot.ts'
import type { PortalEnv } from '../web/env.ts'
import type { Frame } from '../web/frame.ts'

/** What anybody may read about the site and the robot, and whether the process is alive and ready. */
export function publicRoutes(deps: {
  data: PortalData
  frame: Frame
  robot: RobotFacts
  legal: LegalFacts
}): Hono<PortalEnv> {
  const { data, frame, robot, legal } = deps
  const app = new Hono<PortalEnv>()
  app.get('/robot', c => frame.show(c, { title: 'Le robot qui lit les sites', main: robotPage(robot) }))
  app.get('/mentions-legales', c => frame.show(c, { title: 'Mentions légales', main: legalPage(legal) }))
  app.get('/donnees-personnelles', c => frame.show(c, { title: 'Données personnelles', main: privacyPage(legal) }))
  app.get('/accessibilite', c => frame.show(c, { title: 'Accessibilité', main: accessibilityPage(legal) }))
  app.get('/livez', c => c.text('ok\n'))
  app.get('/readyz', async c => {
    const { ok, reasons } = await data.ready()
    return c.json({ ok, reasons }, ok ? 200 : 503)
  })
  return app
}
