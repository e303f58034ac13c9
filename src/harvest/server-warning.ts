import { type Rejection, rejectionAt } from '../common/rejection.ts'

/** What a server of PHP prints where its page should begin or end, when something went wrong and nobody told it to keep that for itself. */
const LEVEL =
  '(?:PHP )?(?:Warning|Notice|Deprecated|Strict Standards|(?:Catchable |Recoverable )?Fatal error|Parse error|User (?:warning|notice|deprecated))'
const BREAKS = '(?:\\s|<br\\s*/?>)*'
const PRINTED = `${BREAKS}(?:<b>)?${LEVEL}(?:</b>)?\\s*:\\s[\\s\\S]{1,4000}?\\bon line (?:<b>)?\\d+(?:</b>)?${BREAKS}`
/** The same, drawn as a table by a tool of developers. */
const DRAWN = `${BREAKS}(?:<font size='1'>)?<table class='xdebug-error[\\s\\S]{1,20000}?</table>(?:</font>)?${BREAKS}`
const FIRST = new RegExp(`^\\uFEFF?(?:${PRINTED}|${DRAWN})`, 'i')
/** The end of JSON, where a warning may follow. */
const END = new RegExp(`[\\]}](?=${BREAKS}(?:<b>)?${LEVEL}(?:</b>)?\\s*:)`, 'gi')
const BEGINS = new RegExp(
  `^\\uFEFF?${BREAKS}(?:<b>)?${LEVEL}(?:</b>)?\\s*:|^\\uFEFF?${BREAKS}(?:<font size='1'>)?<table class='xdebug`,
  'i',
)

/** Warnings looked at, and the characters in which they stand. */
const MOST = 100
export const WARNINGS_WITHIN = 64 * 1024

export interface Warned {
  /** The first warning, in its words without markup; null when there is none. */
  warning: string | null
  /** What is left without them. */
  rest: string
}

/** A text without the warnings that a server printed before it. */
export function withoutWarning(text: string): Warned {
  if (!BEGINS.test(text.slice(0, 200))) return { warning: null, rest: text }
  let rest = text
  let warning: string | null = null
  for (let count = 0; count < MOST; count += 1) {
    const found = FIRST.exec(rest.slice(0, WARNINGS_WITHIN))?.[0]
    if (found === undefined) break
    warning ??= bare(found)
    rest = rest.slice(found.length)
  }
  return { warning, rest }
}

/** The same of JSON, whose end is known: what a server printed after it goes too. */
export function withoutWarningsAround(text: string): Warned {
  const { warning, rest } = withoutWarning(text)
  const from = Math.max(0, rest.length - WARNINGS_WITHIN)
  const tail = rest.slice(from)
  if (!/on line/i.test(tail)) return { warning, rest }
  for (const { index } of [...tail.matchAll(END)].slice(-MOST)) {
    const after = withoutWarning(tail.slice(index + 1))
    if (after.warning !== null && after.rest.trim() === '')
      return { warning: warning ?? after.warning, rest: rest.slice(0, from + index + 1) }
  }
  return { warning, rest }
}

const WITHIN = new RegExp(`${PRINTED}|${DRAWN}`, 'gi')

/** A text without the warnings that a server printed in the middle of it. */
export function withoutWarningsWithin(text: string): Warned {
  if (!/on line/i.test(text)) return { warning: null, rest: text }
  let warning: string | null = null
  const rest = text.replace(WITHIN, found => {
    warning ??= bare(found)
    return ' '
  })
  return { warning, rest }
}

/** Pieces of a text without the warnings before it; `tell` is called once with the first, before the first piece comes. */
export async function* afterWarning(
  pieces: AsyncIterable<string>,
  tell: (warning: string) => void,
): AsyncGenerator<string> {
  let head: string | null = ''
  for await (const piece of pieces) {
    if (head === null) {
      yield piece
      continue
    }
    head += piece
    if (head.length < WARNINGS_WITHIN && (head.length < 200 || BEGINS.test(head.slice(0, 200)))) continue
    yield opened(head)
    head = null
  }
  if (head !== null) yield opened(head)

  function opened(text: string): string {
    const { warning, rest } = withoutWarning(text)
    if (warning !== null) tell(warning)
    return rest
  }
}

/** What is said of a document that was read all the same: nobody knows whether its server gave everything. */
export const serverWarned = (address: string, warning: string): Rejection =>
  rejectionAt('avertissement-du-serveur', address, {
    received: warning.slice(0, 200),
    expected: 'les données seules',
    message: `Le serveur du partenaire écrit un avertissement au milieu de ses données (« ${warning.slice(0, 120)} ») : ce qui l’entoure est lu, mais peut être incomplet, et rien n’est retiré d’après cette lecture. À qui tient le site de corriger cette erreur de PHP.`,
    whose: 'partenaire',
  })

/** Words of a warning on one line, without markup nor the folders of the server. */
const bare = (printed: string): string =>
  printed
    .replace(/<[^>]{0,300}>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\(\s*!\s*\)\s*/g, '')
    .replace(/ in \S*[/\\](?=\S+ on line)/g, ' in ')
    .trim()
