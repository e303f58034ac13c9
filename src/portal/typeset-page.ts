import { typeset } from '../coverage/typeset.ts'

/** What is quoted as it stands, then tags, then text. */
const PARTS = /<(script|style|pre|code|textarea)\b[\s\S]*?<\/\1>|<[^>]*>|[^<]+/g

/**
 * French typography of a whole page: apostrophes, and the no-break spaces that a partner’s text, a message of the ledger or a label left out.
 * Text only: nothing inside a tag, a script, a code, a letter quoted as it is or what somebody types.
 */
export function typesetPage(page: string): string {
  return page.replace(PARTS, part =>
    part.startsWith('<') ? part : typeset(part.replaceAll('&nbsp;', '\u00A0').replaceAll('&#39;', "'")),
  )
}
