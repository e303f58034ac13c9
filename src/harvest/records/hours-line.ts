const DAYS: Record<string, string> = {
  monday: 'lundi',
  tuesday: 'mardi',
  wednesday: 'mercredi',
  thursday: 'jeudi',
  friday: 'vendredi',
  saturday: 'samedi',
  sunday: 'dimanche',
}

/** Names under which files write each part of some hours, in the order they are looked for. */
const DAY = ['dayOfWeek', 'dayofweek', 'day_of_week', 'days', 'day', 'jours', 'jour', 'weekday']
const OPENS = [
  'opens',
  'open',
  'opening',
  'ouverture',
  'heure_ouverture',
  'start',
  'from',
  'debut',
  'heure_debut',
  'de',
]
const CLOSES = ['closes', 'close', 'closing', 'fermeture', 'heure_fermeture', 'end', 'to', 'fin', 'heure_fin', 'a']
const SHUT = ['closed', 'isClosed', 'ferme', 'fermé']
const SEASON = ['validFrom', 'validThrough']
const KNOWN = new Set([...DAY, ...OPENS, ...CLOSES, ...SHUT, ...SEASON, '@type', 'type'])

const TIME = /^\d{1,2} ?(?:[:hH] ?(?:\d{2}(?::\d{2})?)?)$/

/**
 * An object that says hours (`{ day, opens, closes }`, `{ jour, ouverture, fermeture }`, schema.org’s `OpeningHoursSpecification`) as one line in French
 * («lundi, mardi : 09:00-12:00»): flattened, its days and its hours would lose each other. Null when it says none.
 * `whole`: the line says all that the object says.
 */
export function hoursLine(value: Readonly<Record<string, unknown>>): { line: string; whole: boolean } | null {
  const days = daysIn(first(value, DAY))
  const opens = timeOf(first(value, OPENS))
  const closes = timeOf(first(value, CLOSES))
  const shut = first(value, SHUT) === true || (opens !== null && opens === closes)
  if (days === null || (opens === null) !== (closes === null)) return null
  const hours = shut ? 'fermé' : opens === null ? null : `${opens}-${closes}`
  if (hours === null || (shut && days.length === 0)) return null
  const season = SEASON.map(name => value[name]).filter(day => typeof day === 'string')
  const when =
    season.length > 0 ? ` (${season.length > 1 ? `du ${season.join(' au ')}` : `à partir du ${season[0]}`})` : ''
  const line = `${days.length > 0 ? `${days.join(', ')} : ${hours}` : hours}${when}`
  return { line, whole: Object.keys(value).every(name => KNOWN.has(name)) }
}

function first(value: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
  const name = names.find(each => Object.hasOwn(value, each) && value[each] !== null && value[each] !== '')
  return name === undefined ? undefined : value[name]
}

/** Null: what stands for the days is no day. */
function daysIn(value: unknown): string[] | null {
  const given = value === undefined ? [] : Array.isArray(value) ? value : [value]
  if (!given.every(day => typeof day === 'string')) return null
  return given
    .map(day => day.replace(/^https?:\/\/schema\.org\//, '').trim())
    .map(day => DAYS[day.toLowerCase()] ?? day)
}

function timeOf(value: unknown): string | null {
  if (typeof value !== 'string' || !TIME.test(value.trim())) return null
  return value.trim().replace(/^(\d{1,2}:\d{2}):\d{2}$/, '$1')
}
