import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Queue } from 'bullmq'
import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { typeset } from '../common/typeset.ts'

/** Where the queue is looked at. */
export const BOARD_PATH = '/travaux'

/**
 * Bull Board, to look and not to touch: nothing but GET goes through, whatever the page offers.
 * @param isManager whether the visitor is a gestionnaire; others are sent to sign in
 */
export function boardRoutes(queue: Queue, isManager: (c: Context) => Promise<boolean>): Hono {
  const adapter = new HonoAdapter(serveStatic).setBasePath(BOARD_PATH)
  createBullBoard({
    queues: [new BullMQAdapter(queue, { readOnlyMode: true })],
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Travaux de dora-sync', hideRedisDetails: true } },
  })
  const app = new Hono()
  app.use(
    `${BOARD_PATH}/*`,
    // Its pages bring their own scripts, and styles written by them.
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'self'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
    async (c, next) => {
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
        return c.text(typeset('Cette page se regarde ; elle ne change rien.'), 405)
      if (await isManager(c)) {
        c.header('cache-control', 'no-store')
        return next()
      }
      return c.redirect(`/connexion?next=${encodeURIComponent(BOARD_PATH)}`, 303)
    },
  )
  app.get(`${BOARD_PATH}/`, c => c.redirect(BOARD_PATH, 301))
  app.route(BOARD_PATH, adapter.registerPlugin())
  return app
}
