import type { CheerioAPI } from 'cheerio'

const AT = String.raw`\s{0,3}(?:[[({<]\s{0,3}(?:at|arobase|arobas|chez|a|@)\s{0,3}[\])}>]|\.{2}åt\.{2}|\sarobase?\s)\s{0,3}`
const DOT = String.raw`(?:\s{0,3}[[({]\s{0,3}(?:dot|point|pt|\.)\s{0,3}[\])}]\s{0,3}|\.)`
const SPELLED = new RegExp(String.raw`([\w.+-]{1,64})(?:${AT}|@)((?:[\w-]{1,63}${DOT}){1,5}[a-z]{2,12})(?![\w@])`, 'gi')
const DOTS = new RegExp(DOT, 'gi')
/** Every sign in words: «contact arobase asso point org». */
const IN_WORDS =
  /([\w.+-]{1,64})\s(?:arobase?|at)\s([\w-]{1,63}(?:\s(?:point|dot)\s[\w-]{1,63}){0,3}\s(?:point|dot)\s(?:fr|org|com|net|eu|bzh|info))\b/gi

/** Joomla's sentence in place of an address that only a script writes. */
const HIDDEN =
  /(?:Cette adresse e-?mail est protégée contre les robots spammeurs|This email address is being protected from spambots)\.[^.\n]{0,100}JavaScript[^.\n]{0,100}\./gi

/** «contact [at] asso.org», «contact(arobase)asso(point)org» as addresses; a sentence that only says that an address is hidden goes. */
export function spelledEmails(text: string): string {
  return text
    .replace(HIDDEN, '')
    .replace(IN_WORDS, (_, name: string, host: string) => `${name}@${host.replace(/\s(?:point|dot)\s/gi, '.')}`)
    .replace(SPELLED, (_, name: string, host: string) => `${name}@${host.replace(DOTS, '.')}`)
}

const PROTECTED = /cfemail|email-protection|joomla-hidden-mail|spancrypt/

/** Writes plainly, in a page or a piece of one, the e-mail addresses that Cloudflare, Joomla and SPIP hide from robots. */
export function revealEmails($: CheerioAPI, source: string): void {
  if (!PROTECTED.test(source)) return
  $('[data-cfemail]').each((_, element) => {
    const address = fromCloudflare($(element).attr('data-cfemail') ?? '')
    if (address === null) return
    $(element).text(address)
    if ($(element).is('a')) $(element).attr('href', `mailto:${address}`)
  })
  $('a[href*="/cdn-cgi/l/email-protection#"]').each((_, element) => {
    const address = fromCloudflare(($(element).attr('href') ?? '').split('#')[1] ?? '')
    if (address !== null) $(element).attr('href', `mailto:${address}`)
  })
  $('joomla-hidden-mail').each((_, element) => {
    const part = (name: string) => Buffer.from($(element).attr(name) ?? '', 'base64').toString('utf8')
    const address = `${part('first')}@${part('last')}`
    if (isAddress(address)) $(element).text(address)
  })
  $('.spancrypt').text('@')
}

/** Cloudflare writes the address in hexadecimal, every byte mixed with the first (exclusive or). */
function fromCloudflare(hex: string): string | null {
  if (!/^(?:[0-9a-f]{2}){4,200}$/i.test(hex)) return null
  const [key = 0, ...bytes] = Buffer.from(hex, 'hex')
  const address = Buffer.from(bytes.map(byte => byte ^ key)).toString('utf8')
  return isAddress(address) ? address : null
}

const isAddress = (text: string): boolean => /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text)
