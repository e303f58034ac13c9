import { type Context, Hono } from 'hono'
import { isWrite } from '../common/is-write.ts'
import { typesetPage } from '../common/typeset-page.ts'
import { officialGeography } from '../reference/official-geography.ts'
import { type Answer, detail, htmlError, json, methodNotAllowed, throttled, unsupportedMedia } from './answer.ts'
import { authenticate, permission } from './authenticate.ts'
import { FaultRequest } from './faults.ts'
import type { LogEntry } from './log.ts'
import { metadataAnswer } from './metadata.ts'
import { sandboxPage } from './page.ts'
import type { Body, RouteContext } from './route.ts'
import { type Method, ROUTES } from './routes.ts'
import type { SandboxApp } from './sandbox-app.ts'
import type { SandboxState } from './state.ts'
import { besideStructures, type View } from './view.ts'

/** The routes of DORA that the bot uses, and a page for people at `/`. */
export function createSandboxApp(sandbox: SandboxApp): Hono {
  const app = new Hono()
  app.get('/', context =>
    context.html(typesetPage(String(sandboxPage(sandbox, new URL(context.req.url).searchParams)))),
  )
  // For tests in another process: the log, and faults to play.
  app.get('/essai/journal/', context => context.json(sandbox.log))
  app.post('/essai/pannes/', async context => {
    const rule = FaultRequest.safeParse(await context.req.json().catch(() => null))
    if (!rule.success) return context.json(rule.error.issues, 400)
    sandbox.faults.add(rule.data)
    return context.body(null, 204)
  })
  app.delete('/essai/pannes/', context => {
    sandbox.faults.clear()
    return context.body(null, 204)
  })
  app.get('/favicon.ico', context => context.body(null, 204))
  app.all('*', async context => {
    const url = new URL(context.req.url)
    const outcome = await answerRequest(sandbox, context, url)
    return toResponse(context, outcome)
  })
  return app
}

async function answerRequest(sandbox: SandboxApp, context: Context, url: URL): Promise<Answer> {
  const { method } = context.req
  const path = decodeURIComponent(url.pathname)
  const entry: LogEntry = {
    method,
    path: path + url.search,
    account: 'anonyme',
    status: 0,
    at: sandbox.clock.now().toISOString(),
    write: isWrite(method),
    committed: false,
    fault: null,
  }
  sandbox.log.push(entry)
  const began = performance.now()
  const answer = await dispatch(sandbox, context, url, path, entry)
  if (sandbox.itemDelay && answer.items) await sandbox.itemDelay.sleep(sandbox.itemDelay.ms * answer.items)
  entry.ms = performance.now() - began
  entry.status = answer.status
  entry.committed = answer.committed ?? false
  if (answer.items !== undefined) entry.items = answer.items
  return answer
}

async function dispatch(
  sandbox: SandboxApp,
  context: Context,
  url: URL,
  path: string,
  entry: LogEntry,
): Promise<Answer> {
  const { method } = context.req
  const found = ROUTES.find(candidate => candidate.pattern.test(path))
  if (!found) {
    const withSlash = `${path}/`
    if (!path.endsWith('/') && ROUTES.some(candidate => candidate.pattern.test(withSlash)))
      return { status: 301, body: { kind: 'html', text: '' }, headers: { location: withSlash + url.search } }
    return htmlError(404)
  }
  const allow = { allow: found.allow }
  const login = authenticate(sandbox.state.accounts, context.req.header('authorization'))
  if ('refused' in login) {
    entry.account = 'inconnu'
    return withHeaders(login.refused, allow)
  }
  const { account } = login
  entry.account = account?.name ?? 'anonyme'
  const refusal = permission(found.access, account, method)
  if (refusal) return withHeaders(refusal, allow)
  const limit = account ? sandbox.quota.account : sandbox.quota.anonymous
  const wait = sandbox.throttle.take(account?.name ?? 'anonyme', limit)
  if (wait !== null) return withHeaders(throttled(wait), allow)
  const verb = method === 'HEAD' ? 'GET' : method
  const handler = found.methods[verb as Method] ?? (verb === 'OPTIONS' ? () => metadataAnswer('', null) : null)
  if (!handler) return withHeaders(methodNotAllowed(method), allow)
  const body = ['GET', 'DELETE', 'OPTIONS'].includes(verb) ? { value: {} } : await readBody(context)
  if ('refused' in body) return withHeaders(body.refused, allow)
  const slug = found.pattern.exec(path)?.[1] ?? ''
  const look = (): View => ({
    state: sandbox.state,
    options: sandbox.options,
    geography: officialGeography(),
    account,
    now: sandbox.clock.now().getTime(),
    dialect: sandbox.state.dialect,
    beside: besideStructures(sandbox.state, account),
  })
  const routeContext = (): RouteContext => ({
    view: look(),
    refreshed: look,
    query: url.searchParams,
    path,
    origin: url.origin,
  })
  const handle = (): Answer => handler(routeContext(), slug, body.value)
  const handled =
    context.req.header('x-sandbox-stale') === undefined ? handle() : beforeLastWrite(sandbox.state, handle)
  return withHeaders(handled, allow)
}

/** Runs with the last written object as it was before, then puts it back. */
function beforeLastWrite(state: SandboxState, run: () => Answer): Answer {
  const write = state.lastWrite
  if (!write) return run()
  const shelf = (write.kind === 'service' ? state.services : state.structures) as Map<string, unknown>
  const order = [...shelf.entries()]
  if (write.before === null) shelf.delete(write.slug)
  else shelf.set(write.slug, write.before)
  try {
    return run()
  } finally {
    shelf.clear()
    for (const [slug, value] of order) shelf.set(slug, value)
  }
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  // A crash is answered by the web server, which knows nothing of the route.
  return answer.status === 500 ? answer : { ...answer, headers: { ...headers, ...answer.headers } }
}

function toResponse(context: Context, answer: Answer): Response {
  const headers = { vary: 'Accept, origin, Cookie', ...answer.headers }
  switch (answer.body.kind) {
    case 'json':
      return context.body(JSON.stringify(answer.body.value), answer.status as 200, {
        ...headers,
        'content-type': 'application/json',
      })
    case 'html':
      return context.body(answer.body.text, answer.status as 200, {
        ...headers,
        'content-type': 'text/html; charset=utf-8',
      })
    case 'empty':
      return context.body(null, answer.status as 204, headers)
  }
}

/** The JSON object of a request, or the refusal that DORA gives: other content type, unreadable, not an object. */
async function readBody(context: Context): Promise<{ value: Body } | { refused: Answer }> {
  const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim() ?? ''
  const text = await context.req.text()
  if (text === '') return { value: {} }
  if (type !== 'application/json') return { refused: unsupportedMedia(type) }
  try {
    const value: unknown = JSON.parse(text)
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return {
        refused: json(400, {
          nonFieldErrors: [{ message: 'Données non valides. Un dictionnaire est attendu.', code: 'invalid' }],
        }),
      }
    return { value: value as Body }
  } catch (error) {
    const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length)
    const lines = text.slice(0, position).split('\n')
    const column = (lines.at(-1)?.length ?? 0) + 1
    return {
      refused: detail(
        400,
        'parse_error',
        `JSON parse error - Expecting value: line ${lines.length} column ${column} (char ${position})`,
      ),
    }
  }
}
