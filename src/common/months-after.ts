/** The day so many months later: the last one of a shorter month, as people and DORA count. @param day `YYYY-MM-DD` @returns the same; null when it is no day */
export function monthsAfter(day: string, months: number): string | null {
  const due = new Date(day)
  if (Number.isNaN(due.getTime())) return null
  const date = due.getUTCDate()
  due.setUTCMonth(due.getUTCMonth() + months)
  if (due.getUTCDate() !== date) due.setUTCDate(0)
  return due.toISOString().slice(0, 10)
}
