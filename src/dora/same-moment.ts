/**
 * Whether DORA tells the same moment in both, however it spells it: another offset, zeros at the end or none. To the last figure (DORA gives microseconds): a person may save
 * twice within a millisecond. What is no date is the same as itself alone.
 */
export function sameMoment(one: string | null | undefined, other: string | null | undefined): boolean {
  if (one === other) return true
  const [a, b] = [momentOf(one), momentOf(other)]
  return a !== null && a === b
}

const MOMENT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:[.,](\d+))?(Z|[+-]\d\d(?::?\d\d)?)$/

/** Seconds since 1970 and their fraction, as one text; null: no date with its time and offset. */
function momentOf(date: string | null | undefined): string | null {
  const found = MOMENT.exec(date ?? '')
  if (found === null) return null
  const [, whole = '', fraction = '', offset = ''] = found
  const at = Date.parse(
    `${whole}${/^[+-]\d\d$/.test(offset) ? `${offset}:00` : offset.replace(/^(.\d\d)(\d\d)$/, '$1:$2')}`,
  )
  return Number.isNaN(at) ? null : `${at / 1000}.${fraction.replace(/0+$/, '')}`
}
