import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { frenchDate } from '../common/french.ts'
import { type NewId, randomIds } from '../common/ids.ts'
import type { Logger } from '../common/logger.ts'
import { REPORT_CSS } from '../coverage/report-css.ts'
import { DecisionRefused } from '../sync/decide.ts'
import type { Access } from './access/access.ts'
import type { Oidc } from './access/oidc.ts'
import { type NewToken, randomToken } from './access/token.ts'
import { ActionRefused } from './actions.ts'
import { apiRoutes } from './api/api.ts'
import type { PortalData } from './data.ts'
import { alerts } from './desk/alerts.ts'
import type { Desk } from './desk/desk.ts'
import { openFeed } from './feed/open-feed.ts'
import { LINKS, page } from './layout.ts'
import type { Outbox } from './mail/outbox.ts'
import { dashboardPage } from './pages/dashboard.ts'
import { doorstepPage } from './pages/doorstep.ts'
import { homePage } from './pages/home.ts'
import { accessibilityPage, type LegalFacts, legalPage, privacyPage } from './pages/legal.ts'
import { type RobotFacts, robotPage } from './pages/robot.ts'
import { runPage, runsTable } from './pages/runs.ts'
import { sourcesTable } from './pages/sources.ts'
import { createReports } from './reports/reports.ts'
import { accessRoutes, homeOf } from './routes/access.ts'
import { administrationRoutes } from './routes/administration.ts'
import { inboxRoutes } from './routes/manage-inbox.ts'
import { offerRoutes } from './routes/manage-offers.ts'
import { partnerAdminRoutes } from './routes/manage-partners.ts'
import { planRoutes } from './routes/manage-plans.ts'
import { sourceRoutes } from './routes/manage-sources.ts'
import { partnerRoutes } from './routes/partner.ts'
import { reportRoutes, statsRoutes } from './routes/report.ts'
import { withPortalTables } from './store/deps.ts'
import { createCsrf, csrfField } from './web/csrf.ts'
import type { PortalEnv } from './web/env.ts'
import { postForm } from './web/form.ts'
import { type Frame, only, type PortalContext } from './web/frame.ts'
import { createLimits, type Limits } from './web/rate-limits.ts'
import { createCookies } from './web/session-cookie.ts'
import { socketAddress } from './web/socket-address.ts'

/** Everything a form may weigh; spreadsheets are the only large ones. */
const FORM_BYTES = 256 * 1024
const UPLOAD_BYTES = 3 * 1024 * 1024

export interface PortalDeps {
  data: PortalData
  robot: RobotFacts
  log: Logger
  /** Sign-in and roles. Without it nothing can be changed, and outside the sandbox only public pages are shown. */
  access?: Access
  /** The gestionnaire's and the partners' pages; needs `access`. */
  desk?: Desk
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
  newId?: NewId
  /** Host a request comes from, for the limits. Default: the socket's address. */
  clientAddress?: (c: PortalContext) => string
}

