import { parse } from 'css-what'
import { frenchList } from '../common/french.ts'
import { remember } from '../common/remember.ts'
import { nameWords } from './place-names.ts'

/** What people read of a place inside a document: «agences n° 1, texte», «pied de page, téléphone», «cellule E4». A document's own place is empty. */
export function within(place: string, name: string): string {
  const words = nameWords(name)
  if (words === '' || place === words || place.endsWith(`, ${words}`)) return place
  return place === '' ? words : `${place}, ${words}`
}

/** One of several of the same name. @param rank from 1 */
export function ranked(place: string, rank: number): string {
  return place === '' ? `n° ${rank}` : `${place} n° ${rank}`
}

/** `agences.lieu`: each step inside the one before. */
export function withinPath(place: string, steps: string): string {
  return steps.split('.').reduce(within, place)
}

/** A place of a web page, as its style sheet points at it. */
export const selectorWords = (css: string): string => withinSelector('', css) || 'la page'

/** The same, inside another place. */
export const withinSelector = (place: string, css: string): string => namesIn(css).reduce(within, place)

const namesIn = remember(css => (css === '.' ? [] : stepsOf(css)))

/** The name that says most of each step of a selector: its class or identifier, or else its element. */
function stepsOf(css: string): string[] {
  const steps: { names: string[]; element: string }[] = [{ names: [], element: '' }]
  for (const token of parse(css)[0] ?? []) {
    const step = steps.at(-1)
    if (token.type === 'descendant' || token.type === 'child' || token.type === 'adjacent' || token.type === 'sibling')
      steps.push({ names: [], element: '' })
    else if (token.type === 'tag' && step) step.element = token.name
    else if (token.type === 'attribute' && (token.name === 'class' || token.name === 'id') && token.value !== '')
      step?.names.push(token.value)
  }
  return steps.map(
    ({ names, element }) => names.map(ownName).find(name => name !== '') ?? (names.length === 0 ? element : ''),
  )
}

/** Drupal writes the name of a field in a class, beside those that only dress it. */
function ownName(name: string): string {
  const own = name.replace(/^field--name-field-|^field--name-/, '')
  return /^field(?:__|--)|^field$/.test(own) ? '' : own
}

/** Several places that gave one value: «agences n° 2, adresse, code postal et ville». */
export function together(places: readonly string[]): string {
  return cellsTogether(places) ?? placesTogether(places)
}

/** Cells of a row, each in a place of one step: «cellule E4, cellule F4 et cellule G4». Null for anything else. */
function cellsTogether(places: readonly string[]): string | null {
  const [first = ''] = places
  let words = first
  for (const [at, place] of places.entries()) {
    if (place === '' || place.includes(',') || places.indexOf(place) !== at) return null
    if (at > 0) words += at === places.length - 1 ? ` et ${place}` : `, ${place}`
  }
  return words
}

function placesTogether(places: readonly string[]): string {
  const parts = [...new Set(places)].map(place => place.split(', '))
  const [first = [], ...others] = parts
  const differs = first.findIndex((part, at) => others.some(place => place[at] !== part))
  if (others.length === 0 || differs < 0) return places[0] ?? ''
  const ends = parts.map(place => place.slice(differs).join(', '))
  return [...first.slice(0, differs), frenchList(ends.filter(end => end !== ''))].join(', ')
}
