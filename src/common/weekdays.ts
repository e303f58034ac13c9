/** Days of the week in French, as `Date` and cron number them: 0 is Sunday. */
export const WEEKDAYS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'] as const
