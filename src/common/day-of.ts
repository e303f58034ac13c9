import { parisDay } from './paris-day.ts'

/**
 * The day that people read in a date kept as text. An instant falls on its day in France; what is a day already, or says no zone, keeps its own.
 * @param text `YYYY-MM-DD`, or an ISO instant @returns `YYYY-MM-DD`; empty when it is neither
 */
export function dayOf(text: string): string {
  if (PLAIN.test(text)) return text.slice(0, 10)
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) ? '' : parisDay(instant)
}

/** A day, with or without an hour of nobody's zone. */
const PLAIN = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]*)?$/
