import * as client from 'openid-client'
import { Email } from './access.ts'
import type { Departure } from './departure.ts'

/** An identity provider in the shape of ProConnect: OpenID Connect, code flow, PKCE, `email` from userinfo. */
export interface OidcSettings {
  /** Address of the issuer, whose `.well-known/openid-configuration` is read at the first sign-in. */
  issuer: string
  clientId: string
  clientSecret: string
}

export interface Oidc {
  /** Where to send the person, and what to remember. */
  leave(callback: string, next: string): Promise<{ url: string; departure: Departure }>
  /** The address that the provider vouches for; null when the answer is not the one to what was asked, or says that the address is not verified. */
  comeBack(current: URL, departure: Departure): Promise<string | null>
}

export function createOidc(settings: OidcSettings): Oidc {
  const server = new URL(settings.issuer)
  // Only an issuer on this very machine (a test) may be reached in the clear.
  const local = server.protocol === 'http:' && server.hostname === '127.0.0.1'
  let found: Promise<client.Configuration> | null = null
  function discover(): Promise<client.Configuration> {
    found ??= client.discovery(server, settings.clientId, settings.clientSecret, undefined, {
      timeout: 10,
      // Signatures are checked although the specification lets TLS stand for them.
      execute: [client.enableNonRepudiationChecks, ...(local ? [client.allowInsecureRequests] : [])],
    })
    found.catch(() => {
      found = null
    })
    return found
  }
  return {
    async leave(callback, next) {
      const departure = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        next,
      }
      const url = client.buildAuthorizationUrl(await discover(), {
        redirect_uri: callback,
        scope: 'openid email',
        state: departure.state,
        nonce: departure.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(departure.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, departure }
    },
    async comeBack(current, departure) {
      const config = await discover()
      try {
        const tokens = await client.authorizationCodeGrant(config, current, {
          expectedState: departure.state,
          expectedNonce: departure.nonce,
          pkceCodeVerifier: departure.verifier,
          idTokenExpected: true,
        })
        const subject = tokens.claims()?.sub
        if (subject === undefined) return null
        const person = await client.fetchUserInfo(config, tokens.access_token, subject)
        const email = Email.safeParse(person.email)
        return email.success && person.email_verified !== false ? email.data : null
      } catch (error) {
        if (error instanceof client.ClientError || error instanceof client.AuthorizationResponseError) return null
        if (error instanceof client.ResponseBodyError) return null
        throw error
      }
    },
  }
}
