import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { revealEmails } from './emails.ts'

/** As Cloudflare writes it: the first byte is mixed into all others. */
const hex = (address: string) =>
  [0x42, ...Buffer.from(address).map(byte => byte ^ 0x42)].map(byte => byte.toString(16).padStart(2, '0')).join('')
const reveal = (html: string, source = html): string => {
  const $ = load(html, null, false)
  revealEmails($, source)
  return $.html()
}
const ADDRESS = 'contact@asso.org'

describe('Cloudflare', () => {
  test('a link that holds the address says it and writes to it', () => {
    expect(reveal(`<a href="/x" data-cfemail="${hex(ADDRESS)}">[protégée]</a>`)).toBe(
      `<a href="mailto:${ADDRESS}" data-cfemail="${hex(ADDRESS)}">${ADDRESS}</a>`,
    )
  })
  test('words that hold the address say it, and are no link', () => {
    expect(reveal(`<span data-cfemail="${hex(ADDRESS)}">[protégée]</span>`)).toBe(
      `<span data-cfemail="${hex(ADDRESS)}">${ADDRESS}</span>`,
    )
  })
  test('a link to its page that holds the address writes to it, and keeps its words', () => {
    expect(reveal(`<a href="/cdn-cgi/l/email-protection#${hex(ADDRESS)}">Écrire</a>`)).toBe(
      `<a href="mailto:${ADDRESS}">Écrire</a>`,
    )
  })
  test.each([
    ['no hexadecimal', `${hex(ADDRESS)}zz`],
    ['something before', `zz${hex(ADDRESS)}`],
    ['half a byte', hex(ADDRESS).slice(0, -1)],
    ['nothing', ''],
    ['too short', hex('a@')],
    ['no address', hex('asso.org')],
    ['words around', hex('a b@asso.org')],
    ['words after', hex('b@asso.org c')],
  ])('%s: left as it is', (_, code) => {
    const words = `<a href="/x" data-cfemail="${code}">[protégée]</a>`
    const link = `<a href="/cdn-cgi/l/email-protection#${code}">Écrire</a>`
    expect(reveal(words)).toBe(words)
    expect(reveal(link)).toBe(link)
  })
})

describe('Joomla and SPIP', () => {
  const hidden = (first: string, last: string) => {
    const [a, b] = [first, last].map(part => Buffer.from(part).toString('base64'))
    return `<joomla-hidden-mail first="${a}" last="${b}">protégée</joomla-hidden-mail>`
  }
  test('the address in two halves', () => {
    expect(load(reveal(hidden('contact', 'asso.org'))).text()).toBe(ADDRESS)
    expect(load(reveal(hidden('contact', 'asso'))).text()).toBe('protégée')
    expect(load(reveal('<joomla-hidden-mail>protégée</joomla-hidden-mail>')).text()).toBe('protégée')
  })
  test('the sign in a span', () => {
    expect(reveal('a<span class="spancrypt"> chez </span>b.fr')).toBe('a<span class="spancrypt">@</span>b.fr')
  })
})

test('a page that hides nothing is not searched', () => {
  const $ = Object.assign(() => {
    throw new Error('searched')
  }, load('<p>x</p>'))
  expect(() => revealEmails($, '<p>x</p>')).not.toThrow()
})
