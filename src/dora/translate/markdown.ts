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
