import { plain } from './plain.ts'

const DENIED = String.raw`(?<!(?<!\p{L})(?:pas|non|jamais|ni|sauf|hors)(?!\p{L})[^,.;:\n]{0,25})`
const AGE = "(?:l'|son |leur |votre |d')?ages?"
const EVERY_AGE = new RegExp(
  String.raw`${DENIED}(?<!\p{L})(?:(?:a |de |pour )?(?:tou[st] (?:les |l')?ages?|toutes? (?:les |l')?(?:tranches?|classes?) d'ages?|toutes? (?:les )?generations?)(?: de la vie)?(?: confondu\p{L}*)?|(?:sans|aucune?|pas de) (?:limites?|limitations?|conditions?|criteres?|restrictions?|distinctions?) d'ages?|quel(?:le)?s? ?que? soi(?:t|ent) ${AGE}|(?:public )?inter-?generationnel\p{L}*)(?!\p{L}| (?:de|entre) (?:plus |moins )?(?:de )?\d)`,
  'gu',
)

const MINORS = '(?:mineure?s?|enfants?)'
const ADULTS = '(?:majeure?s?|adultes?)'
const BETWEEN = String.raw`(?:[\s,/&+•–-]|(?<!\p{L})(?:et|ou|puis|aux?|les|des|pour|personnes|publics?|ados?|adolescents?|jeunes)(?!\p{L}))+`
const BOTH_AGES = new RegExp(
  String.raw`${DENIED}(?<!\p{L})(?:${MINORS}${BETWEEN}${ADULTS}|${ADULTS}${BETWEEN}${MINORS})(?!\p{L})`,
  'u',
)

/** A phrase without what says that no age is left out («tous âges confondus», «sans limite d’âge», «quel que soit l’âge»), and whether it said so. */
export function withoutEveryAge(text: string): { text: string; said: boolean } {
  const bare = plain(text)
  let rest = ''
  let at = 0
  for (const { index, 0: words } of bare.matchAll(EVERY_AGE)) {
    // «tous âgés de plus de 60 ans».
    if (/é[es]*$/iu.test(text.slice(index, index + words.length))) continue
    rest += `${text.slice(at, index)}, `
    at = index + words.length
  }
  return at === 0 ? { text, said: false } : { text: rest + text.slice(at), said: true }
}

/** «mineurs et majeurs», «adultes, ados et enfants»: those under age and those of age, named one beside the other. */
export const namesBothAges = (text: string): boolean => BOTH_AGES.test(plain(text))
