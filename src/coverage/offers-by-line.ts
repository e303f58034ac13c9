import { atKey } from '../common/at-key.ts'
import { fold } from '../common/text.ts'
import { rowsOf } from './alike.ts'
import type { AnyInput, OfferRow } from './input.ts'

/** The offers of each line of the convention, those that their partners took away too. What the convention rules out for a fiche is of none of its lines, even if a mapping says so. */
export function offersByLine({
  convention,
  offers,
}: Pick<AnyInput, 'convention' | 'offers'>): ReadonlyMap<string, OfferRow[]> {
  const excluded = namesExcluded(convention)
  const byLine = new Map<string, OfferRow[]>()
  for (const row of rowsOf(offers)) {
    const { actions, structure } = row.like.offer
    for (const id of actions.length < 2 ? actions : new Set(actions)) {
      const names = excluded.get(id)
      if (names?.some(name => ` ${fold(structure.nom)} `.includes(name))) continue
      atKey(byLine, id, () => []).push(row)
    }
  }
  return byLine
}

/** Names ruled out, folded between blanks, by the id of each line of their fiche. */
function namesExcluded({ excluded, fiches }: AnyInput['convention']): Map<string, string[]> {
  const byLine = new Map<string, string[]>()
  for (const { name, fiche } of excluded)
    for (const { id } of fiches.find(({ number }) => number === fiche)?.lines ?? [])
      atKey(byLine, id, () => []).push(` ${fold(name)} `)
  return byLine
}
