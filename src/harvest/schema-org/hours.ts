const DAYS: Record<string, string> = {
  monday: 'lundi',
  tuesday: 'mardi',
  wednesday: 'mercredi',
  thursday: 'jeudi',
  friday: 'vendredi',
  saturday: 'samedi',
  sunday: 'dimanche',
}

/**
 * `OpeningHoursSpecification` objects as one line each, in French («lundi, mardi : 09:00-12:00»): flattened, their days and hours would
 * lose each other. Anything else comes back untouched.
 */
export function withReadableHours(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReadableHours)
  if (typeof value !== 'object' || value === null) return value
  const own = value as Record<string, unknown>
  const line = lineOf(own)
  if (line !== null) return line
  return Object.fromEntries(Object.entries(own).map(([name, inner]) => [name, withReadableHours(inner)]))
}

function lineOf(value: Record<string, unknown>): string | null {
  if (typeof value.opens !== 'string' || typeof value.closes !== 'string') return null
  const days = (Array.isArray(value.dayOfWeek) ? value.dayOfWeek : [value.dayOfWeek])
    .filter(day => typeof day === 'string')
    .map(day => day.replace(/^https?:\/\/schema\.org\//, ''))
    .map(day => DAYS[day.toLowerCase()] ?? day)
  const hours = `${value.opens.slice(0, 5)}-${value.closes.slice(0, 5)}`
  return days.length > 0 ? `${days.join(', ')} : ${hours}` : hours
}
