import { Hono } from 'hono'
import type { PortalData } from '../data.ts'
import { alerts } from '../desk/alerts.ts'
import type { Desk } from '../desk/desk.ts'
import { dashboardPage } from '../pages/dashboard.ts'
import { doorstepPage } from '../pages/doorstep.ts'
import type { PortalEnv } from '../web/env.ts'
import type { Frame } from '../web/frame.ts'
import { homeOf } from './access.ts'

/** The first page: the doors for a stranger, the dashboard for the gestionnaire, their own page for the others. */
export function homeRoutes({ desk, data, frame }: { desk: Desk; data: PortalData; frame: Frame }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  app.get('/', async c => {
    const visitor = c.get('visitor')
    switch (visitor.role) {
      case 'public':
        return frame.show(c, { title: 'Référencement de l’offre d’insertion', main: doorstepPage() })
      case 'partenaire':
      case 'ddets':
        return c.redirect(homeOf(visitor.role), 303)
      case 'gestionnaire': {
        const [found, items, statements, sources, runs] = await Promise.all([
          alerts(desk),
          desk.ledger.openInbox(),
          desk.ledger.statements.countOpen(),
          data.sources(),
          data.runs(8),
        ])
        const waiting = new Map(
          [...Map.groupBy(items, item => item.kind)].map(([kind, list]) => [kind as string, list.length]),
        )
        const parts = { alerts: found, waiting, statements, sources, runs, sandboxUrl: data.sandbox?.url ?? null }
        return frame.show(c, { title: 'Tableau de bord', main: dashboardPage(parts) })
      }
    }
  })
  return app
}
