/** «Total ; ; 48», «Total ; 12 offres»: the first words of a line of sums, with numbers alone after them, or one thing counted. */
export function isTotal(cells: readonly string[]): boolean {
  const at = cells.findIndex(cell => cell.trim() !== '')
  return (
    /^\s*(?:sous[- ]?)?tota(?:l|ux)(?!\p{L})/iu.test(cells[at] ?? '') &&
    cells.slice(at + 1).every(cell => /^(?:[\s\d.,€%]*|\s*\d[\d\s.,]*\p{L}{3,}\s*)$/u.test(cell))
  )
}

/** How people begin what they write under a table. */
const NOTES: readonly RegExp[] = [
  /^(?:sources?|nb|n\.\s?b\.?|nota(?: bene)?|p\.?\s?s\.?|notes?|remarques?|attention|légende|avertissement|rappel|infos?|informations?|précisions?|important)\s*[:：–—-]/iu,
  /^(?:[*†‡]|\(\*+\)|[¹²³]|\([1-9]\)\s)/u,
  /^(?:(?:dernière )?(?:mises?|mis) à jour|maj|màj|dernière (?:maj|modification))(?=[\s:]|$)/iu,
  /^(?:(?:tableau|liste|fichier|document|données?|état)s? )?(?:non contractuel|actualisé|arrêté|établi|extrait|édité|exporté|généré|imprimé|mis à jour)e?s? (?:le|au|en|du|par)(?!\p{L})/iu,
  /^(?:nombre (?:total )?(?:de |d['’])\p{L}+|\d+ (?:offres?|actions?|lignes?|résultats?|fiches?))(?:\s*[:.]\s*\d*)?$/iu,
  /^(?:pour (?:toute?s? |plus |en savoir)|plus d['’]info|renseignements?(?: et inscriptions?)?\s*:)/iu,
  /(?:^|\s)sous réserve (?:de|du|des|d['’])/iu,
  /^(?:©|copyright(?!\p{L})|licence (?:ouverte|creative|etalab))/iu,
]
/** The date that may stand beside «Mis à jour le». */
const DATE = /^(?:le\s)?\s*\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{2,4}|(?:er)?\s\p{L}+\s\d{4})$|^\d{4}-\d\d-\d\d$/u
/** Words of a sentence, in a line where nothing else is written. */
const SENTENCE_WORDS = 8

/** What a line says that is no offer but a note on the table: «Source : …», «* sous réserve…», a sentence alone. Null: it says something else. */
export function noteIn(cells: readonly string[]): string | null {
  const filled = cells.map(cell => cell.trim()).filter(cell => cell !== '')
  const [first = '', second] = filled
  if (filled.length === 0 || filled.length > 2 || cells.length < 2) return null
  const isNote = NOTES.some(form => form.test(first))
  if (second !== undefined) return isNote && DATE.test(second) ? first : null
  return isNote || first.split(/\s+/).length >= SENTENCE_WORDS ? first : null
}
