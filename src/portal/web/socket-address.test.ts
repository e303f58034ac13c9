import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { PortalEnv } from './env.ts'
import { forwardedAddress, socketAddress } from './socket-address.ts'

const app = new Hono<PortalEnv>()
  .get('/forwarded', c => c.text(forwardedAddress(c)))
  .get('/socket', c => c.text(socketAddress(c)))
const ask = async (path: string, forwarded?: string) =>
  (await app.request(path, forwarded === undefined ? {} : { headers: { 'x-forwarded-for': forwarded } })).text()

test('only what our own proxy added last is believed', async () => {
  expect(await ask('/forwarded', '203.0.113.9, 198.51.100.1')).toBe('198.51.100.1')
  expect(await ask('/forwarded', '198.51.100.1')).toBe('198.51.100.1')
  expect(await ask('/forwarded')).toBe('programme')
  expect(await ask('/socket', '203.0.113.9')).toBe('programme')
})
