/** What says something, as the end of an address; lists as words between commas. */
export function listQuery(said: Record<string, string | readonly string[]>): string {
  const words = Object.entries(said).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(',')])
  const text = new URLSearchParams(words.filter(([, value]) => value !== '')).toString()
  return text === '' ? '' : `?${text}`
}
