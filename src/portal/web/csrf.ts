import type { Context, MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import { mac, type NewToken, sameText } from '../access/token.ts'
import type { Html } from '../layout.ts'
import type { PortalEnv } from './env.ts'
import type { Cookies } from './session-cookie.ts'

/** The hidden field that each form which changes something must carry. */
export function csrfField(token: string): Html {
  return html`<input type="hidden" name="_jeton" value="${token}">`
}

/**
 * Two walls. The browser's own words (`Sec-Fetch-Site`, `Origin`) must not say «another site»; and the form must carry a fingerprint
 * of the session (or of the visit, before signing in) that nobody else can compute.
 */
export function createCsrf(deps: { secret: string; cookies: Cookies; newToken: NewToken; publicUrl: () => string }) {
  const fingerprint = (subject: string) => mac(deps.secret, `csrf:${subject}`)

  async function subjectOf(c: Context<PortalEnv>): Promise<string | null> {
    const visitor = c.get('visitor')
    if (visitor.role !== 'public') return `session:${visitor.session}`
    const visit = deps.cookies.visit(c)
    return visit === undefined ? null : `visit:${visit}`
  }

  return {
    /** Token for the forms of this page; gives the browser a visit cookie when it has nothing yet. */
    async token(c: Context<PortalEnv>): Promise<string> {
      const subject = await subjectOf(c)
      if (subject !== null) return fingerprint(subject)
      const visit = deps.newToken()
      await deps.cookies.openVisit(c, visit)
      return fingerprint(`visit:${visit}`)
    },
    /** Reads the form of every request that is not a safe one, and refuses it unless it comes from our own page. */
    check(
      refuse: (c: Context<PortalEnv>, why: string, form?: FormData) => Response | Promise<Response>,
    ): MiddlewareHandler<PortalEnv> {
      return async (c, next) => {
        if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.method === 'OPTIONS') return next()
        const site = c.req.header('sec-fetch-site')
        if (site !== undefined && site !== 'same-origin' && site !== 'none') return refuse(c, 'site')
        const origin = c.req.header('origin')
        const ours = [deps.publicUrl(), c.req.url].flatMap(url => (URL.canParse(url) ? [new URL(url).origin] : []))
        if (origin !== undefined && !ours.includes(origin)) return refuse(c, 'origine')
        const type = c.req.header('content-type') ?? ''
        if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return refuse(c, 'type')
        const form = await c.req.formData().catch(() => null)
        if (form === null) return refuse(c, 'formulaire')
        const given = form.get('_jeton')
        const subject = await subjectOf(c)
        if (typeof given !== 'string' || subject === null || !sameText(given, fingerprint(subject)))
          return refuse(c, 'jeton', form)
        c.set('form', form)
        return next()
      }
    },
  }
}
