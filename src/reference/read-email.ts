import { domainToASCII, domainToUnicode } from 'node:url'
import { remember } from '../common/remember.ts'
import { type Reading, read, refuse } from './fault.ts'

const LONGEST_PRETTY = 2048
const LONGEST_ADDRESS = 254
const LONGEST_DOMAIN = 253
const LONGEST_LABEL = 63

const NAME = "[\\p{L}\\p{N}_.!#$%&'*+\\-/=?^`{|}~]"
const BLANK = '[\\s\\u001c-\\u001f\\u0085]'
const BLANKS_AROUND = new RegExp(`^${BLANK}+|${BLANK}+$`, 'gu')
const PRETTY = new RegExp(
  `^${BLANK}*(?:((?:${NAME}+${BLANK}+)*${NAME}+)|"((?:[^"]|")+)")?${BLANK}*<(.+)>${BLANK}*$`,
  'u',
)
const ATEXT = "a-zA-Z0-9_!#$%&'*+\\-/=?^`{|}~"
/** What needs no look: small letters, no long part. */
const PLAIN = /^[a-z\d_]+(?:[.+-][a-z\d_]+)*@[a-z\d]+(?:[.-][a-z\d]+)*\.[a-z]{2,}$/
const PLAIN_LONGEST = 63
const RESERVED_END = /[@.](?:arpa|invalid|local|localhost|onion|test)$/
const LOCAL = new RegExp(`^[${ATEXT}]+(?:\\.[${ATEXT}]+)*$`)
const LOCAL_INTERNATIONAL = new RegExp(`^[${ATEXT}\\u0080-\\u{10FFFF}]+(?:\\.[${ATEXT}\\u0080-\\u{10FFFF}]+)*$`, 'u')
const HOSTNAME = /^(?:(?:[a-zA-Z0-9][a-zA-Z0-9-]*)?[a-zA-Z0-9])(?:\.(?:(?:[a-zA-Z0-9][a-zA-Z0-9-]*)?[a-zA-Z0-9]))*$/
const RESERVED = ['arpa', 'invalid', 'local', 'localhost', 'onion', 'test']
/** Mailboxes that RFC 2142 makes case-insensitive. */
const ROLES = new Set(
  'info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster www uucp ftp'.split(' '),
)

/**
 * An e-mail address as the official package accepts it: RFC 5322 dot-atom before the @ (international letters too), a public domain with a
 * period after it; `Foo <a@b.fr>` is reduced to the address; domain in lower case. No look-up on the network.
 * Errors: `string_type`, `value_error` (rule `email`).
 */
export function readEmail(raw: unknown): Reading<string> {
  if (typeof raw !== 'string') return refuse('string_type', raw)
  if (raw.length <= PLAIN_LONGEST && PLAIN.test(raw) && !RESERVED_END.test(raw)) return read(raw)
  const address = parsed(raw)
  return address === null ? refuse('value_error', raw, { rule: 'email' }) : read(address)
}

/** One address serves all the offers of an organisation. */
const parsed = remember(parse)

function parse(raw: string): string | null {
  if (!raw.isWellFormed() || [...raw].length > LONGEST_PRETTY || /[\r\n]/.test(raw)) return null
  const pretty = raw.includes('<') ? PRETTY.exec(raw) : null
  const email = (pretty?.[3] ?? raw).replace(BLANKS_AROUND, '')
  const at = email.indexOf('@')
  if (at < 0 || /^[@"<]|^[^@]*</.test(email)) return null
  const local = readLocal(email.slice(0, at))
  const domain = readDomain(email.slice(at + 1))
  if (local === null || domain === null) return null
  const whole = `${local}@${domain.shown}`
  const octets = new TextEncoder().encode(whole).length
  return [...whole].length > LONGEST_ADDRESS ||
    octets > LONGEST_ADDRESS ||
    `${local}@${domain.ascii}`.length > LONGEST_ADDRESS
    ? null
    : whole
}

function readLocal(local: string): string | null {
  if (LOCAL.test(local)) return ROLES.has(local.toLowerCase()) ? local.toLowerCase() : local
  if (!LOCAL_INTERNATIONAL.test(local) || unsafe(local)) return null
  const normal = local.normalize('NFC')
  return LOCAL_INTERNATIONAL.test(normal) && !unsafe(normal) ? normal : null
}

function readDomain(raw: string): { shown: string; ascii: string } | null {
  if ([...raw].length > LONGEST_DOMAIN || !/^[a-zA-Z0-9\-.\u0080-\u{10FFFF}]+$/u.test(raw) || unsafe(raw)) return null
  const domain = !/[^\p{ASCII}]/u.test(raw)
    ? raw.toLowerCase()
    : raw
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\u3002\uFF0E\uFF61]/g, '.')
  if (/^[.-]|[.-]$|\.\.|\.-|-\./.test(domain)) return null
  if (domain.split('.').some(label => /^(?!xn)..--/i.test(label))) return null
  const ascii = HOSTNAME.test(domain) ? domain : international(domain)
  if (ascii === null || !HOSTNAME.test(ascii) || ascii.length > LONGEST_DOMAIN) return null
  if (ascii.split('.').some(label => label.length > LONGEST_LABEL)) return null
  if (!ascii.includes('.') || !/[A-Za-z]$/.test(ascii)) return null
  if (RESERVED.some(name => ascii === name || ascii.endsWith(`.${name}`))) return null
  const shown = ascii.includes('xn--') ? domainToUnicode(ascii) : ascii
  return shown === '' || /(^|\.)xn--/.test(shown) ? null : { shown, ascii }
}

/** IDNA 2008 keeps to letters, marks, digits and hyphens. */
function international(domain: string): string | null {
  if (!/^[\p{L}\p{M}\p{Nd}.-]+$/u.test(domain)) return null
  return domainToASCII(domain) || null
}

/** Controls, private use, unassigned, separators, or a combining mark first. */
function unsafe(text: string): boolean {
  return /^\p{M}|[^\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(text)
}
