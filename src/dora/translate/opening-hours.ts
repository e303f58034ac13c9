import { upperFirst } from '../../common/text.ts'
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
 * Opening hours in OpenStreetMap's syntax → French: `Mo-Fr 09:00-12:30,13:30-17:00 "sur rendez-vous"` → «Du lundi au vendredi 9 h-12 h 30,
 * 13 h 30-17 h, sur rendez-vous»; `Th[1,3]` → «1er et 3e jeudis du mois»; `24/7` → «24 h/24, 7 j/7». A rule that goes beyond days, hours and
 * words is given back as it came, alone.
 */
export function frenchHours(osm: string): string {
  const rules = rulesOf(osm)
  const french = rules.map(rule => frenchRule(rule) ?? rule)
  if (french.every((rule, index) => rule === rules[index])) return osm
  const text = french.join(' ; ')
  return typeset(upperFirst(text))
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

const DAY = String.raw`(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)(?:\[-?\d(?:,-?\d)*\])?`
const TIMES = new RegExp(
  String.raw`^((?:${DAY}[-, ]*)*)((?:\d\d:\d\d-\d\d:\d\d(?:, ?)?)+|\d\d:\d\d\+|off|closed|open)?$`,
)

function frenchTimes(rule: string): string | null {
  if (rule === '24/7') return '24 h/24, 7 j/7'
  const [match, days = '', hours = ''] = TIMES.exec(rule) ?? []
  if (match === undefined || (days === '' && hours === '')) return null
  const parts = (days.match(new RegExp(`${DAY}(?:-${DAY})?`, 'g')) ?? []).map(dayWords)
  if (hours === 'off' || hours === 'closed') return ['fermé', together(parts.map(withArticle))].join(' ').trim()
  return [together(parts), frenchOpening(hours)].filter(part => part !== '').join(' ')
}

/** «Mo-Fr» → «du lundi au vendredi»; «Th[1,-1]» → «1er et dernier jeudis du mois». */
function dayWords(span: string): string {
  const [from = '', to] = span.split('-').length === 2 && !span.includes('[') ? span.split('-') : [span]
  if (to !== undefined) return `du ${DAYS[from] ?? from} au ${DAYS[to] ?? to}`
  const [, day = '', ranks] = /^(\w\w)(?:\[(.*)\])?$/.exec(from) ?? []
  const name = DAYS[day] ?? day
  if (ranks === undefined) return name
  const words = ranks.split(',').map(rank => (rank === '-1' ? 'dernier' : rank === '1' ? '1er' : `${rank}e`))
  return `${together(words)} ${name}${words.length > 1 ? 's' : ''} du mois`
}

const withArticle = (days: string) => (/^du /.test(days) ? days : `${days.startsWith('jours') ? 'les' : 'le'} ${days}`)

/** «lundi, mardi et jeudi». */
const together = (parts: readonly string[]) =>
  [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter(part => part !== '').join(' et ')

function frenchOpening(hours: string): string {
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
