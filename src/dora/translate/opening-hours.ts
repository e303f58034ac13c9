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
 * Opening hours in OpenStreetMap's syntax → French: `Mo-Fr 09:00-12:30,13:30-17:00 "sur rendez-vous"` → «Lundi à vendredi 9 h-12 h 30,
 * 13 h 30-17 h, sur rendez-vous»; `24/7` → «24 h/24, 7 j/7». A rule that goes beyond days, hours and words is given back as it came, alone.
 */
export function frenchHours(osm: string): string {
  const rules = rulesOf(osm)
  const french = rules.map(rule => frenchRule(rule) ?? rule)
  if (french.every((rule, index) => rule === rules[index])) return osm
  const text = french.join(' ; ')
  return typeset(text.charAt(0).toUpperCase() + text.slice(1))
}

/** Rules are parted by «;», which a comment between quotes may hold too. */
function rulesOf(osm: string): string[] {
  return (osm.match(/(?:"[^"]*"|[^;"]|")+/g) ?? []).map(rule => rule.trim()).filter(rule => rule !== '')
}

function frenchRule(whole: string): string | null {
  const comments = [...whole.matchAll(/"([^"]*)"/g)].map(([, words = '']) => words.trim()).filter(words => words !== '')
  const rule = whole
    .replace(/"[^"]*"/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const french = rule === '' && comments.length > 0 ? '' : frenchTimes(rule)
  return french === null ? null : [french, ...comments].filter(part => part !== '').join(', ')
}

function frenchTimes(rule: string): string | null {
  if (rule === '24/7') return '24 h/24, 7 j/7'
  const match =
    /^((?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)[-, ]*)*)((?:\d\d:\d\d-\d\d:\d\d(?:, ?)?)+|\d\d:\d\d\+|off|closed|open)?$/.exec(
      rule,
    )
  const [, days = '', hours = ''] = match ?? []
  if (!match || (days === '' && hours === '')) return null
  const who = days
    .split(',')
    .map(span =>
      span
        .trim()
        .split('-')
        .map(day => DAYS[day] ?? day)
        .join(' à '),
    )
    .join(', ')
  return [who, frenchOpening(hours)].filter(part => part !== '').join(' ')
}

function frenchOpening(hours: string): string {
  if (hours === 'off' || hours === 'closed') return 'fermé'
  if (hours === 'open') return 'ouvert'
  if (hours.endsWith('+')) return `à partir de ${frenchSpan(hours.slice(0, -1))}`
  return hours === '' ? '' : hours.split(/, ?/).map(frenchSpan).join(', ')
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
