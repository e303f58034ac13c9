import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { type Exchange, recordedExchanges, withoutChance } from './exchanges.ts'
import { recordedBase } from './recorded-base.ts'
import { send } from './send.ts'
import { unlike } from './unlike.ts'

/** Exchanges recorded on a DORA that already held something: members, visibility, contacts, every field, models. */
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Known only of the whole base of the recording, not of the few structures of ours. */
const OF_THE_CROWD = /^qui suis-je|^tableau de bord, à modérer|"structure-exemple-35-3"/

describe.each(['08', '09'])('%s', file => {
  let sandbox: Sandbox
  /** Ids of the recording, as ours. */
  const ids = new Map<string, string>()
  beforeAll(async () => {
    sandbox = await startSandbox({
      seed: 'empty',
      quotaPerMinute: 10_000,
      anonymousQuotaPerMinute: 10_000,
      clock: manualClock('2026-11-28T05:00:00.123Z'),
    })
    await recordedBase(sandbox)
  })
  afterAll(() => sandbox.close())

  /** Asked for by its id without having been read with it: the service that the exchanges of 09 make. */
  const madeHere = (id: string): string =>
    [...sandbox.state.services.values()].some(service => service.id === id) || file === '08'
      ? id
      : (sandbox.state.services.get('exemple-avec-membre-champs-oublies')?.id ?? id)

  test.each(recordedExchanges([file]).map(exchange => [`${exchange.title} (${exchange.as})`, exchange] as const))(
    '%s',
    async (_title, exchange) => {
      const path = exchange.request.path.replace(UUID, id => ids.get(id) ?? madeHere(id))
      const got = await send(sandbox, { ...exchange, request: { ...exchange.request, path } })
      const { status, headers, body, text } = exchange.response
      expect(got.status, JSON.stringify(got.body)).toBe(status)
      learn(body, got.body, ids)
      const ofTheCrowd = OF_THE_CROWD.test(`${exchange.title} ${JSON.stringify(body ?? '')}`)
      if (ofTheCrowd) expect(unlike(body, got.body)).toEqual([])
      else expect(comparable(got.body)).toEqual(comparable(whole(exchange)))
      for (const name of ['location', 'allow', 'www-authenticate', 'content-type'])
        expect(got.headers.get(name), name).toBe(headers[name] ?? null)
      if (text === undefined) expect(body).toBeDefined()
    },
  )
})

/** The recording cut lists of choices to six; the sandbox gives them whole. */
function whole({ request, response }: Exchange): unknown {
  return request.method === 'OPTIONS' ? withoutChoices(response.body) : (response.body ?? response.text ?? '')
}

function withoutChoices(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutChoices)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'choices')
      .map(([key, inner]) => [key, withoutChoices(inner)]),
  )
}

function comparable(value: unknown): unknown {
  const read = value !== null && typeof value === 'object' && 'actions' in value ? withoutChoices(value) : value
  const text = JSON.stringify(read)
    .replace(UUID, '<id>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z/g, '<instant>')
    .replace(/"http[^"]*?(exemple-avec-membre\/fiche\.pdf)\?[^"]*"/g, '"<signed>$1"')
    .replace(/http:\/\/localhost:3000|https:\/\/dora\.example\.org/g, '<site>')
  return withoutChance(JSON.parse(text))
}

/** Pairs the ids of two bodies of the same shape. */
function learn(recorded: unknown, got: unknown, ids: Map<string, string>): void {
  if (recorded === null || typeof recorded !== 'object' || got === null || typeof got !== 'object') return
  for (const [key, value] of Object.entries(recorded)) {
    const other = (got as Record<string, unknown>)[key]
    if (key === 'id' && typeof value === 'string' && typeof other === 'string') ids.set(value, other)
    else learn(value, other, ids)
  }
}
