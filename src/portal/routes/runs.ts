import { frenchDateTime } from '../../common/french.ts'
import { runPage, runsTable } from '../pages/runs.ts'
import { isStill, LIVE_SCRIPT, livePart } from '../web/live-part.ts'
import type { Pages } from '../web/pages.ts'

/** Passes over the sources, and each of them. */
export function runRoutes({ app, desk, data, frame }: Pages): void {
  app.get('/passages', async c => {
    const runs = await data.runs(100)
    const over = runs.every(run => run.endedAt !== null)
    return frame.show(c, {
      title: 'Passages',
      purpose: 'Chaque lecture d’une source : ce qui a été vu, écrit ou refusé.',
      help: 'passage',
      scripts: over ? [] : [LIVE_SCRIPT],
      main: livePart({ id: 'passages', path: '/passages', over, still: isStill(c), body: runsTable(runs) }),
    })
  })
  app.get('/passages/:id', async c => {
    const run = await data.run(c.req.param('id'))
    if (!run) return frame.notFound(c)
    const plan = (await desk.ledger.runs.read(run.id))?.plan ?? null
    return frame.show(c, {
      title: `Passage du ${frenchDateTime(run.startedAt)} – ${run.sourceName}`,
      purpose: 'Ce que ce passage a vu chez le partenaire, et ce qu’est devenue chaque offre.',
      trail: [{ href: '/passages', label: 'Passages' }],
      scripts: run.endedAt === null ? [LIVE_SCRIPT] : [],
      main: runPage(run, {
        plan,
        still: isStill(c),
        offers: true,
        dora: desk.doraPages,
        page: Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1),
      }),
    })
  })
}
