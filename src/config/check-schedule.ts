import { Cron } from 'croner'
import { remember } from '../common/remember.ts'
import { frenchWindow, insideWindow } from '../harvest/night-window.ts'

/** How a schedule and the hours at which a site may be read go together. */
export type ScheduleCheck =
  | { kind: 'good' }
  /** No cron of five fields, or one that no day of the calendar fits. `message`: French, one sentence. */
  | { kind: 'unreadable'; message: string }
  /** No run falls inside the window: refused. */
  | { kind: 'never'; message: string }
  /** Some do: kept, and those that do not wait for the window to open. */
  | { kind: 'sometimes'; message: string }

/** Any day: what is compared are hours of the wall clock, so that the days on which clocks change count for nothing. */
const DAY = Date.UTC(2026, 0, 15)
const DAY_MS = 86_400_000

/**
 * Pure: the hours of the cron against those of the window, both Europe/Paris.
 * @param window `HH:MM-HH:MM`, or null when the site may be read at any hour
 */
export function checkSchedule(cron: string, window: string | null): ScheduleCheck {
  const times = timesOfDay(cron)
  if (times === null)
    return {
      kind: 'unreadable',
      message: `horaire illisible : attendu une expression cron à cinq champs, par exemple « 15 3 * * 1 » pour le lundi à 3 h 15 ; reçu « ${cron} »`,
    }
  if (window === null) return { kind: 'good' }
  const outside = times.filter(time => !inWallClock(window, time))
  const [first] = outside
  if (first === undefined) return { kind: 'good' }
  const [from = ''] = frenchWindow(window).split(' et ')
  const between = `ce site ne se lit qu’entre ${frenchWindow(window)} (heure de Paris)`
  if (outside.length === times.length)
    return {
      kind: 'never',
      message: `${between}, et l’horaire donne ${frenchHour(first)}${outside.length > 1 ? ' et d’autres heures en dehors' : ''} : aucun passage ne pourrait lire le site. Attendu une heure dans cette plage ; la première permise est ${from}`,
    }
  return {
    kind: 'sometimes',
    message: `${between} : les passages prévus en dehors, par exemple à ${frenchHour(first)}, attendent ${from}`,
  }
}

/** Minutes since midnight at which the cron strikes on the days it does; null when it is none, or never strikes. */
const timesOfDay = remember((cron: string): number[] | null => {
  try {
    if (new Cron(cron, { timezone: 'UTC', paused: true, mode: '5-part' }).nextRun(new Date(DAY)) === null) return null
    const [minute = '', hour = ''] = cron.trim().split(/\s+/)
    const daily = new Cron(`${minute} ${hour} * * *`, { timezone: 'UTC', paused: true, mode: '5-part' })
    const times: number[] = []
    for (let at = daily.nextRun(new Date(DAY - 1)); at !== null; at = daily.nextRun(at)) {
      if (at.getTime() >= DAY + DAY_MS) break
      times.push((at.getTime() - DAY) / 60_000)
    }
    return times.length === 0 ? null : times
  } catch {
    return null
  }
})

/** In winter Paris is an hour ahead of UTC: 23:00 of the day before is its midnight. */
function inWallClock(window: string, minutes: number): boolean {
  return insideWindow(window, new Date(DAY + (minutes - 60) * 60_000))
}

function frenchHour(minutes: number): string {
  const rest = minutes % 60 === 0 ? '' : ` ${String(minutes % 60).padStart(2, '0')}`
  return `${Math.floor(minutes / 60)} h${rest}`
}
