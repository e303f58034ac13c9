import { Hono } from 'hono'
import type { Logger } from '../common/logger.ts'
import { LedgerBusy } from '../ledger/ledger-busy.ts'
import type { Access } from './access/access.ts'
import type { Oidc } from './access/oidc.ts'
import { type NewToken, randomToken } from './access/token.ts'
import { apiRoutes } from './api/api.ts'
import type { PortalData } from './data.ts'
import type { Desk } from './desk/desk.ts'
import { createFeed } from './feed/feed.ts'
import type { Outbox } from './mail/outbox.ts'
import type { LegalFacts } from './pages/legal.ts'
import type { RobotFacts } from './pages/robot.ts'
import { importPages } from './reports/import-pages.ts'
import { createReports } from './reports/reports.ts'
import { accessRoutes } from './routes/access.ts'
import { administrationRoutes } from './routes/administration.ts'
import { assetRoutes } from './routes/assets.ts'
import { draftRoutes } from './routes/drafts.ts'
import { endingRoutes } from './routes/ending.ts'
import { homeRoutes } from './routes/home.ts'
import { callRoutes } from './routes/manage-calls.ts'
import { campaignRoutes } from './routes/manage-campaigns.ts'
import { correctRoutes } from './routes/manage-correct.ts'
import { inboxRoutes } from './routes/manage-inbox.ts'
import { invitationRoutes } from './routes/manage-invitations.ts'
import { offerRoutes } from './routes/manage-offers.ts'
import { partnerAdminRoutes } from './routes/manage-partners.ts'
import { planRoutes } from './routes/manage-plans.ts'
import { serviceRoutes } from './routes/manage-services.ts'
import { sourceRoutes } from './routes/manage-sources.ts'
import { statementRoutes } from './routes/manage-statements.ts'
import { structureRoutes } from './routes/manage-structures.ts'
import { misreadRoutes } from './routes/misread.ts'
import { offerBulkRoutes } from './routes/offer-bulk.ts'
import { offerListRoutes } from './routes/offer-list.ts'
import { savedListRoutes } from './routes/offer-lists.ts'
import { offerWhyRoutes } from './routes/offer-why.ts'
import { partnerRoutes } from './routes/partner.ts'
import { publicRoutes } from './routes/public.ts'
import { reportRoutes } from './routes/report.ts'
import { ruleRoutes } from './routes/rules.ts'
import { runRoutes } from './routes/runs.ts'
import { searchDoraRoutes } from './routes/search-dora.ts'
import { sourceBulkRoutes } from './routes/source-bulk.ts'
import { sourceListRoutes } from './routes/source-list.ts'
import { statsRoutes } from './routes/stats.ts'
import { structureNoteRoutes } from './routes/structure-notes.ts'
import { studioRoutes } from './routes/studio.ts'
import { undoRoutes } from './routes/undo.ts'
import { wellKnownRoutes } from './routes/well-known.ts'
import { createFrame } from './web/create-frame.ts'
import { createCsrf } from './web/csrf.ts'
import type { PortalEnv } from './web/env.ts'
import type { PortalContext } from './web/frame.ts'
import { createLostForms } from './web/lost-forms.ts'
import { maskedPath } from './web/masked-path.ts'
import type { Pages } from './web/pages.ts'
import { createLimits, type Limits } from './web/rate-limits.ts'
import { sendAgainPage } from './web/send-again.ts'
import { createCookies } from './web/session-cookie.ts'
import { shell } from './web/shell.ts'
import { socketAddress } from './web/socket-address.ts'
import { TooLong } from './web/too-long.ts'
import { tooLongPage } from './web/too-long-page.ts'
import { whoSeesWhat } from './web/who-sees-what.ts'

export interface PortalDeps {
  data: PortalData
  robot: RobotFacts
  log: Logger
  /** Sign-in and roles. */
  access: Access
  /** What the pages of the gestionnaire and of the partners read and do. */
  desk: Desk
  /** Producer id of the data·inclusion feed. Default `dora-sync`. */
  producer?: string
  /** Signs cookies and form tokens; the same for every web process. Default: a new one, sessions then end with the process. */
  secret?: string
  /** Address people use; default: the one of the request. Over https, cookies are `Secure`. */
  publicUrl?: () => string
  /** Sandbox only: where messages stay. */
  outbox?: Outbox
  legal?: LegalFacts
  /** An identity provider beside the links by e-mail, and its name for people. */
  oidc?: { provider: Oidc; name: string }
  limits?: Limits
  newToken?: NewToken
  /** Host a request comes from, for the limits. Default: the socket's address. */
  clientAddress?: (c: PortalContext) => string
}

