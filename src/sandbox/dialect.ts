/**
 * What a DORA speaks. `aout-2026`: the field names of August 2026. `transition`: the résumé is computed and no longer written, the description
 * is required, the mobilisation fields are there to read beside the eight modes. `a-venir`: the mobilisation fields are written, the eight are gone.
 */
export const DIALECTS = ['aout-2026', 'transition', 'a-venir'] as const
export type Dialect = (typeof DIALECTS)[number]

/** The eight fields that the mobilisation fields replace. */
export const MODE_FIELDS = ['beneficiariesAccessModes', 'coachOrientationModes'].flatMap(field => [
  field,
  `${field}ExternalFormLink`,
  `${field}ExternalFormLinkText`,
  `${field}Other`,
])

const SUMMARY_LENGTH = 250

/** The résumé of a DORA that computes it: the description in plain text, whole words, 250 characters with the «…» at most. */
export function summaryOf(description: string): string {
  const text = plainText(description)
  if (text.length <= SUMMARY_LENGTH) return text
  const head = text.slice(0, SUMMARY_LENGTH)
  const kept = head.slice(0, head.lastIndexOf(' '))
  return `${kept}…`
}

/** Markdown and HTML removed, on one line. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]+>/g, ' ')
    .replace(/^\s*(#{1,6}|[-*+>]|\d+\.)\s+/gm, '')
    .replace(/(\*\*|__|\*|_|`)(\S(?:[^\n]*?\S)?)\1/g, '$2')
    .replace(/\s+/g, ' ')
    .trim()
}
