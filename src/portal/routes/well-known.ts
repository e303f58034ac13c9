import { Hono } from 'hono'
import type { Clock } from '../../common/clock.ts'
import type { PortalEnv } from '../web/env.ts'

const YEAR_MS = 365 * 86_400_000

/** What programs look for at agreed addresses: `robots.txt` (RFC 9309) and `security.txt` (RFC 9116). */
export function wellKnownRoutes(deps: { clock: Clock; contact: string; publicUrl: () => string }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  // Personal links, sign-in and what needs an account are of no use to a search engine.
  app.get('/robots.txt', c => c.text('User-agent: *\nDisallow: /p/\nDisallow: /connexion\nDisallow: /api/\n'))
  app.get('/.well-known/security.txt', c =>
    c.text(
      [
        `Contact: ${deps.contact.includes('@') ? `mailto:${deps.contact}` : deps.contact}`,
        `Expires: ${new Date(deps.clock.now().getTime() + YEAR_MS).toISOString()}`,
        'Preferred-Languages: fr, en',
        `Canonical: ${deps.publicUrl()}/.well-known/security.txt`,
        '',
      ].join('\n'),
    ),
  )
  return app
}
