import type { CheerioAPI } from 'cheerio'
import type { Element } from 'domhandler'

const OPENERS =
  '[data-bs-toggle=modal], [data-toggle=modal], [data-micromodal-trigger], [data-fancybox][href^="#"], [aria-haspopup=dialog][aria-controls]'
const AROUND = 'nav, header, footer'
/** What no offer says: a demand for leave, a form to write to. */
const OTHER = /cookie|consent|newsletter|login|search|recherche|contact/i

/**
 * «En savoir plus» opens a box that stands elsewhere, hidden: where several of them do, each takes the place of its button, as a reader sees them one after
 * the other. Changes the document.
 */
export function openModals($: CheerioAPI): void {
  const boxes = new Map<Element, Element>()
  for (const opener of $(OPENERS).toArray()) {
    if ($(opener).closest(AROUND).length > 0) continue
    const id = targetOf(opener)
    const box =
      id === null
        ? undefined
        : $('[id]')
            .toArray()
            .find(({ attribs }) => attribs.id === id)
    if (box === undefined || box === opener || OTHER.test(id ?? '') || $(box).find(opener).length > 0) continue
    if ([...boxes.values()].includes(box)) continue
    boxes.set(opener, box)
  }
  if (boxes.size < 2) return
  for (const [opener, box] of boxes) {
    const body = $(box).find('.modal-body, .modal__content').first()
    const inside = (body.length > 0 ? body : $(box)).contents()
    $(opener).replaceWith($('<div></div>').append(inside))
    $(box).remove()
  }
}

function targetOf({ attribs }: Element): string | null {
  const named = attribs['data-micromodal-trigger'] ?? attribs['aria-controls']
  const pointed = [attribs['data-bs-target'], attribs['data-target'], attribs.href].find(each => each?.startsWith('#'))
  return pointed?.slice(1) || named || null
}
