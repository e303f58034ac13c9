import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { dora } from './cli.ts'

let data: string
let sandbox: Sandbox
let asked: URL[]
let geocoder: ReturnType<typeof createServer>
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'geocoder-'))
  sandbox = await startSandbox({ quotaPerMinute: 10_000 })
  asked = []
  // Knows the first address of each commune; is down for the others.
  geocoder = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1')
    asked.push(url)
    const properties = { score: 0.92, type: 'housenumber', citycode: url.searchParams.get('citycode') }
    const geometry = { type: 'Point', coordinates: [-1.681234, 48.111111] }
    if (properties.citycode !== '35238') response.writeHead(503).end()
    else response.end(JSON.stringify({ features: [{ type: 'Feature', geometry, properties }] }))
  })
  await new Promise<void>(resolve => geocoder.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await new Promise(resolve => geocoder.close(resolve))
  await sandbox.close()
  rmSync(data, { recursive: true, force: true })
})

test('`GEOCODER_URL`: a pass asks for the addresses without coordinates, once, and DORA has their points; what it does not answer is at the centre', async () => {
  const env = {
    DORA_URL: sandbox.url,
    DORA_TOKEN: sandbox.tokens.gestionnaire35,
    DORA_QUOTA: '6000',
    DORA_SYNC_SITES: 'samples',
    DORA_SYNC_DATA: data,
    LOG_LEVEL: 'silent',
    GEOCODER_URL: `http://127.0.0.1:${(geocoder.address() as AddressInfo).port}/search/`,
  }
  const first = await dora(['sync', 'adie'], env)
  expect(first.code, first.stderr).toBe(0)
  expect(
    asked.map(url => `${url.pathname} ${url.searchParams.get('q')} ${url.searchParams.get('citycode')}`).sort(),
  ).toEqual(['/search/ 12 boulevard des Exemples 35238', '/search/ 2 quai des Exemples 35288'])
  const places = [...sandbox.state.services.values()]
    .filter(({ address1, geom }) => /des Exemples$/.test(address1) && geom !== null)
    .map(({ cityCode, geom }) => [cityCode, geom])
  expect(Object.fromEntries(places)).toEqual({ '35238': [-1.68123, 48.11111], '35288': [-1.9806, 48.6398] })
}, 60_000)
