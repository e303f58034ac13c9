import { checkSchedule } from '../../config/check-schedule.ts'

export type Rhythm = 'demande' | 'jour' | 'semaine' | 'mois' | 'cron'

/** What the schedule form holds. */
export interface ScheduleChoice {
  rhythm: Rhythm
  /** 0 = Sunday … 6, for `semaine`. */
  weekday: number
  /** 1–28, for `mois`. */
  monthday: number
  /** `HH:MM` */
  time: string
  cron: string
}

/** @returns cron expression, '' for «on demand», or null when the choice cannot be read */
export function toCron(choice: ScheduleChoice): string | null {
  if (choice.rhythm === 'demande') return ''
  if (choice.rhythm === 'cron')
    return checkSchedule(choice.cron, null).kind === 'unreadable' ? null : choice.cron.trim()
  const time = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(choice.time)
  if (!time) return null
  const at = `${Number(time[2])} ${Number(time[1])}`
  if (choice.rhythm === 'jour') return `${at} * * *`
  if (choice.rhythm === 'semaine')
    return choice.weekday >= 0 && choice.weekday <= 6 ? `${at} * * ${choice.weekday}` : null
  if (choice.rhythm !== 'mois') return null
  return choice.monthday >= 1 && choice.monthday <= 28 ? `${at} ${choice.monthday} * *` : null
}

/** The answer of the form that makes the choice unreadable, or that places its runs at hours that do not hold. */
export function fieldToBlame(choice: ScheduleChoice): 'rythme' | 'heure' | 'jour' | 'quantieme' | 'cron' {
  if (choice.rhythm === 'cron') return 'cron'
  if (toCron({ ...choice, rhythm: 'jour' }) === null) return 'heure'
  if (toCron(choice) !== null) return 'heure'
  if (choice.rhythm === 'semaine') return 'jour'
  return choice.rhythm === 'mois' ? 'quantieme' : 'rythme'
}

/** The form that gives this expression; the free field when no simple rhythm does. */
export function fromCron(cron: string | null): ScheduleChoice {
  const choice: ScheduleChoice = { rhythm: 'demande', weekday: 1, monthday: 1, time: '03:15', cron: cron ?? '' }
  if (!cron) return choice
  const parts = /^(\d+) (\d+) (\d+|\*) \* ([0-6]|\*)$/.exec(cron.trim())
  if (!parts) return { ...choice, rhythm: 'cron' }
  const [, minute = '', hour = '', day = '*', weekday = '*'] = parts
  const timed = { ...choice, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` }
  if (day === '*' && weekday === '*') return { ...timed, rhythm: 'jour' }
  if (day === '*') return { ...timed, rhythm: 'semaine', weekday: Number(weekday) }
  if (weekday === '*') return { ...timed, rhythm: 'mois', monthday: Number(day) }
  return { ...choice, rhythm: 'cron' }
}
