/** Whose move it is when something cannot go on. */
export type Whose = 'partenaire' | 'configuration' | 'dora' | 'robot' | 'gestionnaire'

/** Code of what a person corrected, was accepted, and cannot be applied: the offer goes on without it. */
export const UNAPPLIED_CORRECTION = 'correction-non-appliquee'

/** Why one record, row, page or field did not go through. Kept, counted, shown; never only logged. */
export interface Rejection {
  /** Stable code for machines, e.g. `champ-manquant`, `valeur-inconnue`, `page-illisible`. */
  code: string
  /** Source-local key of the offer, or null when the thing has no key yet. */
  key: string | null
  /** Where: address of the page, sheet cell, line… in words a person can follow. */
  where: string
  /** Field concerned (reference or DORA name), or null when it is the whole record. */
  field: string | null
  /** What came, as read (at most 200 characters). */
  received: string | null
  /** What was expected, in French. */
  expected: string
  /** One French sentence for people. */
  message: string
  whose: Whose
}

/** A refusal at a place: of no offer that has a key, of no field, of nothing that was read, unless it is told. */
export function rejectionAt(
  code: string,
  where: string,
  told: Pick<Rejection, 'expected' | 'message' | 'whose'> & Partial<Pick<Rejection, 'key' | 'field' | 'received'>>,
): Rejection {
  return { code, key: null, where, field: null, received: null, ...told }
}
