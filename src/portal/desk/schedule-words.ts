import { fold } from '../../common/text.ts'
import { WEEKDAYS } from '../../common/weekdays.ts'
import type { ScheduleChoice } from './schedule.ts'

/** What a part of the day is, as an hour of Paris. */
const PARTS: Record<string, string> = {
  nuit: '03:15',
  matin: '06:30',
  midi: '12:00',
  'apres midi': '14:30',
  soir: '19:00',
}

/** «chaque lundi à 3 h 15». Pure. */
export function sayChoice({ rhythm, weekday, monthday, time }: ScheduleChoice): string {
  const [hours = '', minutes = ''] = time.split(':')
  const at = ` à ${Number(hours)} h${minutes === '00' ? '' : ` ${minutes}`}`
  switch (rhythm) {
    case 'demande':
      return 'à la demande'
    case 'jour':
      return `chaque jour${at}`
    case 'semaine':
      return `chaque ${WEEKDAYS[weekday] ?? 'semaine'}${at}`
    case 'mois':
      return `le ${monthday === 1 ? '1er' : monthday} de chaque mois${at}`
    case 'cron':
      return 'selon un réglage avancé'
  }
}

/** «chaque lundi matin», «tous les jours à 6 h 30», «le 1er du mois», «jamais»; null when it is not understood. Pure. */
export function readChoice(words: string): ScheduleChoice | null {
  const text = fold(words)
  const choice: ScheduleChoice = { rhythm: 'demande', weekday: 1, monthday: 1, time: timeIn(text) ?? '', cron: '' }
  if (/^(?:a la demande|jamais|seulement quand je le demande)$/.test(text)) return { ...choice, time: PARTS.nuit ?? '' }
  if (choice.time === '') return null
  const day = WEEKDAYS.findIndex(name => new RegExp(`\\b${name}s?\\b`).test(text))
  const others = WEEKDAYS.filter(name => new RegExp(`\\b${name}s?\\b`).test(text)).length
  if (others > 1) return null
  if (day >= 0) return /\bmois\b/.test(text) ? null : { ...choice, rhythm: 'semaine', weekday: day }
  const [, monthday] = /\ble (\d{1,2})(?:er)? (?:du|de chaque|de tous les) mois\b/.exec(text) ?? []
  if (monthday !== undefined) {
    const number = Number(monthday)
    return number >= 1 && number <= 28 ? { ...choice, rhythm: 'mois', monthday: number } : null
  }
  if (/\b(?:chaque|tous les) mois\b/.test(text)) return { ...choice, rhythm: 'mois' }
  if (/\b(?:chaque|toutes les) semaines?\b/.test(text)) return { ...choice, rhythm: 'semaine' }
  return /\b(?:chaque|tous les|toutes les) (?:jours?|nuits?|matins?|soirs?|midis?)\b/.test(text)
    ? { ...choice, rhythm: 'jour' }
    : null
}

/** The hour that is said, else that of the part of the day, else the night; null: it is no hour. */
function timeIn(text: string): string | null {
  const [, hours, minutes = '0'] = /\b(?:a|vers) (\d{1,2}) ?h(?:eures?)?(?: ?(\d{2}))?\b/.exec(text) ?? []
  if (hours !== undefined)
    return Number(hours) < 24 && Number(minutes) < 60 ? `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}` : null
  const part = Object.keys(PARTS).find(name => new RegExp(`\\b${name}s?\\b`).test(text))
  return PARTS[part ?? 'nuit'] ?? null
}
