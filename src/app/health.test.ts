import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { hasRoom } from './has-room.ts'
import { healthRoutes, serveHealth } from './health.ts'

const metrics = { text: async () => 'figure 1\n', contentType: 'text/plain; version=0.0.4' }

test('ready when everything answers, and the name of what does not', async () => {
  const good = async () => true
  const ready = await healthRoutes({ checks: { ledger: good, redis: good }, metrics }).request('/readyz')
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, away: [] }])
  const broken = { ledger: async () => Promise.reject(new Error('x')), redis: async () => false, dora: good }
  const away = await healthRoutes({ checks: broken, metrics }).request('/readyz')
  expect([away.status, await away.json()]).toEqual([503, { ready: false, away: ['ledger', 'redis'] }])
  expect((await healthRoutes({ checks: broken, metrics }).request('/livez')).status).toBe(200)
})

test('figures as Prometheus reads them; a taken port is told in French', async () => {
  const app = healthRoutes({ checks: {}, metrics })
  const server = await serveHealth(app, { host: '127.0.0.1', port: 0 })
  const answer = await fetch(`${server.url}/metrics`)
  expect(await answer.text()).toBe('figure 1\n')
  expect(answer.headers.get('content-type')).toContain('version=0.0.4')
  const port = Number(new URL(server.url).port)
  await expect(serveHealth(app, { host: '127.0.0.1', port })).rejects.toThrow(/HEALTH_PORT/)
  await server.close()
})

test('a disk that is nearly full is not ready, and is named', async () => {
  expect(await hasRoom(tmpdir())).toBe(true)
  const disk = () => hasRoom('/x', async () => ({ bavail: 1000, bsize: 4096 }))
  const full = await healthRoutes({ checks: { disk }, metrics }).request('/readyz')
  expect([full.status, await full.json()]).toEqual([503, { ready: false, away: ['disk'] }])
})
