import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAKE_CLIENT, type FakeProvider, startFakeProvider } from '../../../test/portal/fake-provider.ts'
import { createOidc } from './oidc.ts'

const BACK = 'http://127.0.0.1/connexion/retour'
let provider: FakeProvider
beforeAll(async () => {
  provider = await startFakeProvider()
})
afterAll(() => provider.close())
const oidc = () => createOidc({ issuer: provider.issuer, ...FAKE_CLIENT })

test('whoever signs in over there comes back with the address that is vouched for', async () => {
  const client = oidc()
  const { url, departure } = await client.leave(BACK, '/offres')
  expect(departure.next).toBe('/offres')
  expect(await client.comeBack(new URL(provider.signIn(url)), departure)).toBe('camille@example.org')
})

test('a code that was never given, one for another departure and a refusal over there open nothing, and break nothing', async () => {
  const client = oidc()
  const { url, departure } = await client.leave(BACK, '/')
  const back = new URL(provider.signIn(url))
  const invented = new URL(back)
  invented.searchParams.set('code', 'invented')
  expect(await client.comeBack(invented, departure)).toBeNull()
  expect(await client.comeBack(back, { ...departure, state: 'another' })).toBeNull()
  const refused = new URL(`${BACK}?error=access_denied&state=${departure.state}`)
  expect(await client.comeBack(refused, departure)).toBeNull()
})

test('an issuer in the clear is never asked, but on this very machine', async () => {
  const far = createOidc({ issuer: 'http://localhost:9', ...FAKE_CLIENT })
  await expect(far.leave(BACK, '/')).rejects.toMatchObject({ code: 'OAUTH_HTTP_REQUEST_FORBIDDEN' })
})

test('a provider that is down is said to be so, and is asked again at the next sign-in', async () => {
  let up = false
  const server: Server = createServer((_, response) => {
    response.writeHead(up ? 200 : 503, { 'content-type': 'application/json' })
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const endpoints = { authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t`, jwks_uri: `${issuer}/j` }
    response.end(JSON.stringify({ issuer, ...endpoints }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const client = createOidc({ issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...FAKE_CLIENT })
  await expect(client.leave(BACK, '/')).rejects.toThrow()
  up = true
  const { url, departure } = await client.leave(BACK, '/')
  expect(url).toContain('/a?')
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  // Nobody there when the person comes back: that is no «unknown address».
  const back = new URL(`${BACK}?code=x&state=${departure.state}&iss=x`)
  back.searchParams.delete('iss')
  await expect(client.comeBack(back, departure)).rejects.toThrow()
})