/** The portal's routes. Pages work without JavaScript. */
export function createPortal(deps: PortalDeps): Hono {
  const { data } = deps
  const publicUrl = deps.publicUrl ?? (() => 'http://127.0.0.1')
  const newToken = deps.newToken ?? randomToken
  const secret = deps.secret ?? newToken()
  const limits = deps.limits ?? createLimits()
  const clientAddress = deps.clientAddress ?? socketAddress
  const cookies = createCookies(secret, publicUrl().startsWith('https:'))
  const csrf = createCsrf({ secret, cookies, newToken, publicUrl })
  const legal = deps.legal ?? { publisher: null, director: null, host: null, contact: deps.robot.contact }
  const notice = data.sandbox
    ? 'Démonstration : sites d’exemple et DORA d’essai. Rien n’est envoyé au DORA national.'.replace(/ :/, '\u00A0:')
    : null
  /** Without sign-in, a sandbox shows everything and a real installation nothing that is not public. */
  const open = deps.access === undefined && data.sandbox !== null

  const app = new Hono<PortalEnv>()
  const frame: Frame = {
    async show(c, parts, status = 200) {
      const visitor = c.get('visitor')
      const signOut =
        visitor.role === 'public'
          ? {}
          : {
              signOut: postForm(
                '/deconnexion',
                await frame.field(c),
                html`<button class="second">Se déconnecter</button>`,
              ),
            }
      if (visitor.role !== 'public') c.header('cache-control', 'no-store')
      const links = open ? {} : { links: LINKS[visitor.role] }
      const message = await cookies.said(c)
      return c.html(
        page({
          ...parts,
          ...links,
          ...signOut,
          ...(message && { message }),
          visitor,
          failed: status === 422,
          path: c.req.path,
          notice,
        }) as string,
        status,
      )
    },
    async back(c, path, text, tone = 'good') {
      await cookies.say(c, { tone, text })
      return c.redirect(path, 303)
    },
    async act(c, path, work) {
      try {
        return await frame.back(c, path, await work())
      } catch (error) {
        if (error instanceof ActionRefused || error instanceof DecisionRefused)
          return frame.back(c, path, error.message, 'bad')
        throw error
      }
    },
    field: async c => csrfField(await csrf.token(c)),
    notFound: c =>
      frame.show(
        c,
        {
          title: 'Page introuvable',
          main: 'Cette adresse ne mène à aucune page. L’accueil et le menu ci-dessus mènent à tout.',
        },
        404,
      ),
    refuse: (c, status, title, message) => frame.show(c, { title, main: html`<p>${message}</p>` }, status),
  }

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
  )
  app.use(async (c, next) => {
    c.set('visitor', { role: 'public' })
    if (deps.access && !c.req.path.startsWith('/assets/'))
      c.set('visitor', await deps.access.visitor(await cookies.session(c)))
    return next()
  })
  const tooLarge = (limit: string) => (c: unknown) =>
    frame.refuse(
      c as PortalContext,
      413,
      'Envoi trop lourd',
      `Ce qui a été envoyé dépasse ${limit}. Rien n’a été enregistré.`,
    )
  app.use('/tableur', bodyLimit({ maxSize: UPLOAD_BYTES, onError: tooLarge('3\u00A0Mo') }))
  app.use('*', async (c, next) =>
    c.req.path === '/tableur' ? next() : bodyLimit({ maxSize: FORM_BYTES, onError: tooLarge('256\u00A0Ko') })(c, next),
  )
  app.use(
    csrf.check(async (c, why) => {
      deps.log.warn({ path: maskedPath(c.req.path), why }, 'form refused')
      return frame.refuse(
        c,
        403,
        'Formulaire refusé',
        'Ce formulaire est trop ancien ou ne vient pas de ce site. Rien n’a été changé. Rechargez la page et recommencez.',
      )
    }),
  )

  for (const [file, type] of Object.entries(ASSETS)) {
    const text = readFileSync(new URL(`./assets/${file}`, import.meta.url), 'utf8')
    const body = file === 'theme.css' ? `${text}\n${REPORT_CSS}\n` : text
    app.get(`/assets/${file}`, c => c.body(body, 200, { 'content-type': type, 'cache-control': 'max-age=3600' }))
  }

  const staff = open ? [] : [only(frame, 'gestionnaire')]
  const readers = open ? [] : [only(frame, 'gestionnaire', 'ddets')]
  const guard = (path: string, guards: ReturnType<typeof only>[]) => {
    for (const each of guards) app.use(path, each)
  }
  const partnerPages = ['/mes-offres', '/declarer', '/tableur', '/arreter']
  for (const path of partnerPages) for (const each of [path, `${path}/*`]) guard(each, [only(frame, 'partenaire')])
  const staffPages = [
    '/sources',
    '/passages',
    '/plans',
    '/a-traiter',
    '/demandes',
    '/offres',
    '/partenaires',
    '/campagnes',
  ]
  const adminPages = ['/administration', '/alertes', '/personnes', '/journal', '/reglages']
  for (const path of [...staffPages, ...adminPages]) for (const each of [path, `${path}/*`]) guard(each, staff)
  for (const path of ['/rapport', '/rapport/*', '/rapport.json']) guard(path, readers)

  app.get('/', async c => {
    const visitor = c.get('visitor')
    if (visitor.role === 'partenaire' || visitor.role === 'ddets') return c.redirect(homeOf(visitor.role), 303)
    if (visitor.role === 'public' && !open)
      return frame.show(c, { title: 'Référencement de l’offre d’insertion', main: doorstepPage() })
    const { desk } = deps
    if (desk && visitor.role === 'gestionnaire') {
      const [found, items, statements, sources, runs] = await Promise.all([
        alerts(desk),
        desk.ledger.openInbox(),
        desk.statements.countOpen(),
        data.sources(),
        data.runs(8),
      ])
      const waiting = new Map(
        [...Map.groupBy(items, item => item.kind)].map(([kind, list]) => [kind as string, list.length]),
      )
      const parts = { alerts: found, waiting, statements, sources, runs, sandboxUrl: data.sandbox?.url ?? null }
      return frame.show(c, { title: 'Tableau de bord', main: dashboardPage(parts) })
    }
    const [report, sources, runs] = await Promise.all([data.report(), data.sources(), data.runs(12)])
    return frame.show(c, {
      title: 'Référencement de l’offre d’insertion',
      main: homePage({ date: report.date, report: report.body, sources, runs, sandboxUrl: data.sandbox?.url ?? null }),
    })
  })
  const { access, desk } = deps
  if (access && desk) {
    app.route('/', sourceRoutes({ desk, data, frame }))
    app.route('/', planRoutes({ desk, frame }))
    app.route('/', inboxRoutes({ desk, frame }))
    app.route('/', offerRoutes({ desk, frame }))
    app.route('/', partnerAdminRoutes({ desk, access, frame, log: deps.log }))
    app.route('/', partnerRoutes({ desk, frame, limits }))
    const reports = createReports({ data, ledger: desk.ledger, clock: desk.clock, log: deps.log })
    const producer = deps.producer ?? 'dora-sync'
    const store = { db: withPortalTables(desk.ledger.db), clock: desk.clock, newId: deps.newId ?? randomIds }
    const feed = openFeed({ store, ledger: desk.ledger, statements: desk.statements, producer, log: deps.log })
    app.route('/', reportRoutes({ reports, access, frame }))
    app.route('/', statsRoutes({ reports, frame }))
    app.route('/', apiRoutes({ desk, reports, feed, producer, limits, clientAddress }))
    app.route('/', administrationRoutes({ desk, access, frame, outbox: deps.outbox !== undefined }))
  }
  app.get('/rapport', async c => {
    const report = await data.report()
    return frame.show(c, { title: `Rapport de couverture au ${frenchDate(report.date)}`, main: report.body })
  })
  app.get('/rapport.json', async c => c.json((await data.report()).json as object))
  app.get('/sources', async c => frame.show(c, { title: 'Sources', main: sourcesTable(await data.sources()) }))
  app.get('/passages', async c => frame.show(c, { title: 'Passages', main: runsTable(await data.runs(100)) }))
  app.get('/passages/:id', async c => {
    const run = await data.run(c.req.param('id'))
    if (!run) return frame.notFound(c)
    const trail = [{ href: '/passages', label: 'Passages' }]
    const plan = (await deps.desk?.ledger.runs.read(run.id))?.plan ?? null
    const scripts = run.endedAt === null ? ['/assets/live.js'] : []
    return frame.show(c, {
      title: `Passage – ${run.sourceName}`,
      trail,
      scripts,
      main: runPage(run, {
        plan,
        offers: deps.desk !== undefined,
        dora: deps.desk?.doraPages ?? null,
        ...(deps.desk && { convention: deps.desk.convention() }),
      }),
    })
  })
  app.get('/robot', c => frame.show(c, { title: 'Le robot qui lit les sites', main: robotPage(deps.robot) }))
  app.get('/mentions-legales', c => frame.show(c, { title: 'Mentions légales', main: legalPage(legal) }))
  app.get('/donnees-personnelles', c => frame.show(c, { title: 'Données personnelles', main: privacyPage(legal) }))
  app.get('/accessibilite', c => frame.show(c, { title: 'Accessibilité', main: accessibilityPage(legal) }))
  if (deps.access)
    app.route(
      '/',
      accessRoutes({
        access: deps.access,
        frame,
        cookies,
        limits,
        outbox: deps.outbox ?? null,
        oidc: deps.oidc ?? null,
        publicUrl,
        clientAddress,
      }),
    )

  app.get('/livez', c => c.text('ok\n'))
  app.get('/readyz', async c => {
    const { ok, reasons } = await data.ready()
    return c.json({ ok, reasons }, ok ? 200 : 503)
  })

  app.notFound(c => frame.notFound(c))
  app.onError((error, c) => {
    deps.log.error({ err: error, path: maskedPath(c.req.path) }, 'portal request failed')
    return frame.refuse(
      c,
      500,
      'Une erreur est survenue',
      'La page n’a pas pu être préparée. L’incident est consigné\u00A0; réessayez dans un instant.',
    )
  })
  return app as unknown as Hono
}

/** The only files served, with their types. */
const ASSETS = {
  'theme.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
  'live.js': 'text/javascript; charset=utf-8',
}

/** A path as it may be logged: without the token of a link. */
function maskedPath(path: string): string {
  return path.replace(/^(\/p|\/connexion\/lien)\/.+/, '$1/[masqué]')
}
