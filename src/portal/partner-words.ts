/** A sentence that names a file, a setting or an identifier: it is for whoever installs the program. */
const TECHNICAL = /\b(?:config|mappings)\/|\b[A-Z]+_[A-Z_]+\b|\.(?:ya?ml|json|csv)\b|\b[a-z]+_[0-9a-z]{8,}\b/

/** A sentence of the reading or of the sync as its partner reads it: «la source» is theirs, and what only the technical team can use is left out. Pure. */
export function partnerWords(message: string): string {
  const kept = message
    .split(/(?<=[.!?])\s+/)
    .filter(sentence => !TECHNICAL.test(sentence))
    .join(' ')
  if (kept === '') return message === '' ? '' : 'Le gestionnaire regarde ce qui l’empêche de passer.'
  return kept
    .replace(/ ou dans «\sÀ (?:surveiller|traiter)\s»/gu, '')
    .replace(/(?<!\p{L})(?:dans la source|par la source|chez le partenaire)(?!\p{L})/gu, 'chez vous')
    .replace(/(?<!\p{L})de la source(?!\p{L})/gu, 'de vos pages')
    .replace(/(?<!\p{L})la source(?!\p{L})/gu, 'votre page')
    .replace(/(?<!\p{L})La source(?!\p{L})/gu, 'Votre page')
}
