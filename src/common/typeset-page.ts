import { remember } from './remember.ts'
import { typeset } from './typeset.ts'

/** What is quoted as it stands, from its tag on. */
const QUOTED = /<(script|style|pre|code|textarea)\b/y

/** Attributes that a person reads or hears. */
const READ = /(?<=\s(?:aria-label|alt|title|placeholder)=")[^"]+(?=")/g
const IS_READ = /\s(?:aria-label|alt|title|placeholder)="/

/**
 * French typography of a whole page: apostrophes, and the no-break spaces that the sources, a partner’s text, a message of the ledger or a label left out.
 * Text and the attributes that say something: nothing else inside a tag, nothing in a script, a code, a letter quoted as it is or what somebody types.
 */
export function typesetPage(page: string): string {
  let made = ''
  for (let at = 0; at < page.length; ) {
    const open = page.indexOf('<', at)
    const end = open < 0 ? page.length : open
    if (end > at) made += words(page.slice(at, end))
    if (open < 0) break
    at = endOfTag(page, open)
    const tag = page.slice(open, at)
    made += IS_READ.test(tag) && !isQuoted(page, open) ? tag.replace(READ, words) : tag
  }
  return made
}

/** Behind the tag that opens there, with the text it quotes; a sign that opens none is passed over alone. */
function endOfTag(page: string, open: number): number {
  QUOTED.lastIndex = open
  const [, name] = QUOTED.exec(page) ?? []
  const quoted = name === undefined ? -1 : page.indexOf(`</${name}>`, open)
  if (name !== undefined && quoted >= 0) return quoted + name.length + 3
  const close = page.indexOf('>', open)
  return close < 0 ? open + 1 : close + 1
}

function isQuoted(page: string, open: number): boolean {
  QUOTED.lastIndex = open
  return QUOTED.test(page)
}

/** What a frame, a list or a form says comes again on each page. */
const typesetOnce = remember(typeset, 2000)

function words(text: string): string {
  return typesetOnce(text.includes('&') ? text.replaceAll('&nbsp;', '\u00A0').replaceAll('&#39;', "'") : text)
}
