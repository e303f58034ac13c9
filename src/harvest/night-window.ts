/** Minutes since midnight in Europe/Paris. */
function minutesInParis(now: Date): number {
  const [hours = '0', minutes = '0'] = new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(now)
    .split(':')
  return Number(hours) * 60 + Number(minutes)
}

/**
 * Whether `now` is inside a window `HH:MM-HH:MM` (Europe/Paris, end excluded, may pass midnight). No window: always.
 * `22:00-22:00` is the whole day.
 */
export function insideWindow(window: string | null, now: Date): boolean {
  if (window === null) return true
  const [start = 0, end = 0] = window.split('-').map(time => {
    const [hours = '0', minutes = '0'] = time.split(':')
    return Number(hours) * 60 + Number(minutes)
  })
  const at = minutesInParis(now)
  if (start === end) return true
  return start < end ? at >= start && at < end : at >= start || at < end
}
