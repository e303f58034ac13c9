/** Ends that inclusive writing adds to a word: closed, so that «R.S.A.» or «et/ou» are left alone. */
const ENDS =
  'e|es|se|ses|euse|euses|rice|rices|trice|trices|ice|ne|nes|ienne|iennes|le|les|ve|ves|ère|ères|ière|ières|esse|esses|fe|fes|te|tes|che|ches|s'
const MARKED = /[·•‧⋅.(/-]/u
const DOTTED = new RegExp(String.raw`(?<![\p{L}.])(\p{L}{3,})[·•‧⋅.](?:${ENDS})(?:[·•‧⋅.]s?)?(?![\p{L}·•‧⋅])`, 'giu')
const BRACKETED = new RegExp(String.raw`(?<!\p{L})(\p{L}{3,})\((?:${ENDS})\)s?(?!\p{L})`, 'giu')
const SLASHED = new RegExp(String.raw`(?<!\p{L})(\p{L}{3,})(?:/-?|-)(?:${ENDS})(?:[-/]s)?(?![\p{L}/-])`, 'giu')

/** «salarié·e·s», «demandeur(se)s», «retraité.e.s», «demandeurs/euses» → the words as a référentiel writes them. */
export function withoutInclusive(text: string): string {
  if (!MARKED.test(text)) return text
  const plural = (all: string, word: string) => (/s\)?$/iu.test(all) && !/s$/iu.test(word) ? `${word}s` : word)
  return text
    .replace(DOTTED, (all: string, word: string) => plural(all, word))
    .replace(BRACKETED, (all: string, word: string) => plural(all, word))
    .replace(SLASHED, (all: string, word: string) => plural(all, word))
}
