import { type Context, Hono } from 'hono'
import type { Clock } from '../common/clock.ts'
import { typesetPage } from '../common/typeset-page.ts'
import { officialGeography } from '../reference/official-geography.ts'
import { type Answer, detail, forbidden, htmlError, json, methodNotAllowed, throttled } from './answer.ts'
import { type Access, authenticate, permission } from './authenticate.ts'
import { FaultRequest, type Faults } from './faults.ts'
import type { LogEntry } from './log.ts'
import type { RecordedOptions } from './options.ts'
import {
  divisionSearch,
  exportServices,
  exportStructures,
  servicesOptions,
  structuresOptions,
  userInfo,
} from './other-routes.ts'
import { sandboxPage } from './page.ts'
import { readBody } from './read-body.ts'
import type { Body, RouteContext } from './route.ts'
import type { View } from './serialize-service.ts'
import {
  changeService,
  createService,
  deleteService,
  listServices,
  markUpToDate,
  readService,
} from './service-routes.ts'
import type { SandboxState } from './state.ts'
import { changeStructure, createStructure, listStructures, readStructure, siretClaimed } from './structure-routes.ts'
import type { Throttle } from './throttle.ts'

export interface SandboxApp {
  state: SandboxState
  options: RecordedOptions
  clock: Clock
  throttle: Throttle
  /** Requests a minute for an account, and for an address without one. */
  quota: { account: number; anonymous: number }
  log: LogEntry[]
  faults: Faults
}

type Handler = (context: RouteContext, body: Body, slug: string) => Answer
type Methods = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>>

interface Route {
  pattern: RegExp
  methods: Methods
  allow: string
  access: Access
}

const ROUTES: Route[] = [
  route('structures/', { GET: listStructures, POST: createStructure }, 'GET, POST, HEAD, OPTIONS', 'read'),
  route('siret-claimed/([^/]+)/', { GET: (c, _, siret) => siretClaimed(c, siret) }, 'OPTIONS, GET', 'open'),
  route('search-siret/', { GET: () => detail(404, 'not_found', 'Non trouvé.') }, 'OPTIONS, GET', 'open'),
  route('search-safir/', { GET: () => detail(404, 'not_found', 'Non trouvé.') }, 'OPTIONS, GET', 'open'),
  route('admin-division-search/', { GET: divisionSearch }, 'OPTIONS, GET', 'open'),
  route('services-options/', { GET: servicesOptions }, 'OPTIONS, GET', 'open'),
  route('structures-options/', { GET: structuresOptions }, 'OPTIONS, GET', 'open'),
  route('auth/user-info/', { GET: userInfo }, 'OPTIONS, GET', 'account'),
  route('ping/', { GET: () => json(200, 'ok') }, 'OPTIONS, GET', 'open'),
  route('models/', { GET: () => json(200, []) }, 'GET, POST, HEAD, OPTIONS', 'read'),
  route('services/mark-as-up-to-date/', { POST: markUpToDate }, 'POST, OPTIONS', 'read'),
  route(
    'services/update-from-model/',
    { POST: () => ({ status: 204, body: { kind: 'empty' } }) },
    'POST, OPTIONS',
    'read',
  ),
  route('services/', { GET: listServices, POST: createService }, 'GET, POST, HEAD, OPTIONS', 'read'),
  route(
    'structures/([^/]+)/',
    {
      GET: (c, _, slug) => readStructure(c, slug),
      PATCH: (c, body, slug) => changeStructure(c, slug, body, false),
      PUT: (c, body, slug) => changeStructure(c, slug, body, true),
      DELETE: () => forbidden(),
    },
    'GET, PUT, PATCH, HEAD, OPTIONS',
    'read',
  ),
  route(
    'services/([^/]+)/',
    {
      GET: (c, _, slug) => readService(c, slug),
      PATCH: (c, body, slug) => changeService(c, slug, body, false),
      PUT: (c, body, slug) => changeService(c, slug, body, true),
      DELETE: (c, _, slug) => deleteService(c, slug),
    },
    'GET, PUT, PATCH, DELETE, HEAD, OPTIONS',
    'read',
  ),
  route('api/v2/services/', { GET: exportServices }, 'GET, HEAD, OPTIONS', 'data-inclusion'),
  route('api/v2/structures/', { GET: exportStructures }, 'GET, HEAD, OPTIONS', 'data-inclusion'),
]

function route(path: string, methods: Methods, allow: string, access: Access): Route {
  return { pattern: new RegExp(`^/${path}$`), methods, allow, access }
}

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
    write: !['GET', 'HEAD', 'OPTIONS'].includes(method),
    committed: false,
    fault: null,
  }
  sandbox.log.push(entry)
  const answer = await dispatch(sandbox, context, url, path, entry)
  entry.status = answer.status
  entry.committed = answer.committed ?? false
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
  const handler = found.methods[method as keyof Methods]
  if (!handler) return withHeaders(methodNotAllowed(method), allow)
  const body = method === 'GET' || method === 'DELETE' ? { value: {} } : await readBody(context)
  if ('refused' in body) return withHeaders(body.refused, allow)
  const view: View = {
    state: sandbox.state,
    options: sandbox.options,
    geography: officialGeography(),
    account,
    now: sandbox.clock.now().getTime(),
  }
  const slug = found.pattern.exec(path)?.[1] ?? ''
  const routeContext: RouteContext = { view, query: url.searchParams, path, origin: url.origin }
  const handled =
    context.req.header('x-sandbox-stale') === undefined
      ? handler(routeContext, body.value, slug)
      : beforeLastWrite(sandbox.state, () => handler(routeContext, body.value, slug))
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
  const headers = { vary: 'origin, Cookie', ...answer.headers }
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
