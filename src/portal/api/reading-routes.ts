import type { OpenAPIHono } from '@hono/zod-openapi'
import { parisDay } from '../../common/paris-day.ts'
import type { Run, RunState } from '../../ledger/runs.ts'
import type { Desk } from '../desk/desk.ts'
import { feedRecord } from '../feed/records.ts'
import type { PortalEnv } from '../web/env.ts'
import { listRuns, listSources, readOffer } from './descriptions.ts'
import { offersById } from './offer-by-id.ts'
import { problem } from './problem.ts'
import { readRunCursor, runCursor } from './run-cursor.ts'

const STATES: Record<RunState, 'en-cours' | 'fini' | 'en-attente' | 'echec'> = {
  running: 'en-cours',
  succeeded: 'fini',
  simulated: 'fini',
  partly: 'en-attente',
  proposed: 'en-attente',
  quarantined: 'en-attente',
  failed: 'echec',
  interrupted: 'echec',
}

/** One offer with its record, the sources, the runs: what a program of the Département follows. No message, no name of a person. */
export function readingRoutes(app: OpenAPIHono<PortalEnv>, { desk, producer }: { desk: Desk; producer: string }): void {
  const byId = offersById({ ledger: desk.ledger, clock: desk.clock, producer })

  app.openapi(readOffer, async c => {
    const { id } = c.req.valid('param')
    const place = await byId(id)
    const [offer, link] =
      place === null
        ? [null, null]
        : await Promise.all([
            desk.ledger.offers.read(place.source, place.key),
            desk.ledger.links.read(place.source, place.key),
          ])
    if (offer === null || link?.status !== 'PUBLISHED')
      return problem(c, 404, 'Inconnu', 'Aucune offre publiée n’a cet identifiant ; voir /api/v1/offers.')
    const made =
      offer.record === null
        ? null
        : feedRecord(
            { offer: offer.record, state: offer.state, status: link.status },
            { producer, today: parisDay(desk.clock.now()), withDora: true, confirmed: new Map() },
          )
    const { service, structure } = made?.kind === 'record' ? made : { service: null, structure: null }
    return c.json(
      {
        id,
        nom: offer.name,
        source: offer.source,
        slug: link.slug,
        vue_le: offer.lastSeen,
        service: service && { ...service },
        structure: structure && { ...structure },
      },
      200,
    )
  })

  app.openapi(listSources, async c => {
    const sources = desk.sources()
    const [conditions, published, next] = await Promise.all([
      desk.conditions(sources),
      desk.ledger.links.countPublishedBySource(),
      desk.nextRunOfEach(sources),
    ])
    const read = new Map(conditions.map(({ source, lastSuccess }) => [source, lastSuccess]))
    const items = sources.map(source => ({
      id: source.id,
      nom: source.name,
      lue_le: read.get(source.id) ?? null,
      prochaine: next.get(source.id)?.toISOString() ?? null,
      offres_publiees: published.get(source.id) ?? 0,
    }))
    return c.json({ items }, 200)
  })

  app.openapi(listRuns, async c => {
    const { source, cursor, limit } = c.req.valid('query')
    const before = cursor === undefined ? null : readRunCursor(cursor)
    const found = await desk.ledger.listRuns({
      limit: limit + 1,
      ...(source ? { source } : {}),
      ...(before && { before }),
    })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return c.json({ items: page.map(shown), next: last && found.length > limit ? runCursor(last) : null }, 200)
  })
}

function shown({ id, source, started, ended, state, counts }: Run) {
  return {
    id,
    source,
    debut: started,
    fin: ended,
    etat: STATES[state],
    vues: counts?.seen ?? null,
    creees: counts?.created ?? null,
    mises_a_jour: counts?.updated ?? null,
    rejetees: counts?.rejected ?? null,
  }
}
