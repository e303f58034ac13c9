import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { frenchDate } from '../common/french.ts'
import type { Logger } from '../common/logger.ts'
import type { PortalData } from './data.ts'
import { type PageParts, page } from './layout.ts'
import { homePage } from './pages/home.ts'
import { type RobotFacts, robotPage } from './pages/robot.ts'
import { runPage, runsTable } from './pages/runs.ts'
import { sourcesTable } from './pages/sources.ts'

/** The portal's routes. Pages work without JavaScript: none is sent. */
export function createPortal(deps: { data: PortalData; robot: RobotFacts; log: Logger }): Hono {
  const { data } = deps
  const app = new Hono()
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
  )
  const notice = data.sandbox
    ? 'Démonstration : sites d’exemple et DORA d’essai. Rien n’est envoyé au DORA national.'.replace(/ :/, '\u00A0:')
    : null
  const show = (c: Context, parts: Omit<PageParts, 'path' | 'notice'>, status: 200 | 404 | 500 = 200) =>
    c.html(page({ ...parts, path: c.req.path, notice }) as string, status)

  app.get('/assets/:file{theme\\.css|icon\\.svg}', c => {
    const file = c.req.param('file')
    const body = readFileSync(new URL(`./assets/${file}`, import.meta.url))
    return c.body(body, 200, {
      'content-type': file.endsWith('.css') ? 'text/css; charset=utf-8' : 'image/svg+xml',
      'cache-control': 'max-age=3600',
    })
  })

  app.get('/', async c => {
    const [report, sources, runs] = await Promise.all([data.report(), data.sources(), data.runs(12)])
    return show(c, {
      title: 'Référencement de l’offre d’insertion',
      main: homePage({ date: report.date, report: report.body, sources, runs, sandboxUrl: data.sandbox?.url ?? null }),
    })
  })
  app.get('/rapport', async c => {
    const report = await data.report()
    return show(c, { title: `Rapport de couverture au ${frenchDate(report.date)}`, main: report.body })
  })
  app.get('/rapport.json', async c => c.json((await data.report()).json as object))
  app.get('/sources', async c => show(c, { title: 'Sources', main: sourcesTable(await data.sources()) }))
  app.get('/passages', async c => show(c, { title: 'Passages', main: runsTable(await data.runs(100)) }))
  app.get('/passages/:id', async c => {
    const run = await data.run(c.req.param('id'))
    return run ? show(c, { title: `Passage – ${run.sourceName}`, main: runPage(run) }) : c.notFound()
  })
  app.get('/robot', c => show(c, { title: 'Le robot qui lit les sites', main: robotPage(deps.robot) }))

  app.get('/livez', c => c.text('ok\n'))
  app.get('/readyz', async c => {
    const { ok, reasons } = await data.ready()
    return c.json({ ok, reasons }, ok ? 200 : 503)
  })

  app.notFound(c =>
    show(
      c,
      {
        title: 'Page introuvable',
        main: 'Cette adresse ne mène à aucune page. L’accueil et le menu ci-dessus mènent à tout.',
      },
      404,
    ),
  )
  app.onError((error, c) => {
    deps.log.error({ err: error, path: c.req.path }, 'portal request failed')
    return show(
      c,
      {
        title: 'Une erreur est survenue',
        main: 'La page n’a pas pu être préparée. L’incident est consigné ; réessayez dans un instant.',
      },
      500,
    )
  })
  return app
}
