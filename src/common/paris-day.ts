const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' })

/** The day it is in France at that instant, `YYYY-MM-DD`: what a person would write on a report. */
export function parisDay(instant: Date): string {
  return DAY.format(instant)
}
