/**
 * Where two bodies differ in their form: keys, kinds of values, and the form of the first item of a list; values do not count.
 * Nothing (null, an empty list) says nothing of a form.
 * @returns paths
 */
export function unlike(recorded: unknown, got: unknown, path = '$'): string[] {
  if (isNothing(recorded) || isNothing(got)) return []
  if (Array.isArray(recorded) || Array.isArray(got)) {
    if (!Array.isArray(recorded) || !Array.isArray(got)) return [`${path}: list`]
    return unlike(recorded[0], got[0], `${path}[0]`)
  }
  if (typeof recorded !== typeof got) return [`${path}: ${typeof recorded}, ${typeof got}`]
  if (typeof recorded !== 'object' || typeof got !== 'object' || recorded === null || got === null) return []
  const [left, right] = [recorded as Record<string, unknown>, got as Record<string, unknown>]
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].flatMap(key => {
    if (!(key in left)) return [`${path}.${key}: not in DORA`]
    return key in right ? unlike(left[key], right[key], `${path}.${key}`) : [`${path}.${key}: missing`]
  })
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}
