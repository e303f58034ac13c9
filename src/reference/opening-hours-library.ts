import type OpeningHours from 'opening_hours'
import { lateLibrary } from '../common/late-library.ts'

/** The reference implementation of OpenStreetMap's opening hours, 15 MB. */
export const openingHoursLibrary = lateLibrary<typeof OpeningHours>('opening_hours')
