import type { Pages } from '../web/pages.ts'

const YEAR_MS = 365 * 86_400_000

/** What programs look for at agreed addresses: `robots.txt` (RFC 9309) and `security.txt` (RFC 9116). */
export function wellKnownRoutes({ app, desk, legal: { contact }, publicUrl }: Pages): void {
  // Personal links, sign-in and what needs an account are of no use to a search engine.
  app.get('/robots.txt', c => c.text('User-agent: *\nDisallow: /p/\nDisallow: /connexion\nDisallow: /api/\n'))
  app.get('/.well-known/security.txt', c =>
    c.text(
      [
        `Contact: ${contact.includes('@') ? `mailto:${contact}` : contact}`,
        `Expires: ${new Date(desk.clock.now().getTime() + YEAR_MS).toISOString()}`,
        'Preferred-Languages: fr, en',
        `Canonical: ${publicUrl()}/.well-known/security.txt`,
        '',
      ].join('\n'),
    ),
  )
}
