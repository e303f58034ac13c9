import { isTag } from 'domhandler'
import { load } from '../common/markup.ts'
import { isTooDeep } from '../harvest/html/nesting.ts'
import { linesOfPage } from './html-lines.ts'
import type { Line } from './line.ts'

/** Lines of the HTML that a record, an article or a document holds; none of one that nests more than any real text does. @param prepare mends what was parsed */
export function linesOfHtml(html: string, prepare: (page: ReturnType<typeof load>) => void = () => undefined): Line[] {
  if (isTooDeep(html)) return []
  const page = load(`<main>${html}</main>`)
  prepare(page)
  const root = page('main')[0]
  return root !== undefined && isTag(root) ? linesOfPage(root).lines : []
}
