/** What DORA takes for a yes in a query or a body. */
export function isTruthy(value: unknown): boolean {
  return ['1', 'True', 'true', 't', 'T'].includes(String(value ?? ''))
}
