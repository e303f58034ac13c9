const NBSP = '\u00A0'

/** French apostrophes and spacing: no-break spaces inside guillemets and before high punctuation, and between a figure and its unit. */
export function typeset(text: string): string {
  return text
    .replace(/(?<=\p{L})'(?=\p{L})/gu, '’')
    .replace(/ ([:;!?»%€])/g, `${NBSP}$1`)
    .replace(/« /g, `«${NBSP}`)
    .replace(/«(?=[^\u00A0\s])/g, `«${NBSP}`)
    .replace(/(?<=[^\u00A0\s])»/g, `${NBSP}»`)
    .replace(/(?<=\d) (?=(?:h|mois|semaines?|jours?|ans?|personnes|adultes|heures?)(?!\p{L}))/gu, NBSP)
}
