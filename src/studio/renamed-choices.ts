import type { Choices } from './choices.ts'
import type { TriedOffer } from './tried.ts'

type Named = Pick<TriedOffer, 'key' | 'name'>

/**
 * What was said of offers by their names, under the names they have now. An offer whose new name is another's too keeps what was said under its
 * old one: said of both, it would be wrong of one. Pure.
 */
export function renamedChoices(choices: Choices, before: readonly Named[], after: readonly Named[]): Choices {
  const count = (offers: readonly Named[], name: string) => offers.filter(each => each.name === name).length
  const names = new Map<string, string>()
  for (const { key, name } of before) {
    const now = after.find(each => each.key === key)?.name ?? name
    if (now !== name && count(before, name) === 1 && count(after, now) === 1) names.set(name, now)
  }
  if (names.size === 0) return choices
  const nameOf = (name: string) => names.get(name) ?? name
  const offers = Object.fromEntries(Object.entries(choices.offers).map(([name, said]) => [nameOf(name), said]))
  return { ...choices, offers, out: choices.out.map(nameOf) }
}
