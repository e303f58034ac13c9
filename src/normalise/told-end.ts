import type { NormalisedOffer } from './normalised-offer.ts'

/** An offer's last day `YYYY-MM-DD`, when the partner itself gives it, or null. The convention's own end is that of the money, not of the offer. */
export function toldEnd({ session, provenance }: Pick<NormalisedOffer, 'session' | 'provenance'>): string | null {
  const told = provenance.fin?.length ? provenance.fin.every(({ document }) => document !== 'convention') : false
  return told ? (session?.end ?? null) : null
}
