import { createRequire } from 'node:module'
import type OpeningHours from 'opening_hours'

const load = createRequire(import.meta.url)
let library: typeof OpeningHours | null = null

/** The reference implementation of OpenStreetMap's opening hours, loaded at the first question: a process that waits for work does without its 15 MB. */
export function openingHoursLibrary(): typeof OpeningHours {
  library ??= load('opening_hours') as typeof OpeningHours
  return library
}
