/** What comes before the street on French letters. */
const COMPLEMENT =
  /^(?:b[âa]t(?:iment|\.)?(?![\p{L}])|escalier|[ée]tage|r[ée]sidence|immeuble|entr[ée]e|porte|\d+(?:er|e|[èe]me)\s+[ée]tage|zone\s|za\b|zi\b|centre\s|espace\s|maison\s|bp\s*\d|cs\s*\d)/iu
export const STREET =
  /^\d+|^(?:rue|avenue|av\.?|place|pl\.?|boulevard|bd\.?|all[ée]e|chemin|quai|impasse|square|cours|route|lieu-dit|mail|passage|rond-point|esplanade)(?!\p{L})/iu

/** The street, and what else helps to find the door: nothing is dropped. */
export function splitStreet(text: string): { adresse: string | null; complement_adresse: string | null } {
  // «3, allée du Lavoir»: the number belongs to its street.
  const parts = text
    .replace(/^\s*(?:adresse|lieu|où)(?: postale)?\s*:\s*/iu, '')
    // «Antenne de Vitré : 3 rue Notre-Dame».
    .replace(/^([^,:\d\n]{3,60}?)\s*:\s*(?=\d{1,4}(?:\s?(?:bis|ter|quater))?,?\s+\p{L}{2})/iu, '$1, ')
    .replace(/(^|,\s*)(\d+(?:\s?(?:bis|ter|quater|[a-h]))?)\s*,\s*(?=\p{L})/giu, '$1$2 ')
    .split(/\s*,\s*|\n/)
    .map(part => part.trim())
    .map(part => part.replace(/^[\s|/]+|[\s|/]+$/g, ''))
    .filter(part => /[\p{L}\d]/u.test(part))
  const street = parts.findIndex(part => STREET.test(part) && !COMPLEMENT.test(part))
  if (street < 0 || parts.length < 2) return { adresse: parts.join(', ') || null, complement_adresse: null }
  const rest = parts.filter((_, index) => index !== street)
  return { adresse: parts[street] ?? null, complement_adresse: rest.join(', ') || null }
}
