import { lineWords } from '../convention/action-words.ts'
import { conventionValue } from './convention-value.ts'
import type { FieldScope } from './field-scope.ts'
import { COMPOSITES, type ConventionField } from './mapping/fields.ts'
import type { Reading } from './mapping/read-rule.ts'
import type { Rule } from './mapping/schema.ts'

/** Values that are not read on the page: const, default, convention, structure, address, key. */
export function givenValues(name: string, rule: Rule, scope: FieldScope): Reading[] {
  const fact = rule.const ?? rule.default
  if (fact !== undefined) {
    const where =
      rule.const === undefined ? 'valeur supposée par la configuration' : 'valeur fixée par la configuration'
    return (Array.isArray(fact) ? fact : [fact]).map(value => ({
      value,
      words: String(value),
      document: 'default',
      address: scope.raw.address,
      where,
    }))
  }
  switch (rule.from) {
    case 'convention':
      for (const line of scope.lines) {
        const told = conventionValue(line, name as ConventionField)
        if (!told) continue
        const origin = { document: 'convention', address: 'config/conventions', where: lineWords(line) }
        return (Array.isArray(told.value) ? told.value : [told.value]).map(value => ({
          value,
          words: told.words,
          ...origin,
        }))
      }
      return []
    case 'structure':
      return fromStructure(name, scope)
    case 'address':
      return [
        {
          value: scope.raw.address,
          words: scope.raw.address,
          document: 'default',
          address: scope.raw.address,
          where: 'adresse lue',
        },
      ]
    case 'key':
      return [
        {
          value: scope.raw.key,
          words: scope.raw.key,
          document: 'default',
          address: scope.raw.address,
          where: 'clé de l’offre',
        },
      ]
    case undefined:
      return []
  }
}

function fromStructure(name: string, { structure }: FieldScope): Reading[] {
  if (!structure) return []
  const parts = name === 'lieu' ? COMPOSITES.lieu.filter(part => structure.values[part] !== undefined) : [name]
  const origin = parts.map(part => structure.provenance[part]?.[0]).find(found => found !== undefined)
  const value =
    name === 'lieu' ? Object.fromEntries(parts.map(part => [part, structure.values[part]])) : structure.values[name]
  if (!origin || value === undefined) return []
  const { words, document, address, where } = origin
  return [{ value, words, document, address, where }]
}
