import { place } from './messages.ts'

/** What we found besides the official verdict. It never changes the verdict. */
export interface Finding {
  code: FindingCode
  loc: string[]
  /** French: what, where, what came, what to do. */
  message: string
}

export type FindingCode =
  | 'siret-invalide'
  | 'code-insee-absent'
  | 'code-insee-inconnu'
  | 'code-insee-ancien'
  | 'zone-inconnue'
  | 'zone-region'
  | 'code-postal-commune'
  | 'commune-autre'
  | 'coordonnees-incompletes'
  | 'coordonnees-inversees'
  | 'coordonnees-hors-departement'
  | 'telephone-invalide'
  | 'horaires-non-osm'
  | 'courriel-personnel'
  | 'url-sans-schema'
  | 'lien-mobilisation-absent'
  | 'publics-par-omission'
  | 'structure-inconnue'
  | 'identifiant-en-double'
  | 'zero-initial'

export type RecordKind = 'service' | 'structure'

/** A finding whose message starts with the place, as all messages of this room do. */
export function finding(code: FindingCode, loc: string[], words: string): Finding {
  return { code, loc, message: `${place(loc)} : ${words}` }
}

/** A text that says something, trimmed; anything else is null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.trim() || null : null
}
