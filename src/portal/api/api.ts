import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { etag } from 'hono/etag'
import { recordJsonSchema } from '../../reference/json-schema.ts'
import type { Desk } from '../desk/desk.ts'
import type { Feed } from '../feed/feed.ts'
import { FEED_FILES } from '../feed/files.ts'
import { opaqueId } from '../feed/records.ts'
import type { Reports } from '../reports/reports.ts'
import { publicFigures } from '../routes/report.ts'
import type { PortalEnv } from '../web/env.ts'
import type { PortalContext } from '../web/frame.ts'
import type { Limits } from '../web/rate-limits.ts'
import { problem } from './problem.ts'

const Problem = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string(), instance: z.string() })
  .openapi('Problem')

const Offer = z
  .object({
    id: z.string().openapi({ description: 'Opaque et stable.', example: 'dora-sync--0f3a9c' }),
    nom: z.string(),
    source: z.string().openapi({ description: 'Source dont vient l’offre.' }),
    slug: z.string().openapi({ description: 'Service dans DORA.' }),
    vue_le: z.string().openapi({ description: 'Dernière lecture chez le partenaire, instant ISO 8601.' }),
  })
  .openapi('Offer')

const Count = z.object({ key: z.string(), label: z.string(), value: z.number() })
const Stats = z
  .object({
    date: z.iso.date(),
    territory: z.string(),
    indicators: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        value: z.number().nullable(),
        of: z.number().nullable(),
        unit: z.string(),
        display: z.string(),
        definition: z.string(),
      }),
    ),
    categories: z.array(Count),
    publics: z.array(Count),
    areas: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        population: z.number(),
        on_site: z.number(),
        by_zone: z.number(),
        remote: z.number(),
        reachable: z.number(),
      }),
    ),
  })
  .openapi('Stats')

const failure = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })

const listOffers = createRoute({
  method: 'get',
  path: '/api/v1/offers',
  summary: 'Offres publiées dans DORA, par nom',
  request: {
    query: z.object({
      q: z.string().max(100).optional().openapi({ description: 'Mots du nom, sans égard aux accents.' }),
      source: z.string().max(100).optional(),
      cursor: z.string().max(2000).optional().openapi({ description: '`next` de la page précédente.' }),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: 'Une page, et le curseur de la suivante (null à la fin).',
      content: { 'application/json': { schema: z.object({ items: z.array(Offer), next: z.string().nullable() }) } },
    },
    400: failure('Un paramètre est faux.'),
    429: failure('Trop d’appels.'),
  },
})

const readStats = createRoute({
  method: 'get',
  path: '/api/v1/stats',
  summary: 'Chiffres publics',
  responses: { 200: { description: 'Au jour dit.', content: { 'application/json': { schema: Stats } } } },
})

const readFeed = createRoute({
  method: 'get',
  path: '/feed/{file}',
  summary: 'Catalogue en data·inclusion v1, entier ou le précédent',
  description:
    'Sans ce qui sort déjà par DORA, sauf `avec-dora=oui`. `date_maj` est le jour de la dernière confirmation par une personne. Les CSV séparent les listes par «, ».',
  request: {
    params: z.object({ file: z.enum(FEED_FILES) }),
    query: z.object({ 'avec-dora': z.enum(['oui', 'non']).default('non') }),
  },
  responses: {
    200: {
      description: 'Tous les enregistrements.',
      content: {
        'application/json': { schema: z.array(z.record(z.string(), z.unknown())) },
        'text/csv': { schema: z.string() },
      },
    },
    304: { description: 'Rien n’a changé depuis cet ETag.' },
    400: failure('Un paramètre est faux.'),
    404: failure('Fichier inconnu.'),
    503: failure('Aucun catalogue entier n’a encore pu être fait.'),
  },
})

/** The public interface for programs. */
export function apiRoutes(deps: {
  desk: Desk
  reports: Reports
  feed: Feed
  producer: string
  limits: Limits
  clientAddress: (c: PortalContext) => string
}): OpenAPIHono<PortalEnv> {
  const app = new OpenAPIHono<PortalEnv>({
    defaultHook: (result, c) => {
      if (result.success) return
      const issue = result.error.issues[0]
      return problem(c, 400, 'Paramètre faux', `${issue?.path.join('.') ?? ''}\u00A0: ${issue?.message ?? ''}`)
    },
  })
  for (const path of ['/api/*', '/feed/*'])
    app.use(path, async (c, next) => {
      if (!(await deps.limits.api.take(deps.clientAddress(c))))
        return problem(c, 429, 'Trop d’appels', '600 appels en cinq minutes au plus.')
      c.header('access-control-allow-origin', '*')
      return next()
    })
  app.use('/api/*', etag())

  app.openapi(listOffers, async c => {
    const { q, source, cursor, limit } = c.req.valid('query')
    const page = await deps.desk.offers({
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
    if (isKnown(c.req.header('if-none-match'), tag)) return c.body(null, 304, headers)
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
        license: { name: 'MIT' },
      },
    })
    const schemas = {
      ...document.components?.schemas,
      Service: recordJsonSchema('service'),
      Structure: recordJsonSchema('structure'),
    }
    return c.json({ ...document, components: { ...document.components, schemas } })
  })
  app.all('/api/*', c => problem(c, 404, 'Inconnu', 'Cette adresse n’existe pas\u00A0; voir /api/v1/openapi.json.'))
  app.all('/feed/*', c => problem(c, 404, 'Inconnu', `Fichiers\u00A0: ${FEED_FILES.join(', ')}.`))
  return app
}

/** Whether `If-None-Match` names this tag (weak or strong: RFC 9110 compares them weakly). */
function isKnown(header: string | undefined, tag: string): boolean {
  return header?.split(',').some(each => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag) ?? false
}
