import { load } from 'cheerio'

// The contrary of src/dora/translate, piece by piece: what the round trip is checked with. The product never goes this way.

/** A description without the words of its zone, that `withZoneWords` put at its end. */
export function withoutZoneWords(description: string): string {
  return description.replace(/\n\n\*\*Zone d’intervention\s:\*\* .+$/, '')
}

/** DORA's choices → the conditions in words, one a line. */
export function fromConditions(...lists: string[][]): string | null {
  const all = lists.flat().filter(label => label.trim() !== '')
  return all.length > 0 ? all.join('\n') : null
}

/** DORA's description (Markdown, or HTML from its editor) → plain text; blocks and list items keep their lines. */
export function fromMarkdown(markdown: string): string {
  const hasTags = /<[a-z/!]/i.test(markdown)
  const text = hasTags ? htmlToText(markdown) : unescapeEntities(markdown)
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^#{1,6}\s+/gm, '')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '$1 ($2)')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function htmlToText(html: string): string {
  const $ = load(html, null, false)
  $('script, style').remove()
  $('li').each((_, item) => void $(item).prepend('- ').append('\n'))
  $('br').replaceWith('\n')
  $('p, div, ul, ol, h1, h2, h3, h4, h5, h6').each((_, block) => void $(block).append('\n\n'))
  return $.root().text()
}

function unescapeEntities(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}
