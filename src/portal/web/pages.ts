import type { Hono } from 'hono'
import type { Logger } from '../../common/logger.ts'
import type { Studio } from '../../studio/studio.ts'
import type { Access } from '../access/access.ts'
import type { Oidc } from '../access/oidc.ts'
import type { PortalData } from '../data.ts'
import type { Desk } from '../desk/desk.ts'
import type { Outbox } from '../mail/outbox.ts'
import type { LegalFacts } from '../pages/legal.ts'
import type { RobotFacts } from '../pages/robot.ts'
import type { PartnerDesk } from '../partner/partner-desk.ts'
import type { Reports } from '../reports/reports.ts'
import type { PortalEnv } from './env.ts'
import type { Frame, PortalContext } from './frame.ts'
import type { LostForms } from './lost-forms.ts'
import type { Limits } from './rate-limits.ts'
import type { Cookies } from './session-cookie.ts'

/** What pages are added to, and what they are made from; each takes what it needs. */
export interface Pages {
  app: Hono<PortalEnv>
  frame: Frame
  desk: Desk
  data: PortalData
  reports: Reports
  access: Access
  cookies: Cookies
  lost: LostForms
  limits: Limits
  /** Sandbox only: where messages stay. */
  outbox: Outbox | null
  oidc: { provider: Oidc; name: string } | null
  robot: RobotFacts
  legal: LegalFacts
  publicUrl: () => string
  clientAddress: (c: PortalContext) => string
  log: Logger
}

/** Pages that partners alone see. */
export interface PartnerPages extends Pages {
  partners: PartnerDesk
}

/** Pages where sources are taught. */
export interface StudioPages extends Pages {
  studio: Studio
}
