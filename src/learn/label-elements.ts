import { type Element, isTag } from 'domhandler'
import { squeeze } from '../common/text.ts'
import { wordsOf } from '../harvest/html/words.ts'
import { isLabelHeading, topicsOf } from './labels.ts'

/** Labels that a page needs under one class before the class means one. */
const LEAST = 3
const LONGEST = 60

/** Elements that a page draws as labels by their class alone («Public concerné», «Tarif»), in no heading and without a colon: all that bear the class are labels. */
export function labelElements(root: Element): ReadonlySet<Element> {
  const groups = new Map<string, Element[]>()
  const stack: Element[] = [root]
  for (let element = stack.pop(); element; element = stack.pop()) {
    const children = element.children.filter(isTag)
    stack.push(...children)
    const { name, attribs } = element
    const kind = `${name} ${squeeze(attribs.class ?? '')}`
    if (/^(?:p|div|span) ./.test(kind) && children.every(({ name: inside }) => inside === 'span' || inside === 'br'))
      groups.set(kind, [...(groups.get(kind) ?? []), element])
  }
  const found = new Set<Element>()
  for (const elements of groups.values()) {
    const words = elements.map(element => squeeze(wordsOf(element)))
    const topics = new Set(words.flatMap(text => topicsOf(text).slice(0, 1)))
    if (elements.length < LEAST || topics.size < 2 || !words.every(isLabel)) continue
    for (const element of elements) found.add(element)
  }
  return found
}

/** «Gratuit» announces nothing: it is said. */
const isLabel = (text: string): boolean =>
  text.length <= LONGEST &&
  topicsOf(text).length > 0 &&
  isLabelHeading(text) &&
  !/^gratuit|rendez-vous|inscription$/i.test(text)
