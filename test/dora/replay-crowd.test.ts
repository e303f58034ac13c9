import { afterAll, beforeAll, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { type Sandbox, sampleSiret, startSandbox } from '../../src/sandbox/index.ts'
import { recordedExchanges } from './exchanges.ts'
import { recordedBase } from './recorded-base.ts'
import { send } from './send.ts'
import { unlike } from './unlike.ts'

/** Exchanges recorded on 1 200 structures in 35 and 2 000 elsewhere: lists, board, search. The crowd is ours, so forms are compared, not values. */
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({
    seed: 'empty',
    crowd: { structures: 400, inDepartment: 200 },
    quotaPerMinute: 10_000,
    anonymousQuotaPerMinute: 10_000,
    clock: manualClock('2026-11-28T05:00:00.123Z'),
  })
  await recordedBase(sandbox)
  const { state } = sandbox
  const [invented, orphan] = [
    state.structures.get('structure-inventee-2'),
    state.structures.get('structure-inventee-0'),
  ]
  if (!invented || !orphan) throw new Error('no crowd')
  const named = [
    'partenaire-exemple-0',
    'structure-exemple-35-169',
    'structure-exemple-35-1049',
    'structure-exemple-35-120',
    'partenaire-exemple-1',
  ]
  for (const [index, slug] of [...named, 'structure-exemple-35-1039'].entries()) {
    const pattern: typeof invented = slug.endsWith('1039') ? orphan : invented
    state.structures.set(slug, {
      ...structuredClone(pattern),
      slug,
      name: `Structure exemple 35 n° 11${index}`,
      siret: sampleSiret(String(700 + index)),
    })
    const service = state.services.get('visible-ordinaire')
    if (service) state.services.set(`${slug}-a`, { ...structuredClone(service), slug: `${slug}-a`, structure: slug })
    if (pattern === invented) {
      const member = {
        id: state.newId(),
        structure: slug,
        email: 'membre@dora.example.org',
        isAdmin: true,
        createdAt: 1,
      }
      state.members.push({ ...member, invitedByAdmin: null })
    }
  }
  const moderated = state.structures.get('structure-exemple-35-120')
  if (moderated) moderated.moderationStatus = 'NEED_INITIAL_MODERATION'
})
afterAll(() => sandbox.close())

/** DORA's team reads these, and the search of another source: the bot never does. */
const NOT_REPLAYED = ['services-admin, une fiche', 'fiche d’une autre source']
const exchanges = recordedExchanges(['07']).filter(
  ({ title, response }) => !(NOT_REPLAYED.includes(title) && response.status === 200),
)

test.each(exchanges.map(exchange => [`${exchange.title} (${exchange.as})`, exchange] as const))(
  '%s',
  async (_title, exchange) => {
    sandbox.state.dataInclusion = exchange.scenario === 'recherche' ? null : { others: [] }
    const got = await send(sandbox, exchange)
    const { status, headers, body, text } = exchange.response
    expect(got.status, JSON.stringify(got.body).slice(0, 300)).toBe(status)
    if (status >= 400) expect(got.body).toEqual(body ?? text)
    else expect(unlike(body, got.body)).toEqual([])
    expect(links(got.body)).toEqual(links(body))
    if (exchange.scenario !== 'recherche, data·inclusion simulé')
      expect(got.headers.get('allow')).toBe(headers.allow ?? null)
  },
)

/** Queries of the links of a page, in their order. */
function links(body: unknown): (string | null)[] {
  if (body === null || typeof body !== 'object' || !('next' in body) || !('previous' in body)) return []
  return [body.next, body.previous].map(link =>
    typeof link === 'string' ? link.replace(/^https?:\/\/[^/]*/, '') : null,
  )
}
