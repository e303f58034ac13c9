import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setSignedCookie } from 'hono/cookie'
import type { Holder } from '../../ledger/keys.ts'

/** Thirty days. */
const KNOWN_SECONDS = 30 * 86_400

/**
 * Signed, httpOnly, SameSite=Lax (a link in an e-mail must find its session). Over https the `__Host-` prefix ties it to this very host.
 */
export function createCookies(secret: string, secure: boolean) {
  const prefix = secure ? ('host' as const) : undefined
  const common = { httpOnly: true, sameSite: 'Lax', path: '/', secure, ...(prefix ? { prefix } : {}) } as const
  function read(c: Context, name: string): string | undefined {
    const value = prefix ? getCookie(c, name, prefix) : getCookie(c, name)
    return value === undefined ? undefined : signedText(value, secret)
  }
  return {
    /** Of an account, or of a partner: one does not end the other. */
    session: (c: Context, kind: Holder['kind']) => read(c, kind === 'contact' ? 'partenaire' : 'session'),
    async openSession(c: Context, holder: Holder, token: string, expires: string) {
      const until = { ...common, expires: new Date(expires) }
      if (holder.kind === 'contact') await setSignedCookie(c, 'partenaire', token, secret, until)
      else await setSignedCookie(c, 'session', token, secret, until)
      const known = JSON.stringify({ ...(await this.known(c)), [holder.kind]: holder.id })
      await setSignedCookie(c, 'connu', known, secret, { ...common, maxAge: KNOWN_SECONDS })
    },
    closeSession(c: Context, kind: Holder['kind']) {
      const name = kind === 'contact' ? 'partenaire' : 'session'
      deleteCookie(c, name, { path: '/', secure, ...(prefix ? { prefix } : {}) })
    },
    /** Who signed in last on this browser, so that what they type when their session is over is kept for them. Opens nothing. */
    async known(c: Context): Promise<Partial<Record<Holder['kind'], string>>> {
      const value = read(c, 'connu')
      return value === undefined ? {} : (JSON.parse(value) as Partial<Record<Holder['kind'], string>>)
    },
    /** A name for a visitor without session, so that their forms can be tied to their browser. */
    visit: (c: Context) => read(c, 'visite'),
    openVisit: (c: Context, id: string) => setSignedCookie(c, 'visite', id, secret, common),
    /** What must come back unchanged from an identity provider, within ten minutes. */
    leave: (c: Context, departure: unknown) =>
      setSignedCookie(c, 'depart', JSON.stringify(departure), secret, { ...common, maxAge: 600 }),
    async cameBack(c: Context): Promise<unknown> {
      const value = read(c, 'depart')
      deleteCookie(c, 'depart', { path: '/', secure, ...(prefix ? { prefix } : {}) })
      return value === undefined ? null : JSON.parse(value)
    },
    /** What an action did, for the next page only. Signed, so that nobody else makes the site say something. */
    say: (c: Context, message: { tone: 'good' | 'bad'; text: string }) =>
      setSignedCookie(c, 'message', JSON.stringify({ ...message, text: message.text.slice(0, 800) }), secret, {
        ...common,
        maxAge: 60,
      }),
    async said(c: Context): Promise<{ tone: 'good' | 'bad'; text: string } | null> {
      const value = read(c, 'message')
      if (value === undefined) return null
      deleteCookie(c, 'message', { path: '/', secure, ...(prefix ? { prefix } : {}) })
      return JSON.parse(value) as { tone: 'good' | 'bad'; text: string }
    },
  }
}

/** What hono's `setSignedCookie` signed: text, a point, base64 of its SHA-256 HMAC; hono reads it with a key that it imports anew each time. */
function signedText(value: string, secret: string): string | undefined {
  const point = value.lastIndexOf('.')
  if (point < 1) return
  const text = value.slice(0, point)
  const given = Buffer.from(value.slice(point + 1), 'base64')
  const right = createHmac('sha256', secret).update(text).digest()
  return given.length === right.length && timingSafeEqual(given, right) ? text : undefined
}

export type Cookies = ReturnType<typeof createCookies>
