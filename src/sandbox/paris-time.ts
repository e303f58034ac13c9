const formatsOfParis = () => ({
  offset: new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' }),
  parts: new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Paris',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }),
})
/** Opened with the first instant that is written. */
let formats: ReturnType<typeof formatsOfParis> | undefined

/** Microseconds since 1970 → `2026-11-24T10:23:57.124188+01:00`, as DORA writes its instants: no fraction when it is nothing. */
export function parisIso(micros: number): string {
  const date = new Date(Math.floor(micros / 1000))
  formats ??= formatsOfParis()
  const offset =
    formats.offset
      .formatToParts(date)
      .find(part => part.type === 'timeZoneName')
      ?.value.slice(3) || '+00:00'
  const rest = Math.floor(micros % 1_000_000)
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(6, '0')}`
  return `${formats.parts.format(date).replace(' ', 'T')}${fraction}${offset}`
}
