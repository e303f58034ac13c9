import { frenchDateTime, frenchTime } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import { personName } from '../../common/person-name.ts'
import { frenchWindow, insideWindow, nextOpening } from '../../harvest/night-window.ts'

/** What is known of a source whose site has its hours. */
export interface Hours {
  /** `HH:MM-HH:MM`, Europe/Paris; null: any hour. */
  window: string | null
  /** Start of its last run, ISO. */
  lastRun: string | null
  /** Last thing a person asked for: a pass or a simulation. */
  asked: { by: string; at: string } | null
  /** Last date of the timetable, spread included. */
  due: Date | null
}

/** «Ce site ne se lit qu’entre 22 h et 6 h : la lecture est prévue …», or null when it may be read now. */
export function waitsUntilOpen(window: string | null, now: Date): string | null {
  if (window === null || insideWindow(window, now)) return null
  return `Ce site ne se lit qu’entre ${frenchWindow(window)} : la lecture est prévue ${at(nextOpening(window, now), now)}.`
}

/** What waits for the site's hours, and since when: a pass that a person asked for, or a date that went by (a machine that slept). Null: nothing. */
export function waitingFor({ window, lastRun, asked, due }: Hours, now: Date): string | null {
  if (window === null || insideWindow(window, now)) return null
  const begun = lastRun === null ? 0 : Date.parse(lastRun)
  const opens = at(nextOpening(window, now), now)
  if (asked !== null && Date.parse(asked.at) > begun)
    return `Une lecture demandée par ${personName(asked.by)} attend l’ouverture, ${opens}.`
  if (due !== null && lastRun !== null && due.getTime() > begun)
    return `Le passage prévu le ${frenchDateTime(due)} n’a pas pu commencer à temps : il attend l’ouverture, ${opens}.`
  return null
}

function at(instant: Date, now: Date): string {
  return parisDay(instant) === parisDay(now) ? `à ${frenchTime(instant)}` : `le ${frenchDateTime(instant)}`
}
