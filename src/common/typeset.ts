const NBSP = '\u00A0'

/** Letters of the languages that are written with ours: `\p{L}` takes several milliseconds to compile at each start, in each expression. */
const LETTER = 'A-Za-zªµºÀ-ÖØ-öø-ɏḀ-ỿ'

/** After a figure, these words begin another part of the sentence; any other word is what is counted. */
const NOT_COUNTED =
  'à|au|aux|avec|ce|chez|comme|dans|de|des|donc|du|elle|elles|en|est|et|il|ils|la|le|les|mais|ne|ni|on|ou|où|par|pas|plus|pour|puis|que|qui|sans|se|si|sont|sous|sur|un|une|vers|y'

/** What must not be touched: addresses, paths, e-mails, `settings=values`, in which a space or an apostrophe is not French. */
const AS_IT_IS = /\S*(?:[/\\@=]|[A-Za-z\d]:[A-Za-z\d])\S*/g

/** A figure (grouped or up to three digits, decimals too) and the word that it counts. */
const COUNTED = new RegExp(
  `(?<![${LETTER}\\d.,:/-])(\\d{1,3}(?:[ \u00A0]\\d{3})*(?:,\\d+)?|1er) (?=(?:[kKMG]o|[a-zµß-öø-ÿœ])[${LETTER}'’]*)(?!(?:${NOT_COUNTED})(?![${LETTER}])|(?:[cdjlmnst]|qu)['’])`,
  'g',
)

const UNIT = new RegExp(
  `(?<=\\d) (?=(?:h|min|s|mois|semaines?|jours?|ans?|personnes|adultes|heures?)(?![${LETTER}]))`,
  'g',
)
const VERSION = new RegExp(`(?<=(?<![${LETTER}])n°|[+−]|\\bversion) (?=\\d)`, 'g')
const APOSTROPHE = new RegExp(`(?<=[${LETTER}])'(?=[${LETTER}])`, 'g')

/** Without any of these, a text stays as it is. */
const TOUCHED = /['«»\d]| [:;!?%€]/

/**
 * The one door of French typography, for everything that people read: curved apostrophes, and no-break spaces inside guillemets,
 * before high punctuation, inside a grouped number or a telephone number, and between a figure and what it counts.
 * The sources and what is stored hold plain spaces. Giving back what was already typeset changes nothing.
 */
export function typeset(text: string): string {
  if (!TOUCHED.test(text)) return text
  return apostrophes(text)
    .replace(/ (?=[:;!?»%€])/g, NBSP)
    .replace(/« /g, `«${NBSP}`)
    .replace(/«(?=[^\u00A0\s])/g, `«${NBSP}`)
    .replace(/(?<=[^\u00A0\s])»/g, `${NBSP}»`)
    .replace(/(?<=(?<!\d)\d{1,3}(?:[ \u00A0]\d{3})*) (?=\d{3}(?:[ \u00A0]\d{3})*(?!\d))/g, NBSP)
    .replace(/(?<=(?<!\d)\d\d) (?=\d\d(?!\d))/g, NBSP)
    .replace(COUNTED, `$1${NBSP}`)
    .replace(UNIT, NBSP)
    .replace(/(?<=\d[ \u00A0]h) (?=\d\d(?!\d))/g, NBSP)
    .replace(VERSION, NBSP)
}

function apostrophes(text: string): string {
  if (!text.includes("'")) return text
  const curved = text.replace(APOSTROPHE, '’')
  const kept = [...text.matchAll(AS_IT_IS)]
  return kept.reduce((all, { 0: word, index }) => all.slice(0, index) + word + all.slice(index + word.length), curved)
}
