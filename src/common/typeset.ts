const NBSP = '\u00A0'

/** After a figure, these words begin another part of the sentence; any other word is what is counted. */
const NOT_COUNTED =
  'à|au|aux|avec|ce|chez|comme|dans|de|des|donc|du|elle|elles|en|est|et|il|ils|la|le|les|mais|ne|ni|on|ou|où|par|pas|plus|pour|puis|que|qui|sans|se|si|sont|sous|sur|un|une|vers|y'

/** What must not be touched: addresses, paths, e-mails, `settings=values`, in which a space or an apostrophe is not French. */
const AS_IT_IS = /\S*(?:[/\\@=]|[a-z\d]:[a-z\d])\S*/giu

/** A figure (grouped or up to three digits, decimals too) and the word that it counts. */
const COUNTED = new RegExp(
  `(?<![\\p{L}\\d.,:/-])(\\d{1,3}(?:[ \u00A0]\\d{3})*(?:,\\d+)?|1er) (?=(?:[kKMG]o|\\p{Ll})[\\p{L}'’]*)(?!(?:${NOT_COUNTED})(?!\\p{L})|(?:[cdjlmnst]|qu)['’])`,
  'gu',
)

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
    .replace(/(?<=\d) (?=(?:h|min|s|mois|semaines?|jours?|ans?|personnes|adultes|heures?)(?!\p{L}))/gu, NBSP)
    .replace(/(?<=\d[ \u00A0]h) (?=\d\d(?!\d))/g, NBSP)
    .replace(/(?<=(?<!\p{L})n°|[+−]|\bversion) (?=\d)/gu, NBSP)
}

function apostrophes(text: string): string {
  if (!text.includes("'")) return text
  const curved = text.replace(/(?<=\p{L})'(?=\p{L})/gu, '’')
  const kept = [...text.matchAll(AS_IT_IS)]
  return kept.reduce((all, { 0: word, index }) => all.slice(0, index) + word + all.slice(index + word.length), curved)
}
