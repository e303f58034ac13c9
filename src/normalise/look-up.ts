import { fold, nearest } from '../common/text.ts'
import type { DecidedWord, Found, Lexicon } from './lexicon.ts'
import type { Referential } from './mapping/schema.ts'
import { quote } from './quote.ts'
import { agesIn, publicOfAge } from './reading/ages.ts'
import { answeredInLine } from './reading/answered.ts'
import { tickedOnly } from './reading/boxes.ts'
import { namesBothAges, withoutEveryAge } from './reading/every-age.ts'
import { withoutInclusive } from './reading/inclusive.ts'
import { tellsCategory, withJobseekers } from './reading/jobseekers.ts'
import { withoutCuts } from './reading/joined-keys.ts'
import { WAY_WORDS } from './reading/way-words.ts'

type Words = ReadonlyMap<string, readonly string[]>

/** Words that carry no value by themselves and are not missed when the rest of a phrase is understood. Nothing that denies, limits or compares. */
const EMPTY_WORDS = new Set(
  `a à ans age agee agees ages au aux avec ayant avoir besoin ce ces cet cette chez compris d dans de des dont du elle en entre et etre habitant habitants ils
  la le les leur leurs notamment ou ouvert ouverte par personne personnes pour prioritaire prioritaires prioritairement priorite public publics qui qu que s se
  situation son sur the tous tout toute toutes un une y l etant majeur majeure majeures majeurs adulte adultes resident residents residant
  domicilie domicilies domiciliee domiciliees eligible eligibles egalement aussi est sont
  particulier particulierement principalement surtout essentiellement preference`.split(/\s+/),
)

/** What is said of a public to take it out, at its end: it holds for the whole sentence. */
const DENIED_AFTER =
  /\b(?:exclu(?:e|s|es)?(?: (?:du|de la?|de l|de ce(?:tte)?) (?:dispositif|action|formation|mesure|parcours|programme|accompagnement))?|(?:non|pas)(?: \p{L}+)?(?: \p{L}+)? (?:obligatoires?|necessaires?|requise?s?|exigee?s?|indispensables?|concernee?s?|acceptee?s?|admise?s?|eligibles?|prioritaires?|visee?s?|autorisee?s?)|interdite?s?|refusee?s?|inutiles?)$/u
/** «Étudiants (non éligibles), salariés»: said of the one before. */
const DENIED_IN_BRACKETS =
  /\s*\((non|(?:non|pas) (?:éligibles?|admise?s?|acceptée?s?|concernée?s?|autorisée?s?)|exclue?s?|refusée?s?)\)/giu
/** What follows is taken out, to the end of the sentence. */
const EXCEPT =
  /\b(?:sauf|hors|hormis|except\p{L}*|a l exception|l exception|en dehors|mis a part|exclu(?:e|s|es|ant|sion)?(?! \p{L}*ment)|autres? que|au lieu)\b/u
