import { expect, test } from 'vitest'
import { apart } from '../../src/harvest/apart/apart-connector.ts'
import { connectorFor } from '../../src/harvest/connectors/index.ts'
import { readSpreadsheetApart } from '../../src/portal/declare/read-spreadsheet-apart.ts'
import { type Bomb, QUICK_BOMBS, SHEET_BOMBS } from '../harvest/bombs.ts'
import { harvestAll, startSite, testFetcher } from '../harvest/test-site.ts'

const MIB = 1024 * 1024

async function watched<T>(work: Promise<T>): Promise<{ value: T; pause: number }> {
  let pause = 0
  let last = performance.now()
  const timer = setInterval(() => {
    pause = Math.max(pause, performance.now() - last)
    last = performance.now()
  }, 10)
  const value = await work
  clearInterval(timer)
  return { value, pause }
}

test.each(QUICK_BOMBS.map(bomb => [bomb.name, bomb] as const))('a partner’s file – %s', async (_, bomb: Bomb) => {
  const site = await startSite({ '/piege': { body: bomb.body() } })
  const { connector, settings } = connectorFor(bomb.harvest)
  const before = process.memoryUsage.rss()
  const { value, pause } = await watched(
    harvestAll(
      { ...apart(connector), parse: () => settings },
      { address: `${site.url}/piege`, settings },
      { fetcher: testFetcher({ limits: { wholeMs: 20_000, firstByteMs: 20_000 } }) },
    ),
  )
  await site.close()
  expect(pause).toBeLessThan(5000)
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * MIB)
  const { outcome } = value
  const told =
    outcome.state === 'failed'
      ? outcome.message
      : outcome.state === 'partial'
        ? (outcome.reasons[0]?.message ?? '')
        : ''
  expect(told).toContain('/piege')
  expect(told).toMatch(/400 Mo|20\s?s|1[\s\u202F]000|200[\s\u202F]000/u)
})

test.each(QUICK_BOMBS.filter(bomb => SHEET_BOMBS.includes(bomb)).map(bomb => [bomb.name, bomb] as const))(
  'an upload – %s',
  async (_, bomb) => {
    const { value, pause } = await watched(readSpreadsheetApart(bomb.body(), 'piege.ods', '2026-11-30'))
    expect(pause).toBeLessThan(5000)
    expect(value).toMatchObject({ ok: false, message: expect.stringMatching(/piege\.ods.*la limite/u) })
  },
)

test('columns and members named __proto__, constructor and prototype are data, from one process to the other', async () => {
  const site = await startSite({
    '/t.csv': 'id;nom;__proto__;constructor;prototype\n1;Atelier;un;deux;trois\n',
    '/t.json': '[{"id":1,"__proto__":"un","constructor":"deux","prototype":"trois","hasOwnProperty":"quatre"}]',
  })
  for (const [path, harvest] of [
    ['/t.csv', { kind: 'csv', key: 'id' }],
    ['/t.json', { kind: 'json', key: 'id' }],
  ] as const) {
    const { connector, settings } = connectorFor(harvest)
    const { offers, outcome } = await harvestAll(
      { ...apart(connector), parse: () => settings },
      { address: `${site.url}${path}`, settings },
    )
    expect(outcome.state).toBe('complete')
    const words = (name: string) => offers[0]?.fields[name]?.[0]?.words
    expect([words('__proto__'), words('constructor'), words('prototype')]).toEqual(['un', 'deux', 'trois'])
  }
  await site.close()
  expect(({} as Record<string, unknown>).un).toBeUndefined()
})
