import { fold, nearest } from '../common/text.ts'
import { officialGazetteer } from './gazetteer.ts'
import type { Found, Lexicon } from './lexicon.ts'

/** A longer piece is a sentence, that no place resembles. */
const LONGEST_SUGGESTED = 100

const EXCEPT =
  /(?<!\p{L})(?:sauf|sans|hors|hormis|except[ée]\p{L}*|à l['’]exception|a l['’]exception|en dehors|exclu\p{L}*|non compris\p{L}*|pas)(?![-\p{L}])/iu
const ARTICLES =
  /^(?:(?:réservée?s? )?(?:aux |les |pour les )?(?:habitante?s?|résidente?s?) )?(?:(?:sur |dans )?(?:tou(?:te|t|s|tes)\s+)?(?:le |la |les |l['’]|du |de |des |d['’]|sur |dans )*(?:ensemble (?:du |de la |de l['’]|des |de ))?(?:territoire (?:du |de la |de l['’]|des |de |d['’])?|communes? (?:du |de la |de l['’]|des |de |d['’])|d[ée]partement (?:du |de la |de l['’]|des |de |d['’])|r[ée]gion |ville de )?(?:le |la |les |l['’])?)/iu
/** «dép. 35», «département 35». */
const NUMBERED = /^(?:les? |du |des )?d(?:[ée]p(?:artements?|ts?)?|pts?)\.?\s*(?:n\s?[°º]\s*)?(?=(?:\d{2,3}|2[AB])$)/iu
/** «Rennes uniquement»: a zone is that already. */
const ONLY =
  /\s+(?:uniquement|seulement|exclusivement|intégralement|entière?)$|^(?:uniquement|seulement|exclusivement)\s+/giu
/** «Ille et Vilaine» is one name among others, that its «et» does not cut. */
const HELD_BY_AND =
  /(?<!\p{L})(ille|eure|indre|loir|lot|maine|meurthe|sa[oô]ne|seine|tarn)\s+et\s+(vilaine|loire?|cher|garonne|moselle|marne)(?!\p{L})/giu
/** «Rennes (nord)»: a side, and the département of that name only where something says so. */
const A_SIDE = /^(?:le |au )?nord$/iu
const THE_NORD =
  /(?<!\p{L})(?:d[ée]partements? du nord|pas[ -]de[ -]calais|hauts[ -]de[ -]france|nord\s*\(?\s*59)(?![\p{L}\d])/iu
const COUNTRY =
  /^(?:france(?: entière)?|toute la france|france métropolitaine|national|nationale|(?:au )?niveau national|(?:à l['’])?échelle nationale|territoire national|partout en france)$/i
/** «Communes : Bruz, Betton», «Zone : Rennes»: what a list is, and none of its places. */
const LABEL =
  /^\s*(?:zones?|communes?|villes?|epci|intercommunalités?|territoires?|départements?|périmètre)(?: (?:d['’]intervention|concernée?s?|couverte?s?|éligibles?|desservie?s?))?\s?:\s*/iu
/** «être domicilié à Rennes», «habiter Rennes Métropole». */
const LIVING =
  /^(?:(?:les |aux |pour les )?personnes? )?(?:être |qui )?(?:domicili[ée](?:e|\(e\)|[.·]e)?(?:\(s\)|[.·]?s)?|habiter|habitante?s?|habitent|habitant|résider|résidante?s?|résident)(?: (?:à|sur|dans|en|au))? (?=\p{Lu}|l[ae]s? |l['’]|un[e ])/iu
/** «pays de Redon et de Vitré»: two pays. */
const PAYS = /^(?:les? |du |des )?pays d/iu
const OF = /^(?:de |du |des |d['’])/iu
/** «Tout le 35 (Rennes exclue)». */
const EXCLUDED_BEFORE = /[^,;(+&/]*?\s(?:est |sont )?exclu(?:e|s|es)?(?=\s*(?:$|[),;]))/giu
/** «en Ille-et-Vilaine depuis 6 mois». */
const SINCE = /(?<!\p{L})depuis (?=(?:au |plus |moins |le )?(?:moins |de )?\d|un )/iu
/** «entre Rennes et Redon»: what lies between is neither. */
const BETWEEN = /(?<!\p{L})entre(?!\p{L})/iu
/** «Redon Agglomération (35, 44, 56)»: the départements over which it lies. */
const OVER = /([^(),;\n/]+?)\s*\((?:\d{2}|2[AB])(?:\s?(?:[,/&-]|et)\s?(?:\d{2}|2[AB]))+\)/giu
/** «35700 Rennes», «Rennes 35700»: the name and the postal code of one commune. */
const WITH_CODE = /^(\d{2}\s?\d{3})[\s,-]+(\p{L}.*)$|^(\p{L}.*?)[\s,-]+(\d{5})$/u

/**
 * «Pays de Rennes, Vallons de Vilaine et Brocéliande», «Ille-et-Vilaine», «Saint-Malo Agglomération», «toute la Bretagne» → codes of the COG;
 * words of the lexicon come first, names are those of the département. What follows «sauf» or «hors» is never a zone, and is told.
 */
export function lookUpZone(written: string, lexicon: Lexicon, department: string): Found {
  const words = lexicon.entries.get('zones') ?? new Map<string, readonly string[]>()
  const gazetteer = officialGazetteer()
  const one = (text: string): readonly string[] | null => {
    const known = words.get(fold(text))
    if (known) return known
    const posted = WITH_CODE.exec(text.trim())
    if (posted) return ofCommune(posted[2] ?? posted[3] ?? '', posted[1] ?? posted[4] ?? '')
    const number = text.trim().replace(NUMBERED, '')
    if (/^(?:\d{2}|2[AB]|\d{3}|\d{5}|2[AB]\d{3}|\d{9})$/.test(number)) return coded(number)
    if (COUNTRY.test(text.trim())) return ['france']
    if (A_SIDE.test(text.trim()) && !THE_NORD.test(written)) return null
    const code = gazetteer.zone(text, department)
    return code === null ? gazetteer.region(text) : [code]
  }
  // «35238, 35120»: one that no post office has says that all are of the COG.
  const official = [...written.matchAll(/(?<!\d)\d{5}(?!\d)/g)].some(
    ([code]) => gazetteer.isCode(code) && gazetteer.communesAt(code).length === 0,
  )
  // «35000» is no code of the COG: a postal code, that tells its commune when it has but one. «35120» is both, of two places: a person says which.
  const coded = (code: string) => {
    const there = gazetteer.communesAt(code)
    const both = there.length > 0 && !official && !there.every(commune => commune.code === code)
    if (gazetteer.isCode(code)) return both ? null : [code]
    return there.length === 1 ? there.map(commune => commune.code) : null
  }
  const ofCommune = (name: string, postalCode: string) => {
    const code = postalCode.replace(/\s/, '')
    const commune = gazetteer.commune(name, code)
    return commune?.postalCodes.includes(code) ? [commune.code] : null
  }
  const tried = (text: string) => one(text) ?? (bare(text) === text || bare(text) === '' ? null : one(bare(text)))
  /** «Rennes - Saint-Malo - Fougères»: a list when each of its parts is a place, and of one kind; «Rennes - Nord» is no département. Of numbers, «35-56», the département is one. */
  const listed = (piece: string): readonly string[] | null => {
    const numbers = /^\d{2}(?:\s?[-–—]\s?\d{2})+$/.test(piece) && piece.split(/\D+/).includes(department)
    const parts = piece.split(numbers ? /\D+/ : /\s[-–—]\s/)
    const read = parts.length > 1 ? parts.map(part => tried(part.trim())) : [null]
    const codes = read.flatMap(values => values ?? [])
    const departments = codes.filter(code => code.length < 5).length
    return read.includes(null) || ![0, codes.length].includes(departments) ? null : codes
  }
  /** A commune or a group of communes; beside a region, départements say which of them. */
  const withoutSpread = (text: string) =>
    text.includes('(')
      ? text.replace(OVER, (all, name: string) => (tried(name.trim())?.every(code => code.length > 3) ? name : all))
      : text
  const phrase = withoutSpread(withoutDepartment(written, department)).replace(HELD_BY_AND, '$1-et-$2')
  const whole = tried(phrase.trim())
  if (whole) return { values: [...whole], unknown: [] }
  const found: Found = { values: [], unknown: [] }
  const leave = (piece: string) =>
    found.unknown.push({
      words: piece,
      nearest:
        piece.length > LONGEST_SUGGESTED
          ? []
          : nearest(
              piece,
              gazetteer.placesIn(department).map(({ name }) => name),
            ),
    })
  for (const part of phrase.split(/[\n;]+|\.(?:\s|$)/)) {
    const labelled = part.replace(LABEL, '')
    const sentence = /exclu/i.test(labelled)
      ? labelled.replace(EXCLUDED_BEFORE, said => {
          leave(said.trim())
          return ''
        })
      : labelled
    const cut = BETWEEN.exec(sentence) ?? EXCEPT.exec(sentence) ?? SINCE.exec(sentence)
    const kept = cut ? sentence.slice(0, cut.index) : sentence
    const read: (readonly string[])[] = []
    let ofPays = false
    for (const piece of kept
      .split(/[,•|()+&]+|\s(?:et\/ou|et|ou)\s|\s(?=etc(?:$|\W))|\//i)
      .map(text => text.trim())
      .filter(text => fold(text) !== '')) {
      ofPays = PAYS.test(piece) || (ofPays && OF.test(piece))
      const values = ofPays && OF.test(piece) ? tried(`pays ${piece}`) : (tried(piece) ?? listed(piece))
      if (values) read.push(values)
      else leave(piece)
    }
    found.values.push(...(kept.includes('(') ? narrowed(read) : read.flat()))
    if (cut) leave(sentence.slice(cut.index).replace(/[)\s]+$/, ''))
  }
  return { values: [...new Set(found.values)], unknown: found.unknown }
}

/** «Bretagne (35, 22)»: of a region, the départements that are named beside it. */
function narrowed(read: readonly (readonly string[])[]): string[] {
  const single = new Set(read.filter(values => values.length === 1).flat())
  const isTold = (values: readonly string[]) => values.length > 1 && values.some(code => single.has(code))
  return read.filter(values => !isTold(values)).flat()
}

const A_NUMBER = /(?<=\p{L}{4})(?<!d(?:[ée]p\p{L}{0,12}|pts?))\s(\d{2})(?=\s*(?:$|[,;/]))/giu

/** «Rennes (35)»: which Rennes, and not a zone of its own; so is the code of «Rennes (35700)», and the number of «Rennes 35». */
const withoutDepartment = (text: string, department: string) =>
  text
    .replace(/(?<=\p{L}\s?)\((?:\d{2}|2[AB])\)/giu, ' ')
    .replace(/(?<=\p{L})\s?\((\d{2}\s?\d{3})\)/gu, (_, code: string) => ` ${code.replace(/\s/, '')}`)
    .replace(A_NUMBER, (all, number: string) => (number === department ? '' : all))

/** Without the words that come before a place: «toute l’», «le territoire de», «communes de». */
const bare = (text: string) => text.replace(ONLY, '').replace(LIVING, '').replace(ARTICLES, '').trim()
