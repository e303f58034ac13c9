/** The day so many days later. @param day `YYYY-MM-DD` @returns the same */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
