import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { sha256 } from '../../common/digest.ts'

/** 256 bits from the system, in 43 characters that an address may carry. */
export type NewToken = () => string

export const randomToken: NewToken = () => randomBytes(32).toString('base64url')

/** What is stored of a token. A fast hash is enough: nobody guesses 256 random bits. */
export function hashToken(token: string): string {
  return sha256(token)
}

/** Keyed fingerprint of `message`, base64url. */
export function mac(secret: string, message: string): string {
  return createHmac('sha256', secret).update(message).digest('base64url')
}

/** Equality whose duration tells nothing of where two texts differ. */
export function sameText(a: string, b: string): boolean {
  const left = createHmac('sha256', 'compare').update(a).digest()
  const right = createHmac('sha256', 'compare').update(b).digest()
  return timingSafeEqual(left, right)
}