/** In this order: of two addresses that fit, the first answers. */
const PAGES: readonly ((pages: Pages) => void)[] = [
  homeRoutes,
  sourceListRoutes,
  sourceRoutes,
  sourceBulkRoutes,
  runRoutes,
  planRoutes,
  undoRoutes,
  inboxRoutes,
  endingRoutes,
  statementRoutes,
  correctRoutes,
  misreadRoutes,
  draftRoutes,
  ruleRoutes,
  offerListRoutes,
  savedListRoutes,
  offerBulkRoutes,
  offerRoutes,
  offerWhyRoutes,
  serviceRoutes,
  structureRoutes,
  structureNoteRoutes,
  invitationRoutes,
  searchDoraRoutes,
  callRoutes,
  partnerAdminRoutes,
  campaignRoutes,
  partnerRoutes,
  reportRoutes,
  importPages,
  statsRoutes,
  administrationRoutes,
  publicRoutes,
  accessRoutes,
]

const DEMONSTRATION = 'Démonstration : sites d’exemple et DORA d’essai. Rien n’est envoyé au DORA national.'

/** The portal: what every request goes through, who may see which page, then the pages. They work without JavaScript. */
export function createPortal(deps: PortalDeps): Hono {
  const { access, data, desk, log } = deps
  const publicUrl = deps.publicUrl ?? (() => 'http://127.0.0.1')
  const newToken = deps.newToken ?? randomToken
  const secret = deps.secret ?? newToken()
  const limits = deps.limits ?? createLimits()
  const clientAddress = deps.clientAddress ?? socketAddress
  const producer = deps.producer ?? 'dora-sync'
  const legal = deps.legal ?? { publisher: null, director: null, host: null, contact: deps.robot.contact }
  const outbox = deps.outbox ?? null

  const cookies = createCookies(secret, publicUrl().startsWith('https:'))
  const csrf = createCsrf({ secret, cookies, newToken, publicUrl })
  const frame = createFrame({ cookies, csrf, notice: data.sandbox ? DEMONSTRATION : null, contact: desk.contact })
  const lost = createLostForms({ drafts: desk.ledger.drafts, cookies })
  const reports = createReports({ data, ledger: desk.ledger, clock: desk.clock, log })
  const feed = createFeed({ ledger: desk.ledger, clock: desk.clock, producer, log })

  const app = new Hono<PortalEnv>()
  const { robot } = deps
  const oidc = deps.oidc ?? null
  const made = { app, frame, desk, data, reports, access, cookies, lost, limits, outbox, oidc, robot, legal }
  const pages: Pages = { ...made, publicUrl, clientAddress, log }
  app.route('/', shell({ access, frame, cookies, csrf, lost, log }))
  assetRoutes(pages)
  app.route('/', apiRoutes({ desk, reports, feed, producer, url: publicUrl, limits, clientAddress, log }))
  wellKnownRoutes(pages)
  app.route('/', whoSeesWhat(frame))
  // Another process may have taught a source a moment ago.
  app.use('/sources/*', async (_, next) => {
    await desk.reloadSources()
    return next()
  })
  if (desk.studio) studioRoutes({ ...pages, studio: desk.studio })
  for (const add of PAGES) add(pages)
  app.notFound(c => frame.notFound(c))
  app.onError((error, c) => {
    if (error instanceof TooLong) return tooLongPage(c, frame, error)
    if (error instanceof LedgerBusy) {
      log.warn({ path: maskedPath(c.req.path) }, 'ledger busy for too long')
      return sendAgainPage(c, frame)
    }
    log.error({ err: error, path: maskedPath(c.req.path) }, 'portal request failed')
    return frame.refuse(
      c,
      500,
      'Une erreur est survenue',
      'La page n’a pas pu être préparée. L’incident est consigné ; réessayez dans un instant.',
    )
  })
  return app as unknown as Hono
}
