import type { CheerioAPI } from 'cheerio'
import { type Element, isTag } from 'domhandler'
import { openModals } from './modals.ts'
import { titlePanels } from './toggles.ts'

/** What surrounds the text of a page, by element, role or name: menus, banners, side columns, comments, cookies. */
const NOISE = [
  'script, style, noscript, template, svg, iframe, form, nav, aside, dialog, marquee, button:not([aria-controls]):not([aria-expanded])',
  '[role=navigation], [role=complementary], [role=banner], [role=contentinfo], [role=dialog], [role=alertdialog], [role=search]',
].join(', ')
const NOISY =
  /^(?:sidebar|side-bar|widget-area|footer|site-footer|page-footer|footer-widgets?|colophon|navbar|menu|main-menu|sub-menu|mobile-nav|breadcrumbs?|breadcrumb-trail|fil-ariane|ariane|arbo|cookies?|cookie-.+|cmplz-.+|tarteaucitron.*|axeptio.*|didomi.*|consent.*|popup|pop-up|modal|lightbox|comments?|comment-wrap|comments-area|forum|related|related-posts|yarpp.*|share|sharing|sharedaddy|addtoany.*|social|socials|social-links|social-icons|newsletter|pagination|pager|pagenavigation|skip-link|screen-reader-text|visually-hidden|offscreen|sr-only|toolbar|post-meta|entry-meta|posted-on|info-publi|article-info|ps|secondary|w-condition-invisible|w-dyn-empty)$/i

const TITLES = 'h1, h2, h3, h4, h5, h6'

/** The element that holds the text of a page, noise taken out of the document. */
export function pageRoot($: CheerioAPI): Element | null {
  titlePanels($)
  openModals($)
  $(NOISE).remove()
  $('header, footer').each((_, element) => {
    // A card has a header of its own, which names it.
    const names = element.name === 'header' && $(element).closest('article, main').length > 0 ? TITLES : 'h1'
    if ($(element).find(names).length === 0) $(element).remove()
  })
  $('[class], [id]').each((_, element) => {
    const names = `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`.split(/\s+/)
    const holdsThePage = element.name === 'body' || element.name === 'main' || $(element).find('h1, main').length > 0
    if (!holdsThePage && names.some(name => NOISY.test(name))) $(element).remove()
  })
  const named =
    $('main, [role=main]').first()[0] ?? $('#main-content, #contenu, #content, .content, article').first()[0]
  const body = $('body')[0]
  const root = named !== undefined && (textLength(named) > 200 || leads(named)) ? named : body
  return root === undefined ? null : densest(root)
}

/** A list of links under a title says little by itself. */
const leads = (element: Element): boolean =>
  (element.name === 'main' || element.attribs.role === 'main') && hasInside(element, 'h1') && hasInside(element, 'a')

/** Down into the one child that holds most of the text which is no link: a layout of boxes or of tables. */
function densest(from: Element): Element {
  let at = from
  for (;;) {
    const whole = textLength(at)
    const children = at.children.filter(isTag)
    const main = children.find(child => textLength(child) > whole * 0.85)
    const heading = children.some(child => /^h[1-6]$/.test(child.name)) || leads(at)
    if (main === undefined || heading || isDataTable(main)) return at
    at = main
  }
}

function isDataTable(element: Element): boolean {
  return element.name === 'table' && !element.children.some(child => isTag(child) && hasInside(child, 'table'))
}

export function hasInside(element: Element, name: string): boolean {
  const stack = [...element.children]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isTag(node)) continue
    if (node.name === name) return true
    stack.push(...node.children)
  }
  return false
}

/** Characters of text that is no link. */
function textLength(element: Element): number {
  let length = 0
  const stack = [...element.children]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isTag(node)) {
      if (node.name !== 'a') stack.push(...node.children)
    } else if ('data' in node && node.type === 'text') length += node.data.trim().length
  }
  return length
}
