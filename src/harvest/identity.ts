/** Who the bot says it is, to sites and to the people behind them. */
export interface Identity {
  /** Product token: what a site writes after `User-agent:` in its robots.txt. */
  product: string
  version: string
  /** Public page about the bot (`/robot` of the portal). */
  page: string
  /** E-mail address or page of a person who answers. */
  contact: string
  /** The `User-Agent` header. */
  userAgent: string
}

/** Product token, RFC 9309: letters, `-` and `_` only. */
export const PRODUCT = 'DoraSyncBot'

/** @param facts.page absolute address of the portal's `/robot` page */
export function createIdentity(facts: { version: string; page: string; contact: string }): Identity {
  return {
    product: PRODUCT,
    ...facts,
    userAgent: `${PRODUCT}/${headerSafe(facts.version)} (+${headerSafe(facts.page)}; ${headerSafe(facts.contact)})`,
  }
}

/** A header carries visible ASCII only; parentheses would close the comment. */
function headerSafe(text: string): string {
  return text.replace(/[^\x21-\x27\x2A-\x7E]/g, '')
}
