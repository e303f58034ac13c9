/** «[name]», «[name key="value"]», «[/name]»: bounded, brackets do not nest. */
const SHORTCODE = /\[(\/?)([a-z][\w-]{0,40})((?:[\s=][^[\]]{0,2000})?)\/?\]/gi
const CLOSED = /\[\/([a-z][\w-]{0,40})\]/gi
const ATTRIBUTE = /\s[a-z][\w:-]{0,40}\s?=\s?\S/i
/** Names that WordPress and its page builders write, with nothing beside them. */
const KNOWN =
  /^(?:(?:vc|et_pb|fusion|av|tm_pb|nectar|su|dt|mk|wpv)_[\w-]+|gallery|embed|caption|audio|video|playlist|contact-form-7|wpforms|gravityform|sitemap|toc|divider|spacer|clear|latest_posts)$/i
/** Inside a sentence, as forums write: they leave no blank. */
const INLINE = /^(?:b|i|u|s|em|strong|url|color|size|font|left|center|right)$/i

/** Cheap: whether a text may hold one. */
export const MAY_HOLD_SHORTCODES = String.raw`\[(?:\/[a-zA-Z]|[a-zA-Z][\w-]* [^[\]]*=|(?:vc|et_pb|fusion|av|tm_pb|nectar|su|dt|mk|wpv)_|(?:gallery|embed|audio|video|playlist|sitemap|toc|divider|spacer|clear)\])`

/** Shortcodes that a site did not turn into what they show, and marks of forums, taken out; words inside stay, and so does «[sur inscription]». */
export function withoutShortcodes(text: string): string {
  if (!text.includes('[')) return text
  const closed = new Set([...text.matchAll(CLOSED)].map(([, name = '']) => name.toLowerCase()))
  return text.replace(SHORTCODE, (written, slash: string, name: string, rest: string) => {
    const isOne = slash !== '' || ATTRIBUTE.test(rest) || closed.has(name.toLowerCase()) || KNOWN.test(name)
    if (!isOne) return written
    return INLINE.test(name) ? '' : ' '
  })
}
