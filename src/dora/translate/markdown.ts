import { load } from 'cheerio'

/**
 * Plain text of the reference → what DORA shows as Markdown.
 * Line ends made one kind, bullets of word processors made Markdown's, and anything that looks like a tag made harmless.
 */
export function toMarkdown(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/^[ \t]*[•●▪‣◦·][ \t]*/gm, '- ')
    .replace(/<(?=[a-z/!])/gi, '&lt;')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
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
