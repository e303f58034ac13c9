/** Words that end in s or x although one thing is meant. */
const ALWAYS = 'mois|fois|temps|cours|pays|concours|accès|choix|prix|lieux|repas|rebours|ans'
const NOUNS =
  'offre|source|demande|passage|structure|champ|opération|jour|rejet|conflit|plan|service|personne|partenaire|action|réponse|contact|réponse|chose|passage|minute|heure|semaine|commune|ligne|lettre|règle'

const ONE = new RegExp(`(?<!\\d[ ,.:/]?|[–-])\\b[01] (?!(?:${ALWAYS})\\b)[a-zà-ÿ]{2,}s\\b`, 'g')
const MANY = new RegExp(`(?<![\\d,.:/–-])\\b(?:[2-9]|[1-9]\\d+) (?:${NOUNS})(?![\\wà-ÿ])`, 'g')

/** Counts that do not agree with their noun: «1 offres», «0 offres», «3 offre». */
export function wrongCounts(text: string): string[] {
  const plain = text.replace(/\s+/g, ' ')
  const one = plain.match(ONE) ?? []
  const many = plain.match(MANY) ?? []
  return [...new Set([...one, ...many])]
}

/** What only the gestionnaire can act on, or that speaks of the reader as of somebody else. */
const FOR_THE_MANAGER =
  /à vous de (?:le |la )?(?:dire|choisir|décider|trancher)[^.]*|correspondance|quarantaine|« À traiter »|(?<![\wà-ÿ])(?:au|du|[Ll]e) partenaire(?![\wà-ÿ])/g

export function managersWords(text: string): string[] {
  return [...new Set(text.replace(/\s+/g, ' ').match(FOR_THE_MANAGER) ?? [])]
}
