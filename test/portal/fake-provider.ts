import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'

/** A small OpenID Connect provider on 127.0.0.1: one person, code flow with PKCE, RS256. */
export interface FakeProvider {
  issuer: string
  /** Who signs in next, and how the provider may lie. */
  person: { sub: string; email: string; email_verified?: boolean }
  lie: { nonce?: string; audience?: string; key?: boolean }
  /** What a person's browser does there: follows the address, comes back with a code. @returns address of the way back */
  signIn(address: string): string
  close(): Promise<void>
}

const CLIENT = { id: 'portail', secret: 'tres-secret' }
export const FAKE_CLIENT = { clientId: CLIENT.id, clientSecret: CLIENT.secret }

export async function startFakeProvider(): Promise<FakeProvider> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const others = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, { nonce: string; challenge: string; redirect: string }>()
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', fake.issuer)
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    if (url.pathname === '/.well-known/openid-configuration')
      return answer(200, {
        issuer: fake.issuer,
        authorization_endpoint: `${fake.issuer}/authorize`,
        token_endpoint: `${fake.issuer}/token`,
        userinfo_endpoint: `${fake.issuer}/userinfo`,
        jwks_uri: `${fake.issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (url.pathname === '/jwks')
      return answer(200, {
        keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }],
      })
    if (url.pathname === '/userinfo') return answer(200, fake.person)
    if (url.pathname !== '/token') return answer(404, {})
    const form = new URLSearchParams(await bodyOf(request))
    const known = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (!known || challenge !== known.challenge || form.get('redirect_uri') !== known.redirect)
      return answer(400, { error: 'invalid_grant' })
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: fake.issuer,
      sub: fake.person.sub,
      aud: fake.lie.audience ?? CLIENT.id,
      iat: now,
      exp: now + 60,
      nonce: fake.lie.nonce ?? known.nonce,
    }
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const head = `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}`
    const signature = sign('sha256', Buffer.from(head), fake.lie.key ? others.privateKey : keys.privateKey).toString(
      'base64url',
    )
    return answer(200, { access_token: 'a', token_type: 'Bearer', id_token: `${head}.${signature}` })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const fake: FakeProvider = {
    issuer: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    person: { sub: 's1', email: 'camille@example.org', email_verified: true },
    lie: {},
    signIn(asked) {
      const { searchParams } = new URL(asked)
      const code = `code-${codes.size}-${searchParams.get('state')}`
      const redirect = searchParams.get('redirect_uri') ?? ''
      codes.set(code, {
        nonce: searchParams.get('nonce') ?? '',
        challenge: searchParams.get('code_challenge') ?? '',
        redirect,
      })
      return `${redirect}?${new URLSearchParams({ code, state: searchParams.get('state') ?? '' })}`
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
  return fake
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
