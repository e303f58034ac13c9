import type { Command } from 'commander'
import { Hono } from 'hono'
import { boardRoutes } from '../app/board.ts'
import { defineJobs } from '../app/define-jobs.ts'
import type { FleetKind } from '../app/fleet-process.ts'
import { openPortal } from '../app/open-portal.ts'
import { randomToken } from '../portal/access/token.ts'
import { servePortal } from '../portal/serve.ts'
import { createLimits } from '../portal/web/rate-limits.ts'
import { createCookies } from '../portal/web/session-cookie.ts'
import { connectRedis } from '../queue/redis-connection.ts'
import { fleetCommand } from './fleet-command.ts'

/** A process that shows the portal. Several may run behind one address: sessions are in the ledger, cookies signed with a shared secret. */
export const WEB: FleetKind = {
  name: 'web',
  role: 'ask',
  async begin({ app, runner }) {
    defineJobs(runner, app)
    const { HOST, PORT, PUBLIC_URL, REDIS_URL = '' } = app.settings
    const redis = connectRedis(REDIS_URL, { patience: 'impatient', log: app.log, name: 'dora-sync-visitors' })
    let listening = `http://127.0.0.1:${PORT}`
    const url = () => PUBLIC_URL ?? listening
    const portal = await openPortal(app, { runner, url, limits: createLimits(redis) })
    const cookies = createCookies(await portal.access.keys.secret('cookies', randomToken), url().startsWith('https:'))
    const site = new Hono()
    site.route(
      '/',
      boardRoutes(runner.queue, async c => {
        const visitor = await portal.access.visitor(await cookies.session(c, 'person'))
        return visitor.role === 'gestionnaire'
      }),
    )
    site.mount('/', portal.app.fetch)
    const server = await servePortal(site, { port: PORT, hostname: HOST })
    listening = server.url
    app.log.info({ url: server.url }, 'portal')
    return async () => {
      await server.close()
      await portal.close()
      redis.disconnect()
    }
  },
}

/** `dora-sync web`: shows the portal until SIGTERM; what is asked there is done by the workers. */
export function webCommand(): Command {
  return fleetCommand(WEB)
}
