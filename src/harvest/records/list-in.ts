import { scalarText, valueAt } from './flatten.ts'

/**
 * The list at a path of a document: a list, or an object that is one: numbered by its names, as PHP writes a list that lost elements, or whose every element
 * bears its identifier. Null: there is none.
 * @param id where the identifier is in an element
 */
export function listIn(content: unknown, path: string, id: string): unknown[] | null {
  const found = valueAt(content, path)
  if (Array.isArray(found)) return found
  if (typeof found !== 'object' || found === null) return null
  const elements = Object.values(found)
  if (elements.length === 0 || !elements.every(isObject)) return null
  const numbered = Object.keys(found).every(name => /^\d+$/.test(name))
  return numbered || elements.every(element => scalarText(valueAt(element, id)) !== null) ? elements : null
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
