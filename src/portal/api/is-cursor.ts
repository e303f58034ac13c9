/** The texts in a cursor that we gave, or null when it is none. @param count how many there are */
export function readCursor(text: string, count: number): string[] | null {
  if (!/^[\w-]+$/.test(text)) return null
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    const sound =
      Array.isArray(value) &&
      value.length === count &&
      value.every(each => typeof each === 'string' && !each.includes('\0'))
    return sound ? (value as string[]) : null
  } catch {
    return null
  }
}

/** Whether a text can be a cursor that we gave. A wrong one is refused: taken for the first page, a program would turn in circles. */
export function isCursor(text: string): boolean {
  return readCursor(text, 3) !== null
}
