import { setImmediate } from 'node:timers/promises'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Clock } from '../../common/clock.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { LedgerDeps } from '../../ledger/deps.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Run, RunState } from '../../ledger/runs.ts'
import type { Desk } from '../desk/desk.ts'
import { feedRecord, opaqueId } from '../feed/records.ts'
import type { PortalEnv } from '../web/env.ts'
import { listRuns, listSources, readOffer } from './descriptions.ts'
import { problem } from './problem.ts'
import { readRunCursor, runCursor } from './run-cursor.ts'
import { unknownSource } from './unknown-source.ts'

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
    const refused = unknownSource(c, desk, source)
    if (refused) return refused
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

/** An id that is not known makes the list be read again at most this often, milliseconds. */
const AGAIN_MS = 60_000

/** Finds the published offer that an opaque id stands for. The list of ids is read when first asked for, and again when one is missing. */
function offersById({ ledger, clock, producer }: { ledger: Ledger; clock: Clock; producer: string }) {
  let known = new Map<string, { source: string; key: string }>()
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null

  async function read(): Promise<void> {
    const found: typeof known = new Map()
    for await (const page of publishedKeys(ledger)) {
      for (const each of page) found.set(opaqueId(producer, each.source, each.key), each)
      await setImmediate()
    }
    known = found
    readAt = clock.now().getTime()
  }

  /** @returns null when no published offer has this id */
  return async (id: string): Promise<{ source: string; key: string } | null> => {
    if (!known.has(id) && clock.now().getTime() - readAt >= AGAIN_MS) {
      reading ??= read().finally(() => {
        reading = null
      })
      await reading
    }
    return known.get(id) ?? null
  }
}

/** Rows read at once. */
const PAGE = 500

/** Which offers are published in DORA, by source and key, page by page. */
async function* publishedKeys({ db }: Pick<LedgerDeps, 'db'>): AsyncGenerator<{ source: string; key: string }[]> {
  let last: [source: string, key: string] = ['', '']
  for (;;) {
    const [source, key] = last
    const rows = await db
      .selectFrom('links')
      .select(['source', 'key'])
      .where('status', '=', 'PUBLISHED')
      .where(e => e(e.refTuple('source', 'key'), '>', e.tuple(source, key)))
      .orderBy('source')
      .orderBy('key')
      .limit(PAGE)
      .execute()
    yield rows
    const end = rows.at(-1)
    if (!end || rows.length < PAGE) return
    last = [end.source, end.key]
  }
}
