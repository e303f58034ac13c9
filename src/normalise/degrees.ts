const DMS =
  /^\s*([NSEWO])?\s*(-?\d{1,3})\s*[°º]\s*(?:(\d{1,2})\s*['’′]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["”″]|['’′]{2})?)?)?\s*([NSEWO])?\s*$/i

/** «48.1173 N», «O 1,6743»: decimals, and the side said. */
const SIDED = /^\s*([NSEWO])?\s*(-?\d{1,3}[.,]\d+)\s*°?\s*([NSEWO])?\s*$/i

/** «48°07'02" N», «1.6743 W» in decimal degrees, south and west negative; null for anything else. */
export function degreesOf(words: string): number | null {
  const match = DMS.exec(words)
  if (!match) return sidedDegrees(words)
  const [, before, degrees, minutes = '0', seconds = '0', after] = match
  const value = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds.replace(',', '.')) / 3600
  const side = (before ?? after ?? '').toUpperCase()
  const sign = Number(degrees) < 0 || ['S', 'W', 'O'].includes(side) ? -1 : 1
  return Math.round(sign * value * 1e7) / 1e7
}

function sidedDegrees(words: string): number | null {
  const [, before, written = '', after] = SIDED.exec(words) ?? []
  const side = (before ?? after)?.toUpperCase()
  if (side === undefined) return null
  const value = Number(written.replace(',', '.'))
  return ['S', 'W', 'O'].includes(side) ? -Math.abs(value) : value
}
