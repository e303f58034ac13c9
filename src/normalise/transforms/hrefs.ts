import { load } from '../../common/markup.ts'
import type { Parsed } from './transform.ts'

/** What the words say, else what the links around them say that lead to such an address: «nous écrire» says nothing, its `mailto:` does. */
export function orLinked<T>(
  parse: (text: string) => Parsed<T>,
  words: string,
  html: string | undefined,
  fits: RegExp,
): Parsed<T> {
  const parsed = parse(words)
  const linked = parsed.ok ? '' : hrefs(html, fits)
  return linked === '' ? parsed : parse(linked)
}

/** Where the links of a piece of HTML lead, one a line, for those whose address fits. */
function hrefs(html: string | undefined, fits: RegExp): string {
  if (html === undefined || !html.includes('href')) return ''
  const $ = load(html, null, false)
  return $('a[href]')
    .toArray()
    .map(link => ($(link).attr('href') ?? '').trim())
    .filter(href => fits.test(href))
    .join('\n')
}
