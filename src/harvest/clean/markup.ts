import { load } from '../../common/markup.ts'

const ELEMENTS = new Set(
  (
    'a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button canvas caption center cite code col colgroup ' +
    'data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header ' +
    'hgroup hr html i iframe img input ins kbd label legend li link main map mark menu meta meter nav nobr noscript object ol optgroup option output p param ' +
    'picture pre progress q rp rt ruby s samp script search section select small source span strike strong style sub summary sup svg table tbody td template ' +
    'textarea tfoot th thead time title tr track tt u ul var video wbr xml'
  ).split(' '),
)
const NAMED = /<\/?([a-z][\w:-]{0,60})(?=[\s/>])/gi
/** An angle bracket, with the name that follows it when one does; comments and processing instructions aside. */
const ANGLE = /<(?![!?])(?:\/?([a-z][\w:-]{0,60})(?=[\s/>]))?/gi
const ENTITY = /&(?:[a-z][a-z\d]{1,30}|#\d{1,7}|#x[\da-f]{1,6});/i
const ESCAPED_TAG = /&lt;(\/?)([a-z][a-z\d]*)((?:\s(?:(?!&gt;|[<>]).){0,500})?\s?\/?)&gt;/gi
const INVISIBLE_ENTITY =
  /&(?:shy|zwn?j|ZeroWidthSpace|NoBreak|lrm|rlm|#173|#xad|#820[3-7]|#x200[b-f]|#8288|#x2060|#65279|#xfeff);/gi
/** Times that a text may have been escaped. */
const MOST_ROUNDS = 4

/** Words inside, or words with markup: what was escaped once too often is brought back, and angle brackets that are no tags stay words. */
export type Unwrapped = { html: string } | { text: string }

export function unwrap(written: string): Unwrapped {
  let text = written
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (hasTags(text)) return { html: literalAngles(unescapedInside(text)) }
    if (!ENTITY.test(text)) break
    const next = load(text.replace(/</g, '&lt;'), null, false).root().text()
    if (next === text) break
    text = next
  }
  return hasTags(text) ? { html: literalAngles(text) } : { text }
}

/** Names that a text treats as tags: HTML's and Word's, and any other that it closes somewhere. */
function tagNames(text: string): (name: string) => boolean {
  const closed = new Set([...text.matchAll(/<\/([a-z][\w:-]{0,60})\s*>/gi)].map(([, name]) => name?.toLowerCase()))
  return name => {
    const lower = name.toLowerCase()
    return ELEMENTS.has(lower) || closed.has(lower) || /^(?:o|v|w|m|x|st1):[a-z]/.test(lower)
  }
}

/** What browsers do not show: «<!-- brouillon -->». */
const COMMENT = /<!--[\s\S]*?-->/

function hasTags(text: string): boolean {
  if (!text.includes('<')) return false
  if (COMMENT.test(text)) return true
  const isTag = tagNames(text)
  for (const [, name] of text.matchAll(NAMED)) if (name !== undefined && isTag(name)) return true
  return false
}

/** Markup whose text was escaped once more: entities of entities, and whole tags written `&lt;p&gt;`. */
function unescapedInside(html: string): string {
  let text = html
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = text.replace(/&amp;(?=(?:[a-z][a-z\d]{1,30}|#\d{1,7}|#x[\da-f]{1,6});)/gi, '&')
    if (next === text) break
    text = next
  }
  return text
    .replace(ESCAPED_TAG, (seen, slash: string, name: string, rest: string) =>
      ELEMENTS.has(name.toLowerCase()) ? `<${slash}${name}${rest.replaceAll('&quot;', '"')}>` : seen,
    )
    .replace(INVISIBLE_ENTITY, '')
    .replace(/<xml>[\s\S]*?<\/xml>/gi, '')
}

/** `<contact@asso.org>`, `<https://…>`, «< 26 ans» are words: their bracket is written so that no parser takes it for a tag. */
function literalAngles(html: string): string {
  const isTag = tagNames(html)
  return html.replace(ANGLE, (seen, name: string | undefined) =>
    name !== undefined && isTag(name) ? seen : `&lt;${seen.slice(1)}`,
  )
}
