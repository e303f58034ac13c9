import type { Rule } from './schema.ts'

/** A rule in one line for people: `publics ← public › .qui → split → publics (référentiel)`. `via` names the composite that filled the field. */
export function describeRule(field: string, rule: Rule, via?: string): string {
  const path = described.get(rule) ?? [source(rule), ...steps(rule)].join(' → ')
  described.set(rule, path)
  return `${field} ← ${path}${via ? ` (par « ${via} »)` : ''}`
}

/** A rule is read once per mapping and applied to every row. */
const described = new WeakMap<Rule, string>()

function source(rule: Rule): string {
  if (rule.const !== undefined) return 'fixé par la configuration'
  if (rule.default !== undefined) return 'supposé par la configuration'
  switch (rule.from) {
    case 'convention':
      return 'convention'
    case 'structure':
      return 'structure'
    case 'address':
      return 'adresse de la page'
    case 'key':
      return 'clé de l’offre'
    case undefined:
      return (rule.read ?? []).join(' + ')
  }
}

function steps(rule: Rule): string[] {
  return [
    ...(rule.within === undefined ? [] : [`partie ${rule.within}`]),
    ...(rule.match === undefined ? [] : [`passage /${rule.match}/`]),
    ...(rule.do ?? []).map(step =>
      step.options === null ? step.name : `${step.name} ${JSON.stringify(step.options)}`,
    ),
    ...(rule.table === undefined ? [] : ['table']),
    ...(rule.lookup === undefined ? [] : [`${rule.lookup} (référentiel)`]),
  ]
}
