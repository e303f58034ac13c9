import type { CheerioAPI } from 'cheerio'
import { type Element, isTag } from 'domhandler'
import { fold, squeeze } from '../common/text.ts'

/** The title of a part that folds: a button, a tab. */
export function isToggle(element: Element): boolean {
  if (element.name === 'summary') return true
  if (element.attribs['aria-controls'] !== undefined && element.attribs['aria-expanded'] !== undefined) return true
  return /(?:^|[\s_-])(?:accordion|tab|toggle)[\w-]*[_-](?:title|header|button)(?:$|\s)/.test(
    element.attribs.class ?? '',
  )
}

const TABS =
  '[role=tab], [role=tablist] a[href^="#"], [data-toggle=tab], [data-toggle=pill], [data-bs-toggle=tab], [data-bs-toggle=pill]'

/** Tabs stand together and what they show stands elsewhere, hidden: each panel gets the words of its tab as its heading. Changes the document. */
export function titlePanels($: CheerioAPI): void {
  const found = panelsOf($)
  if (found.size < 2) return
  const levels = [...found.keys()].flatMap(panel =>
    $(panel)
      .find('h1, h2, h3, h4, h5, h6')
      .toArray()
      .map(({ name }) => Number(name[1])),
  )
  const level = Math.max(2, Math.min(4, ...levels) - 1)
  for (const [panel, { tab, title }] of found) {
    if (!isTitled($, panel, title)) $(panel).prepend($(`<h${level}></h${level}>`).text(title))
    $(tab).remove()
  }
}

function panelsOf($: CheerioAPI): Map<Element, { tab: Element; title: string }> {
  const byId = new Map<string, Element>()
  const byTab = new Map<string, Element>()
  for (const element of $('[id], [aria-labelledby]').toArray()) {
    const { id, 'aria-labelledby': tab } = element.attribs
    if (id !== undefined && !byId.has(id)) byId.set(id, element)
    if (tab !== undefined && element.attribs.role === 'tabpanel') byTab.set(tab, element)
  }
  const found = new Map<Element, { tab: Element; title: string }>()
  for (const tab of $(TABS).toArray()) {
    const { id, href, 'aria-controls': controls, 'data-target': old, 'data-bs-target': target } = tab.attribs
    const named = controls ?? [href, target, old].find(each => each?.startsWith('#'))?.slice(1) ?? ''
    const panel = byId.get(named) ?? byTab.get(id ?? '')
    const title = squeeze($(tab).text())
    const inside = panel !== undefined && $(panel).find(tab).length > 0
    if (panel !== undefined && !inside && !found.has(panel) && title !== '') found.set(panel, { tab, title })
  }
  return found
}

/** Its own first words are its tab's already. */
function isTitled($: CheerioAPI, panel: Element, title: string): boolean {
  const first = panel.children.find(isTag)
  return first !== undefined && fold($(panel).text()).startsWith(fold(title))
}
