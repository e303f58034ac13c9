import type { Context, MiddlewareHandler } from 'hono'
import { actorOf, type Member, type Visitor } from '../access/people.ts'
import type { Html, PageParts } from '../layout.ts'
import type { PortalEnv } from './env.ts'
import type { FieldErrors } from './form.ts'
import { TooLong } from './too-long.ts'

export type PortalContext = Context<PortalEnv>
export type Status = 200 | 400 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503

/** What every route needs to answer with a page. */
export interface Frame {
  /** @param parts.errors what was refused in the form of this page: said above it and in its title, under status 422 */
  show(
    c: PortalContext,
    parts: Omit<PageParts, 'path' | 'notice' | 'visitor' | 'signOut' | 'links' | 'failed'> & {
      errors?: FieldErrors | undefined
    },
    status?: Status,
  ): Promise<Response>
  /** Goes to a page of this site, where the message is shown once. */
  back(c: PortalContext, path: string, text: string, tone?: 'good' | 'bad'): Promise<Response>
  /** Does something for a person, named as in the journals, then goes back with what it said; a refusal in French is shown, not thrown. */
  act(c: PortalContext, path: string, work: (by: string) => Promise<string>): Promise<Response>
  /** Hidden field to put in each form of the page. */
  field(c: PortalContext): Promise<Html>
  notFound(c: PortalContext): Promise<Response>
  /** A page that says why, in French. @param way where to go from there */
  refuse(
    c: PortalContext,
    status: Status,
    title: string,
    message: string,
    way?: { href: string; label: string },
  ): Promise<Response>
}

/** Lets only these roles in: strangers are sent to the sign-in page, others are told that the page is not for them. */
export function only(frame: Frame, ...roles: Member['role'][]): MiddlewareHandler<PortalEnv> {
  return async (c, next) => {
    const visitor = c.get('visitor')
    if ((roles as Visitor['role'][]).includes(visitor.role)) return next()
    if (visitor.role !== 'public')
      return frame.refuse(
        c,
        403,
        'Page réservée',
        'Votre accès ne donne pas sur cette page. Le menu mène à ce qu’il ouvre.',
      )
    if (c.req.path.startsWith('/api/') || c.req.method !== 'GET')
      return frame.refuse(c, 403, 'Page réservée', 'Connectez-vous pour continuer.')
    const url = new URL(c.req.url)
    return c.redirect(`/connexion?next=${encodeURIComponent(url.pathname + url.search)}`, 303)
  }
}

/** The visitor of a route that `only` guards. @throws when it is not guarded: a mistake of ours, never of the visitor */
export function member(c: PortalContext): Member {
  const visitor = c.get('visitor')
  if (visitor.role === 'public') throw new Error('route without guard')
  return visitor
}

/** Who acts, as journals name them. @throws as `member` does */
export function actor(c: PortalContext): string {
  return actorOf(member(c))
}

/**
 * Text of a form field, trimmed, without the NULs that no database takes; empty when absent or when a file came instead.
 * @throws TooLong, which the portal answers with the text, to be shortened
 */
export function text(form: FormData, name: string, most = 2000): string {
  const value = form.get(name)
  const typed = typeof value === 'string' ? value.replaceAll('\0', '').replace(/\r\n?/g, '\n').trim() : ''
  if (typed.length > most) throw new TooLong(name, most, typed)
  return typed
}
