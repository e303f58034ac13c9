import { Hono } from 'hono'
import type { Desk } from '../desk/desk.ts'
import { createPartnerDesk } from '../partner/partner-desk.ts'
import type { PortalEnv } from '../web/env.ts'
import type { Frame } from '../web/frame.ts'
import type { Limits } from '../web/rate-limits.ts'
import { partnerCorrectRoutes } from './partner-correct.ts'
import { partnerDeclareRoutes } from './partner-declare.ts'
import { partnerOfferRoutes } from './partner-offers.ts'
import { partnerSpreadsheetRoutes } from './partner-spreadsheet.ts'
import { partnerStopRoutes } from './partner-stop.ts'
import { partnerWithdrawRoutes } from './partner-withdraw.ts'

/** A partner's own pages: their offers and nobody else's. */
export function partnerRoutes(deps: { desk: Desk; frame: Frame; limits: Limits }): Hono<PortalEnv> {
  const { desk, frame, limits } = deps
  const partners = createPartnerDesk({ desk, limits })
  const app = new Hono<PortalEnv>()
  app.route('/', partnerOfferRoutes({ desk, frame, partners }))
  app.route('/', partnerCorrectRoutes({ desk, frame, partners }))
  app.route('/', partnerWithdrawRoutes({ frame, partners }))
  app.route('/', partnerDeclareRoutes({ desk, frame, partners }))
  app.route('/', partnerSpreadsheetRoutes({ desk, frame, partners, limits }))
  app.route('/', partnerStopRoutes({ desk, frame, partners }))
  return app
}
