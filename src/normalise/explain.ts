import { fieldLabel } from '../reference/field-labels.ts'
import type { Finding, NormalisedOffer, Provenance } from './normalised-offer.ts'

/** One field of an offer, for a person: the value, where it comes from, by which rule, and what is to be known of it. */
export interface FieldLine {
  /** `publics`, `structure.siret`, `fin`… */
  field: string
  /** French name of the field. */
  label: string
  /** The value as text, or null when the offer has none. */
  value: string | null
  origins: Provenance[]
  findings: Finding[]
}

const EXTRAS: Record<string, string> = { debut: 'Début', fin: 'Fin', places: 'Places' }
/** Given by the product itself: nothing to explain. */
const OWN = ['source', 'id', 'structure_id']

/** Every field that has a value, an origin or a finding: first the service's, then the session's, then the structure's. */
export function explainOffer(offer: NormalisedOffer): FieldLine[] {
  const { service, structure, session, provenance } = offer
  const values: [string, unknown][] = [
    ...Object.entries(service),
    ['debut', session?.start ?? null],
    ['fin', session?.end ?? null],
    ['places', session?.places ?? null],
    ...Object.entries(structure).map(([field, value]): [string, unknown] => [`structure.${field}`, value]),
  ]
  return values
    .filter(([field]) => !OWN.includes(field.replace(/^structure\./, '')))
    .map(([field, value]) => ({
      field,
      label: labelOf(field),
      value: shown(value),
      origins: provenance[field] ?? [],
      findings: offer.findings.filter(finding => finding.field === field),
    }))
    .filter(line => line.value !== null || line.findings.length > 0)
}

/** What is to be known of the offer as a whole, or of several fields read together. */
export function wholeFindings(offer: NormalisedOffer): Finding[] {
  const explained = new Set(explainOffer(offer).map(line => line.field))
  return offer.findings.filter(finding => finding.field === null || !explained.has(finding.field))
}

function labelOf(field: string): string {
  const own = field.replace(/^structure\./, '')
  const label = EXTRAS[own] ?? fieldLabel(own)
  return own === field
    ? label
    : `Structure, ${/^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)}`
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ')
  return String(value)
}
