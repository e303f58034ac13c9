/** Whether a text can be a cursor that we gave. A wrong one is refused: taken for the first page, a program would turn in circles. */
export function isCursor(text: string): boolean {
  if (!/^[\w-]+$/.test(text)) return false
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return (
      Array.isArray(value) &&
      value.length === 3 &&
      value.every(each => typeof each === 'string' && !each.includes('\0'))
    )
  } catch {
    return false
  }
}
