import type { Context } from 'hono'

/** RFC 9457. `title` is for a developer, `detail` too; both French. */
export function problem(
  c: Context,
  status: 400 | 404 | 405 | 429 | 500 | 503,
  title: string,
  detail: string,
): Response {
  return c.body(JSON.stringify({ type: 'about:blank', title, status, detail, instance: c.req.path }), status, {
    'content-type': 'application/problem+json; charset=utf-8',
    ...(status === 429 || status === 503 ? { 'retry-after': '60' } : {}),
  })
}
