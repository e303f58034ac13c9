import { OpenAPIHono } from '@hono/zod-openapi'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import type { z } from 'zod'
import { frenchIssue } from '../../common/french-issue.ts'
import type { Logger } from '../../common/logger.ts'
import { FEED_FILES } from '../../ledger/feeds.ts'
import { recordJsonSchema } from '../../reference/json-schema.ts'
import type { Desk } from '../desk/desk.ts'
import type { Feed } from '../feed/feed.ts'
import { opaqueId } from '../feed/records.ts'
import type { Reports } from '../reports/reports.ts'
import { publicFigures } from '../routes/stats.ts'
import type { PortalEnv } from '../web/env.ts'
import type { PortalContext } from '../web/frame.ts'
import type { Limits } from '../web/rate-limits.ts'
import { listOffers, readFeed, readStats } from './descriptions.ts'
import { problem } from './problem.ts'
import { readingRoutes } from './reading-routes.ts'
import { unknownSource } from './unknown-source.ts'

const METHODS = 'GET, HEAD, OPTIONS'
/** Any page may read the answers, and what they say of themselves. */
const SHARED = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Last-Modified, Retry-After',
}

/** The public interface for programs: it reads, without a key, and its errors are problem+json. */
export function apiRoutes(deps: {
  desk: Desk
  reports: Reports
  feed: Feed
  producer: string
  /** Public address of the portal. */
  url: () => string
  limits: Limits
  clientAddress: (c: PortalContext) => string
  log: Logger
}): OpenAPIHono<PortalEnv> {
  const app = new OpenAPIHono<PortalEnv>({
    defaultHook: (result, c) => {
      if (result.success) return
      const [issue] = result.error.issues
      return problem(
        c,
        400,
        'Paramètre faux',
        issue === undefined ? '' : wrongParameter(issue, { ...c.req.query(), ...c.req.param() }),
      )
    },
  })
  for (const path of ['/api/*', '/feed/*'])
    app.use(path, async (c, next) => {
      for (const [name, value] of Object.entries(SHARED)) c.header(name, value)
      if (c.req.method === 'OPTIONS')
        return c.body(null, 204, { 'access-control-allow-methods': METHODS, 'access-control-allow-headers': '*' })
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
        c.header('allow', METHODS)
        return problem(c, 405, 'Lecture seule', `Méthodes acceptées : ${METHODS}.`)
      }
      if (!(await deps.limits.api.take(deps.clientAddress(c))))
        return problem(c, 429, 'Trop d’appels', '600 appels en cinq minutes au plus.')
      return next()
    })
  // Without these a page of another site is refused the very answer that says it has the last one.
  app.use('/api/*', etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...Object.keys(SHARED)] }))

  app.openapi(listOffers, async c => {
    const { q, source, cursor, limit } = c.req.valid('query')
    const refused = unknownSource(c, deps.desk, source)
    if (refused) return refused
    const page = await deps.desk.ledger.offers.page({
      status: 'PUBLISHED',
      size: limit,
      ...(q ? { words: q } : {}),
      ...(source ? { sources: [source] } : {}),
      ...(cursor ? { after: cursor } : {}),
    })
    const items = page.lines.map(line => ({
      id: opaqueId(deps.producer, line.source, line.key),
      nom: line.name,
      source: line.source,
      slug: line.slug ?? '',
      vue_le: line.lastSeen,
    }))
    return c.json({ items, next: page.next }, 200)
  })
  readingRoutes(app, deps)
  app.openapi(readStats, async c => c.json(publicFigures(await deps.reports.today()), 200))
  app.openapi(readFeed, async c => {
    const { file } = c.req.valid('param')
    const version = await deps.feed.current(c.req.valid('query')['avec-dora'] === 'oui')
    if (!version)
      return problem(
        c,
        503,
        'Catalogue absent',
        'Aucun catalogue entier n’a encore pu être fait. Réessayez dans un moment.',
      )
    const { etag: tag, size } = version.files[file]
    const headers = {
      etag: tag,
      'last-modified': new Date(version.builtAt).toUTCString(),
      'cache-control': 'public, max-age=60',
    }
    const asked = c.req.header('if-none-match')
    const known =
      asked === undefined ? isAsOld(c.req.header('if-modified-since'), version.builtAt) : isKnown(asked, tag)
    if (known) return c.body(null, 304, headers)
    return c.body(ReadableStream.from(deps.feed.bytes(version, file)), 200, {
      ...headers,
      'content-length': String(size),
      'content-type': file.endsWith('.json') ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8',
    })
  })

  app.get('/api/v1/openapi.json', c => {
    const document = app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'dora-sync',
        version: '1',
        description: 'Offres d’insertion référencées dans DORA, et catalogue au format data·inclusion v1.',
        license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      },
      servers: [{ url: deps.url() }],
      // Open to all: nothing here needs a key.
      security: [],
    })
    const schemas = {
      ...document.components?.schemas,
      Service: recordJsonSchema('service'),
      Structure: recordJsonSchema('structure'),
    }
    return c.json({ ...document, components: { ...document.components, schemas } })
  })
  app.onError((error, c) => {
    deps.log.error({ err: error, path: c.req.path }, 'API call failed')
    return problem(c, 500, 'Incident', 'La réponse n’a pas pu être préparée. L’incident est consigné.')
  })
  app.all('/api/*', c => problem(c, 404, 'Inconnu', 'Cette adresse n’existe pas ; voir /api/v1/openapi.json.'))
  app.all('/feed/*', c => problem(c, 404, 'Inconnu', `Fichiers : ${FEED_FILES.join(', ')}.`))
  return app
}

/** Whether nothing is newer than what `If-Modified-Since` names; a date that cannot be read asks nothing. @param builtAt instant */
function isAsOld(header: string | undefined, builtAt: string): boolean {
  const since = header === undefined ? Number.NaN : Date.parse(header)
  return since >= Math.floor(Date.parse(builtAt) / 1000) * 1000
}

/** Whether `If-None-Match` names this tag (weak or strong: RFC 9110 compares them weakly). */
function isKnown(header: string, tag: string): boolean {
  return header.split(',').some(each => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag)
}

/** Which parameter is wrong and what was expected, in French. */
function wrongParameter(issue: z.core.$ZodIssue, given: Readonly<Record<string, string>>): string {
  if (issue.code === 'unrecognized_keys') return `Paramètre inconnu : ${issue.keys.join(', ')}.`
  return `${issue.path.join('.')} : ${frenchIssue(issue, given)}.`
}
