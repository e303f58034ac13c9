import { load } from '../../common/markup.ts'

/** Where the links of a piece of HTML lead, one a line, for those whose address fits: «nous écrire» says nothing, its `mailto:` does. */
export function hrefs(html: string | undefined, fits: RegExp): string {
  if (html === undefined || !html.includes('href')) return ''
  const $ = load(html, null, false)
  return $('a[href]')
    .toArray()
    .map(link => ($(link).attr('href') ?? '').trim())
    .filter(href => fits.test(href))
    .join('\n')
}
