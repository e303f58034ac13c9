import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from '../../common/logger.ts'
import { turns } from '../../common/turns.ts'
import type { Access } from '../access/access.ts'
import { visitorFor } from './audience.ts'
import { cameFrom } from './came-from.ts'
import type { createCsrf } from './csrf.ts'
import type { PortalEnv } from './env.ts'
import type { Frame, PortalContext } from './frame.ts'
import type { LostForms } from './lost-forms.ts'
import { maskedPath } from './masked-path.ts'
import type { Cookies } from './session-cookie.ts'

/** Everything a form may weigh; spreadsheets and the texts of conventions are the only large ones. */
const FORM_BYTES = 256 * 1024
const UPLOAD_BYTES = 3 * 1024 * 1024
const UPLOADS: readonly string[] = ['/tableur', '/conventions/lire', '/conventions/garder']
/** Partners' files, leaflets among them. */
const FILES: readonly string[] = ['/sources/ajouter/fichier']
const FILE_BYTES = 20 * 1024 * 1024
/** The page as the studio shows it in a frame. */
const FRAMED = /^\/sources\/apprendre\/[^/]+\/page$/
/** What programs read: no session, nothing that is one visitor's, and its own errors. */
const FOR_PROGRAMS = /^\/(api|feed)\//

/** What every request goes through before its route: headers, who it is, how much it weighs, whether its form is ours. */
export function shell(deps: {
  access: Access
  frame: Frame
  cookies: Cookies
  lost: LostForms
  csrf: ReturnType<typeof createCsrf>
  log: Logger
}): Hono<PortalEnv> {
  const { access, frame, cookies, csrf, log, lost } = deps
  const app = new Hono<PortalEnv>()
  const turn = turns()
  app.use(async (c, next) => {
    await turn()
    await next()
    if (FOR_PROGRAMS.test(c.req.path)) c.res.headers.set('cross-origin-resource-policy', 'cross-origin')
  })
  const strict = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      connectSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      fontSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      // The studio shows pages that it made harmless; nothing else is framed, and nothing frames us.
      frameSrc: ["'self'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
  })
  // What the studio frames is what somebody else wrote, made harmless: it may run, load and send nothing, and only we may frame it.
  const framed = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'unsafe-inline'"],
      formAction: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'self'"],
      sandbox: ['allow-same-origin'],
    },
    xFrameOptions: 'SAMEORIGIN',
    referrerPolicy: 'no-referrer',
  })
  app.use((c, next) => (FRAMED.test(c.req.path) ? framed(c, next) : strict(c, next)))
  app.use(async (c, next) => {
    c.set('visitor', { role: 'public' })
    if (FOR_PROGRAMS.test(c.req.path) || c.req.path.startsWith('/assets/')) return next()
    const open = [cookies.session(c, 'person'), cookies.session(c, 'contact')]
    c.set('visitor', visitorFor(c.req.path, await Promise.all(open.map(token => access.visitor(token)))))
    await next()
    await lost.giveBack(c)
    // Neither what a member sees nor the forms of a visitor (they carry their token) may stay in a cache, whatever the route answered.
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
  })
  // A NUL ends a text for Postgres, and no address of ours holds one.
  app.use(async (c, next) => (/%00/.test(c.req.url) && !FOR_PROGRAMS.test(c.req.path) ? frame.notFound(c) : next()))

  const tooLarge = (limit: string) => (asked: unknown) => {
    const c = asked as PortalContext
    const said = `Ce qui a été envoyé dépasse ${limit}. Rien n’a été enregistré.`
    const page = cameFrom(c, '')
    const way = page === '' ? undefined : { href: page, label: 'Revenir au formulaire' }
    return frame.refuse(c, 413, 'Envoi trop lourd', said, way)
  }
  for (const path of FILES) app.use(path, bodyLimit({ maxSize: FILE_BYTES, onError: tooLarge('20 Mo') }))
  for (const path of UPLOADS) app.use(path, bodyLimit({ maxSize: UPLOAD_BYTES, onError: tooLarge('3 Mo') }))
  app.use('*', async (c, next) =>
    UPLOADS.includes(c.req.path) || FILES.includes(c.req.path)
      ? next()
      : bodyLimit({ maxSize: FORM_BYTES, onError: tooLarge('256 Ko') })(c, next),
  )
  const ours = csrf.check(async (c, why, form) => {
    log.warn({ path: maskedPath(c.req.path), why }, 'form refused')
    const sent = form ? await lost.keep(c, form) : null
    if (sent !== null && (sent.kept || c.get('visitor').role === 'public')) {
      const { page, kept } = sent
      return frame.show(
        c,
        {
          title: 'Votre session est terminée',
          main: html`<p>${kept ? 'Rien n’a été enregistré, mais ce que vous avez tapé est gardé : le formulaire le montrera quand vous serez de nouveau connecté.' : 'Rien n’a été enregistré : connectez-vous de nouveau, puis recommencez.'} Un fichier, lui, est à choisir de nouveau.</p>
<p class="actions"><a class="button" href="/connexion?next=${encodeURIComponent(page)}">Se connecter</a> <a href="${page}">Retrouver le formulaire</a></p><p class="quiet">Partenaires : votre lien personnel suffit.</p>`,
        },
        403,
      )
    }
    return frame.refuse(
      c,
      403,
      'Formulaire refusé',
      'Ce formulaire est trop ancien ou ne vient pas de ce site. Rien n’a été changé. Revenez à la page d’avant, rechargez-la et recommencez.',
    )
  })
  app.use(async (c, next) => (FOR_PROGRAMS.test(c.req.path) ? next() : ours(c, next)))
  return app
}
