import { typeset } from './typeset.ts'

/** What is quoted as it stands, then tags, then text. */
const PARTS = /<(script|style|pre|code|textarea)\b[\s\S]*?<\/\1>|<[^>]*>|[^<]+/g

/** Attributes that a person reads or hears. */
const READ = /(?<=\s(?:aria-label|alt|title|placeholder)=")[^"]+(?=")/g

/**
 * French typography of a whole page: apostrophes, and the no-break spaces that the sources, a partner’s text, a message of the ledger or a label left out.
 * Text and the attributes that say something: nothing else inside a tag, nothing in a script, a code, a letter quoted as it is or what somebody types.
 */
export function typesetPage(page: string): string {
  return page.replace(PARTS, part => {
    if (!part.startsWith('<')) return words(part)
    return /^<(?:script|style|pre|code|textarea)\b/.test(part) ? part : part.replace(READ, words)
  })
}

const words = (text: string): string => typeset(text.replaceAll('&nbsp;', '\u00A0').replaceAll('&#39;', "'"))