/** «30 ans si RQTH»: what follows is asked of those named before, and is no public of its own. */
const ON_CONDITION = /\bsi\b/
/** «BRSA (hors étudiants), jeunes»: the exception ends with its brackets where a list goes on. */
const EXCEPT_IN_BRACKETS =
  /\s*\(((?:sauf|hors|hormis|except[ée]\p{L}*|à l['’]exception)\s[^()]*)\)\s*(?=[,;/+]|et\s)[,;/+]?/giu
/** What follows in the same piece is denied. */
const DENIED_BEFORE =
  /\b(?:non|pas|sans|ni|n|ne|aucun\p{L}*|jamais|(?<!\bau )moins|interdit\p{L}*(?= (?:a|aux?) )|inutile(?= d)|evite[rz]|ferme(?:e|s|es)?(?= (?:a|aux?) )|ancien(?:ne)?s?(?= (?!detenu))|plus(?= \p{L}+ de))\b/u
const REFUSED = /\b(?:ne|pas|jamais|non|aucun\p{L}*)\b/u
/** Somebody else than the public named after. */
const SOMEBODY_ELSE =
  /\b(?:professionnel\p{L}*|intervenant\p{L}*|benevoles?|accompagnant\p{L}*|accompagnateurs?|encadrant\p{L}*|aidant\p{L}*|proches|au contact|travaillant|formateurs?|formatrices?|employeurs?|entreprises?|tuteurs?|tutrices?)\b/u
/** «anciens étudiants», «futurs retraités»: they are not, or not yet. */
const FORMERLY =
  /\b(?:ancien(?:ne)?s?|ex|future?s?) (?=(?:etudiant|salarie|retraite|entrepreneur|auto|independant|chef|interimaire|beneficiaire|allocataire)\p{L}*)/u
/** «enfants de salariés», «conjoints de demandeurs d’emploi»: the public is who stands before. An age is their own. */
const KIN =
  /(?<=\b(?:enfants?|conjointe?s?|epou(?:x|ses?)|veu(?:fs?|ves?)|entourage|compagn(?:es?|ons?)|(?:parents?|familles?)(?= (?:de|d) (?:demandeurs?|salarie|etudiant)))) (?:de|d|des|du) (?!unetranchedage|apartirdunage)/u
const MAY_BE_KIN = /enfant|conjoint|epou|veu|entourage|compagn|parent|famille/
/** «avec ou sans emploi» names nobody in particular. */
const EITHER = /(?<!\p{L})avec ou sans \p{L}+(?:[’']\p{L}+)?/giu
/** Open to everybody, whoever else is named: «ouvert à tous», «pour toutes et tous», «tout le monde»; not «tous les jeunes» nor «pas à tous». */
const FOR_ALL =
  /(?<!\p{L})(?<!(?:pas|non|jamais) )(?:(?:ouverte?s?|accessibles?|destinée?s?|proposée?s?|s['’]adresse) (?:à |a )|pour |(?<=^\s*|[:,(/–]\s*))(?:toutes et (?:à |a )?tous|tous et (?:à |a )?toutes|tous|toutes|tout le monde|tout un chacun)(?=\s*(?:$|[,.;:()!–-]|sans |et |mais |dès |apartirdunage|quel))/giu
/** «toute personne bénéficiaire du RSA»: everybody only where nothing else is said. */
const ANYBODY = /\btoutes? (?:les )?personnes?\b/u
/** What reaches somebody is a way to do so. */
const REACHED: readonly [RegExp, string][] = [
  [/[\p{L}\d._%+-]{1,64}@[\p{L}\d.-]{1,200}/gu, ' courriel '],
  // «Tel, courriel», «par tel»; not «un tel projet».
  [
    /(?<!(?:\p{L}|(?<!\p{L})(?:une?|comme|de) ))tel(?=\s*(?:$|[,;:/()&+–-]|\d|(?:ou|et|mail|uniquement|seulement|fixe|portable|de préférence)(?!\p{L})))/giu,
    ' téléphone ',
  ],
  [/(?<!\d)(?:\+33\s?[1-9]|0[1-9])(?:[\s.-]?\d{2}){4}(?!\d)/gu, ' téléphone '],
  [/(?<!\p{L})(?:t[ée]l\.|tél(?!\p{L}))/giu, ' téléphone '],
  [/https?:\/\/\S+|www\.\S+/gu, ' utiliser le lien de mobilisation '],
]
/** «mineurs non accompagnés d’un adulte» come by themselves; those without more are alone in the country. */
const COMING_ALONE = /\bnon accompagnee?s? (?:d|de|du|par)\b/u
/** Both sexes or all ages named are everybody, and nobody in particular. */
const EVERYBODY =
  /\b(?:femmes? (?:(?:et|ou) ){0,2}(?:(?:aux|les|des) )?hommes?|hommes? (?:(?:et|ou) ){0,2}(?:(?:aux|les|des) )?femmes?|jeunes et (?:(?:aux|les) )?moins jeunes|petits et grands|jeunes et (?:(?:aux|les) )?seniors)\b/u

/** «réservé aux femmes, les hommes…»: one of the two, whoever is named after. */
const RESERVED = /\breserve\p{L}* (?:aux? )?(?:femmes?|hommes?|jeunes|seniors)\b(?! (?:et|ou|aux) )/u

/**
 * Looks a phrase up: whole, then piece by piece («Femmes, bénéficiaires du RSA et jeunes mères»), then by the known words inside a piece.
 * A value that the phrase denies, excepts or gives to somebody else is not set. What nothing explains is unknown, never dropped.
 */
export function lookUp(asWritten: string, referential: Referential, lexicon: Lexicon): Found {
  const phrase = answeredInLine(tickedOnly(asWritten))
  if (phrase === '' && asWritten.trim() !== '')
    return { values: [], unknown: [{ words: asWritten.trim(), nearest: [] }] }
  const entries: Words = lexicon.entries.get(referential) ?? new Map()
  const beside = referential === 'publics' ? besideOf(phrase, entries) : []
  const besides = beside.length === 0 ? {} : { beside }
  const whole = entries.get(fold(phrase))
  if (whole) return { values: [...whole], unknown: [], ...besides }
  const found: Found = { values: [], unknown: [], ...besides }
  const readableText = readable(phrase, referential)
  const reworded = readableText === phrase ? undefined : entries.get(fold(readableText))
  if (reworded) return { values: [...reworded], unknown: [], ...besides }
  const { text: ageless, said: everyAge } =
    referential === 'publics' ? withoutEveryAge(readableText) : { text: readableText, said: false }
  const { text, words, written } =
    referential === 'publics'
      ? withAges(ageless, entries)
      : { text: ageless, words: entries, written: (same: string) => same }
  const leave = (piece: string) => {
    const said = written(piece)
    const decision = decisionOn(said, referential, lexicon)
    if (decision) found.decided = [...(found.decided ?? []), decision]
    else found.unknown.push({ words: said.trim(), nearest: suggestions(said, entries) })
  }
  let explained = false
  let everybody = false
  const bracketed = text.includes('(') ? text.replace(EXCEPT_IN_BRACKETS, ' ; $1 ; ') : text
  for (const part of bracketed.split(/[\n;!?]+|\.(?:\s|$)|\s[–—-]\s(?=\p{Lu}[\p{L}’' ]{2,25} ?:)/u)) {
    let open = false
    let sentence = part.replace(EITHER, either => {
      leave(either)
      return ', '
    })
    if (referential === 'publics') {
      if (sentence.includes('(')) sentence = sentence.replace(DENIED_IN_BRACKETS, ' $1, ')
      sentence = sentence.replace(FOR_ALL, () => {
        open = true
        return ', '
      })
    }
    if (open) {
      found.values.push('tous-publics')
      explained = true
    }
    if (fold(sentence) === '') continue
    // «Les étudiants ne sont pas concernés : ils peuvent s’adresser au Crous.»
    const denied = [sentence, sentence.split(/\s?:\s/)[0] ?? ''].some(part => DENIED_AFTER.test(fold(part)))
    if (denied && !words.has(fold(sentence))) {
      leave(sentence)
      continue
    }
    const folded = fold(sentence)
    const said = RESERVED.test(folded) ? undefined : EVERYBODY.exec(folded)?.[0]
    everybody ||= referential === 'publics' && said !== undefined
    let out = false
    let step = false
    for (const piece of withoutCuts(pieces(sentence, said), sentence, entries)) {
      if (said !== undefined && fold(piece) === said) continue
      const read = readPiece(fold(piece), words, referential, { out, step })
      out = read.out
      step = read.step
      found.values.push(...read.values)
      explained ||= read.explained
      // What a person said of words with an age counts, whatever the age tells by itself.
      if (!read.whole || (written(piece) !== piece && decisionOn(written(piece), referential, lexicon))) leave(piece)
    }
  }
  if (everybody && found.values.length === 0) found.values.push('tous-publics')
  const all = found.unknown.length === 0 && !found.decided
  if (all && everyAge && found.values.length === 0 && !OF_AGE.test(fold(phrase))) found.values.push('tous-publics')
  if (all && referential === 'publics' && namesBothAges(readableText) && found.values.every(value => BOTH.has(value)))
    found.values = ['tous-publics']
  if (found.values.length === 0 && found.unknown.length === 0 && !found.decided && !explained) {
    if (fold(phrase) !== '' && !ADULTS.test(fold(phrase))) leave(phrase)
  }
  return { ...found, values: [...new Set(found.values)] }
}

function readable(phrase: string, referential: Referential): string {
  const text = withoutInclusive(
    DOTTED.test(phrase) ? phrase.replace(DOTTED_ALL, letters => letters.replaceAll('.', '')) : phrase,
  )
  if (referential === 'publics') return withJobseekers(text)
  if (referential !== 'modes_mobilisation') return text
  return REACHED.reduce((written, [pattern, way]) => written.replace(pattern, way), text)
}

/** «R.S.A.», «Q.P.V.». */
const DOTTED_ALL = /(?<!\p{L})(?:\p{Lu}\.){2,}\p{Lu}?(?!\p{L})/gu
const DOTTED = /[A-Z]\.[A-Z]/

/** «public adulte», «personnes majeures»: said, and no public of the référentiel. */
const ADULTS = /\b(?:majeure?s?|adultes?)\b/
/** The same, and «mineurs»: more, or less, than any public of the référentiel says. */
const OF_AGE = /\b(?:mineure?s?|majeure?s?|adultes?)\b/
/** What minors and adults named together are each by themselves. */
const BOTH = new Set(['familles', 'jeunes'])
/** «adultes uniquement», «réservé aux plus de 50 ans»: the details on publics say it whole. */
const ONLY = new Set('uniquement seulement exclusivement seuls seules reserve reservee reserves reservees'.split(' '))
/** Who comes first among those named; not «quartier prioritaire». */
const FIRST =
  /\b(?:notamment|prioritairement|priorite|(?<!\b(?:quartiers?|zones?|geographie|territoires?|communes?|secteurs?) )prioritaires?|particulier|particulierement|principalement|surtout|essentiellement|preference)\b/
/** A longer phrase speaks of other things too: only its sentences on a public are kept. */
const LONGEST_WHOLE = 200

/** What a phrase on publics says and no value of the référentiel can: ages, adults, who comes first. */
function besideOf(phrase: string, words: Words): string[] {
  const says = (text: string) =>
    agesIn(text).length > 0 || OF_AGE.test(fold(text)) || FIRST.test(fold(text)) || tellsCategory(fold(text))
  if (!says(phrase)) return []
  if (phrase.length <= LONGEST_WHOLE) return [phrase.trim()]
  return phrase
    .split(/[\n;]+|(?<=[.!?])\s+/)
    .map(sentence => sentence.trim())
    .filter(text => agesIn(text).length > 0 || (says(text) && consume(fold(text), words).values.length > 0))
}

/** An age stands as one word, longer than most, so that nothing cuts it and that it is taken early. */
const AGE = / ?(?:unetranchedage|apartirdunage)(\d+) ?/g

/** A phrase whose ages are words of their own, and what these stand for. */
function withAges(text: string, words: Words): { text: string; words: Words; written: (text: string) => string } {
  const ages = agesIn(text)
  if (ages.length === 0) return { text, words, written: same => same }
  const said: string[] = []
  const more = new Map<string, readonly string[]>()
  let out = ''
  let at = 0
  for (const [rank, age] of ages.entries()) {
    const word = `${age.max === null ? 'apartirdunage' : 'unetranchedage'}${rank}`
    const known = age.keys.map(key => words.get(key)).find(values => values !== undefined)
    more.set(word, known ?? publicOfAge(age))
    said.push(text.slice(age.index, age.index + age.length))
    out += `${text.slice(at, age.index)} ${word} `
    at = age.index + age.length
  }
  const written = (piece: string) =>
    piece.replace(AGE, (_, rank, index: number) => {
      const before = /[\p{L}\d]/u.test(piece.charAt(index - 1)) ? ' ' : ''
      return `${before}${said[Number(rank)] ?? ''}`
    })
  return { text: out + text.slice(at), words: new Map([...words, ...more]), written }
}

/** Cut at commas and «et»; a saying that «et» holds together stays whole. */
function pieces(sentence: string, said: string | undefined): string[] {
  const cut = /[,•|/()+]+|\s(?:et\/ou|et|ou)\s/i
  if (said === undefined) return sentence.split(cut).filter(piece => fold(piece) !== '')
  const folded = fold(sentence)
  const at = folded.indexOf(said)
  return [...folded.slice(0, at).split(cut), said, ...folded.slice(at + said.length).split(cut)].filter(
    piece => fold(piece) !== '',
  )
}

interface PieceRead {
  values: string[]
  /** Every word of it is accounted for. */
  whole: boolean
  /** An entry of the lexicon was met, even one that carries no value. */
  explained: boolean
  /** An exception was opened, that goes on in the pieces after. */
  out: boolean
  /** The way of another step was opened: it goes on in the pieces after that are nothing but ways. */
  step: boolean
}

const NOTHING: PieceRead = { values: [], whole: false, explained: false, out: false, step: false }

function readPiece(
  piece: string,
  words: Words,
  referential: Referential,
  was: Pick<PieceRead, 'out' | 'step'>,
): PieceRead {
  if (was.out) return { ...NOTHING, out: true }
  const ways = WAY_WORDS.get(referential)
  // «Seniors : non».
  if (
    referential === 'publics' &&
    (COMING_ALONE.test(piece) || piece.endsWith(' non') || (DENIED_AFTER.test(piece) && !words.has(piece)))
  )
    return NOTHING
  if (ways?.elsewhere.test(piece)) return { ...NOTHING, out: EXCEPT.test(piece), step: was.step }
  // «sans domicile», «moins de 26 ans»: entries that hold such a word mean what they say.
  const turned = (key: string) =>
    DENIED_BEFORE.test(key) || EXCEPT.test(key) || (referential === 'publics' && SOMEBODY_ELSE.test(key))
  // «ne pas venir sans rendez-vous»: denied, they do not.
  const held = consume(piece, words, key => turned(key) && !REFUSED.test(piece.slice(0, piece.indexOf(key))))
  const except = EXCEPT.exec(held.rest)
  const denied = DENIED_BEFORE.exec(held.rest)
  const step = ways?.step?.exec(held.rest) ?? null
  const others =
    referential === 'publics'
      ? [
          SOMEBODY_ELSE.exec(held.rest),
          ON_CONDITION.exec(held.rest),
          FORMERLY.exec(held.rest),
          MAY_BE_KIN.test(held.rest) ? KIN.exec(held.rest) : null,
        ]
      : step
        ? [step]
        : []
  const end = Math.min(...[except, denied, ...others].map(found => found?.index ?? Number.POSITIVE_INFINITY))
  const before = consume(end === Number.POSITIVE_INFINITY ? held.rest : held.rest.slice(0, end), words)
  const told = OF_AGE.test(piece) || /\b(?:unetranchedage|apartirdunage)\d/.test(piece)
  const found = inOrder([...held.values, ...before.values], piece, words, referential)
  const more = before.rest.split(' ').filter(word => word !== '' && !EMPTY_WORDS.has(word) && !(told && ONLY.has(word)))
  if (was.step && more.length === 0 && !ways?.own?.test(piece)) return { ...NOTHING, step: true }
  const left = ways && found.length > 0 ? more.filter(word => !ways.empty.has(word)) : more
  const some = (left.length > 0 || new Set(found).size > 1) && referential === 'publics' && ANYBODY.test(piece)
  // «tout public de 16 à 25 ans» is young people.
  const aged = found.length > 1 && /\bunetranchedage\d/.test(piece) && new Set(found).size > 1
  const values = some || aged ? found.filter(value => value !== 'tous-publics') : found
  const explained = held.met || before.met
  return {
    values,
    whole: end === Number.POSITIVE_INFINITY && left.length === 0,
    explained,
    out: except !== null,
    step: step !== null,
  }
}

/** Of several types the first said is kept: «atelier de formation» is a workshop. */
function inOrder(values: string[], piece: string, words: Words, referential: Referential): string[] {
  if (referential !== 'types' || values.length < 2) return values
  const told = ` ${piece} `
  const places = new Map<string, number>()
  for (const [key, known] of words) {
    const at = told.indexOf(` ${key} `)
    for (const value of at < 0 ? [] : known) places.set(value, Math.min(at, places.get(value) ?? at))
  }
  return values.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
}

/** Takes the longest known words out of a piece, again and again. */
function consume(
  piece: string,
  words: Words,
  only: (key: string) => boolean = () => true,
): { values: string[]; rest: string; met: boolean } {
  const values: string[] = []
  let met = false
  let rest = ` ${piece.trim()} `
  for (const known of [...words.keys()]
    .filter(key => key !== '' && rest.includes(` ${key} `) && only(key))
    .sort((a, b) => b.length - a.length)) {
    if (!rest.includes(` ${known} `)) continue
    met = true
    values.push(...(words.get(known) ?? []))
    // Twice side by side, they share the blank between them.
    while (rest.includes(` ${known} `)) rest = rest.replaceAll(` ${known} `, '  ')
  }
  return { values, rest, met }
}

/** The person saw the piece as `quote` shows it: shortened, names masked. */
function decisionOn(piece: string, referential: Referential, { decided }: Lexicon): DecidedWord | undefined {
  return decided?.get(referential)?.get(fold(quote(piece.trim())))
}

/** A longer piece is a sentence, that no word of a référentiel resembles. */
const LONGEST_SUGGESTED = 100

function suggestions(piece: string, words: Words): string[] {
  if (piece.length > LONGEST_SUGGESTED) return []
  const keys = nearest(piece, words.keys(), 0.55, 5)
  return [...new Set(keys.flatMap(key => words.get(key) ?? []))].slice(0, 3)
}
