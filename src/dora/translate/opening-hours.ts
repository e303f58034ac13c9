import { typeset } from '../../common/typeset.ts'

const DAYS: Record<string, string> = {
  Mo: 'lundi',
  Tu: 'mardi',
  We: 'mercredi',
  Th: 'jeudi',
  Fr: 'vendredi',
  Sa: 'samedi',
  Su: 'dimanche',
  PH: 'jours fériés',
}

/**
 * Opening hours in OpenStreetMap's syntax → French: `Mo-Fr 09:00-12:30,13:30-17:00` → «Lundi à vendredi 9 h-12 h 30, 13 h 30-17 h».
 * What is beyond days and hours is given back as it came.
 */
export function frenchHours(osm: string): string {
  const rules = osm.split(';').map(rule => frenchRule(rule.trim()))
  if (rules.some(rule => rule === null)) return osm
  const text = rules.join(' ; ')
  return typeset(text.charAt(0).toUpperCase() + text.slice(1))
}

function frenchRule(rule: string): string | null {
  const match = /^((?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)[-,]?)+)(?:\s+((?:\d\d:\d\d-\d\d:\d\d,?)+|off|closed))?$/.exec(rule)
  const [, days = '', hours = ''] = match ?? []
  if (!match) return null
  const who = days
    .split(',')
    .map(span =>
      span
        .split('-')
        .map(day => DAYS[day] ?? day)
        .join(' à '),
    )
    .join(', ')
  if (hours === '') return who
  if (hours === 'off' || hours === 'closed') return `${who} fermé`
  return `${who} ${hours.split(',').map(frenchSpan).join(', ')}`
}

function frenchSpan(span: string): string {
  return span
    .split('-')
    .map(time => {
      const [hour = '', minutes = '00'] = time.split(':')
      return minutes === '00' ? `${Number(hour)} h` : `${Number(hour)} h ${minutes}`
    })
    .join('-')
}
