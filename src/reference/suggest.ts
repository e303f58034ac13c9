import { fold, nearest } from '../common/text.ts'
import { labelOf, type ReferentielName, referentiels, valuesOf } from './referentiels.ts'

const REMEMBERED = 2000
const remembered = new Map<string, string | null>()

/**
 * The value of a référentiel that somebody most likely meant: by value, by label («Mobilité»), or by the nearest spelling of either.
 * Null when nothing is near. The last 2,000 answers are kept, so that a file that repeats one mistake stays fast.
 */
export function suggest(name: ReferentielName, received: string): string | null {
  const text = received.slice(0, 200)
  const key = `${name}\u0000${text}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  if (remembered.size >= REMEMBERED) remembered.clear()
  const found = look(name, text)
  remembered.set(key, found)
  return found
}

function look(name: ReferentielName, text: string): string | null {
  const folded = fold(text)
  if (folded === '') return null
  const entries = referentiels[name]
  const exact = entries.find(entry => fold(entry.value) === folded || fold(entry.label) === folded)
  if (exact) return exact.value
  const values = valuesOf(name)
  const byText = new Map(entries.map(entry => [entry.label, entry.value]))
  const [best] = nearest(text, [...values, ...byText.keys()], 0.6, 1)
  if (best !== undefined) return byText.get(best) ?? best
  const category = entries.find(entry => entry.value.startsWith(`${folded.replaceAll(' ', '-')}--`))
  return category?.value ?? null
}

/** « Vouliez-vous dire « mobilite--preparer-un-permis » (Préparer un permis) ? », with a leading space, or nothing. */
export function didYouMean(name: ReferentielName, received: unknown): string {
  if (typeof received !== 'string') return ''
  const value = suggest(name, received)
  if (value === null) return ''
  return ` Vouliez-vous dire « ${value} » (${labelOf(name, value)}) ?`
}
