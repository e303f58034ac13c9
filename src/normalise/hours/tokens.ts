import { lines, plain } from '../reading/plain.ts'
import { misspeltDay } from './misspelt-day.ts'

/** One word or sign of opening hours, understood. `days` are 0 (Monday) to 6; `minutes` since midnight. */
export type Token =
  | { kind: 'days'; days: number[] }
  | { kind: 'time'; minutes: number }
  | { kind: 'number'; value: number }
  /** `daily` says every day too: «24/7». */
  | { kind: 'around-the-clock'; daily: boolean }
  | { kind: 'to' }
  | { kind: 'and' }
  /** «lundi ou mardi»: one of them, nobody knows which. */
  | { kind: 'or' }
  | { kind: 'between' }
  | { kind: 'comma' }
  | { kind: 'stop' }
  | { kind: 'closed' }
  | { kind: 'except' }
  /** -1 is the last of the month. */
  | { kind: 'ordinal'; rank: number }
  | { kind: 'of-the-month' }
  | { kind: 'half'; half: 'morning' | 'afternoon' }
  | { kind: 'appointment'; need: 'yes' | 'no' | 'either' }
  | { kind: 'holidays' }
  /** «les autres jours»: none of those that are named. */
  | { kind: 'other-days' }
  /** Words that move the hours in the year: a month, a season, «semaines paires». */
  | { kind: 'season' | 'frequency' }
  /** «jeudi 14h-17h au lieu de mardi»: what follows is no more, or not this. */
  | { kind: 'instead' }
  /** «11-14 ans», «02 99…», «5 €», «26 h hebdo»: numbers that have their own unit, and are no hours. */
  | { kind: 'beside' }
  /** «jeu de société», «dim sum»: a day cut short, or a word of the language. */
  | { kind: 'day-or-word' }
  | { kind: 'unknown' }

export type Placed = Token & { words: string }

const RANKS: [RegExp, number][] = [
  [/^(1|premi)/, 1],
  [/^(2|deux|second)/, 2],
  [/^(3|trois)/, 3],
  [/^(4|quatr)/, 4],
  [/^(5|cinq)/, 5],
  [/^derni/, -1],
]
const LETTERS = ['L', 'Ma', 'Me', 'J', 'V', 'S', 'D']
const DAY = ['lu', 'ma', 'me', 'je', 've', 'sa', 'di']
const END = String.raw`(?![\p{L}\d])`
const APPOINTMENT = String.raw`(?:rendez[- ]?vous|r\.?d\.?v\.?|rv)`

type Read = (match: RegExpExecArray, original: string) => Token | null
const word = (source: string) => new RegExp(`(?:${source})${END}`, 'uy')
/** «le 7/7», «du 24/7»: a date. */
const NO_DATE = String.raw`(?<!(?:\bl[ae]|\bdu|\bau|\bdes?|di)\s)`

/** In order: the first that matches at a place names the token; null tries the next. */
const LEXICON: [RegExp, Read | null][] = [
  [/[\s:()«»"“”*_!]+/uy, null],
  [
    word(
      String.raw`0[1-9](?:[\s.-]?\d\d){4}|\d{5}|(?:\d{1,2}(?: ans)?\s?(?:-|–|\/|a|et|ou)\s?)?\d{1,2} ?ans(?: et (?:plus|moins))?|\d{1,4}(?:[.,]\d{1,2})? ?(?:€|euros?)|\d{1,2} ?h(?:eures?)?(?:[0-5]\d)?(?: ?\/ ?| par )(?:semaine|sem|jour|mois)|\d{1,2} ?h(?:eures?)?(?:[0-5]\d)? hebdo\p{L}*|\d{1,2}(?:er|e|eme) etage|(?:salle|bureau|porte|box|guichet) (?:n° ?)?\d{1,3}(?! ?(?:h|:|-|–|\/|a ))`,
    ),
    () => ({ kind: 'beside' }),
  ],
  [/[.;\n|•·]+/y, () => ({ kind: 'stop' })],
  [/,/y, () => ({ kind: 'comma' })],
  [
    word(String.raw`24\s?(?:h(?:eures?)?)?\s?(?:\/|sur)\s?24(?:\s?h(?:eures?)?)?`),
    () => ({ kind: 'around-the-clock', daily: false }),
  ],
  [
    word(String.raw`${NO_DATE}24\s?h?\s?\/\s?7(?:\s?j(?:ours?)?)?(?!\/)`),
    () => ({ kind: 'around-the-clock', daily: true }),
  ],
  [
    word(
      String.raw`${NO_DATE}7\s?\/\s?7(?!\/)|7\s?j(?:rs?|ours?)?\s?(?:\/|sur)\s?7(?:\s?j(?:rs?|ours?)?)?|7 sur 7|t\.?l\.?j\.?|t(?:ou)?s les j(?:ou)?rs(?! (?:de (?:la )?semaine|ouvr))|chaque jour`,
    ),
    () => ({ kind: 'days', days: [0, 1, 2, 3, 4, 5, 6] }),
  ],
  [
    word('(?:tous )?(?:les )?jours? ouvres?|(?:tous )?(?:les )?jours de (?:la )?semaine|en semaine'),
    () => ({ kind: 'days', days: [0, 1, 2, 3, 4] }),
  ],
  [word('(?:tous )?(?:les )?jours? ouvrables?'), () => ({ kind: 'days', days: [0, 1, 2, 3, 4, 5] })],
  [word('week[- ]?ends?'), () => ({ kind: 'days', days: [5, 6] })],
  [
    word(
      '(?:tous )?(?:les )?autres (?:jours?(?: de la semaine)?|creneaux|horaires|moments)|(?:tout )?le reste (?:de la semaine|du temps)',
    ),
    () => ({ kind: 'other-days' }),
  ],
  [word('(?:les )?(?:jours? )?feries?'), () => ({ kind: 'holidays' })],
  [
    word(
      String.raw`sur (?:deux|trois|quatre|[234])|(?:toutes les )?(?:les )?semaines? (?:im)?paires?|(?:semaines?|sem)\.?\s?[ab12]|s[12]|tou(?:te)?s les (?:quinze|deux|trois|15|2|3) (?:jours|semaines|mois)|quinzaine|quinze jours|(?:une|deux|trois|\d) fois (?:par|tous|dans|chaque)|fois par (?:semaine|mois|an)|par mois|mensuel\p{L}*|bimensuel\p{L}*|bimestriel\p{L}*|hebdomadaire\p{L}*|trimestriel\p{L}*|chaque mois|tous les mois|alternance|alternativement|(?:le|les) mois (?:im)?pairs?|(?:im)?paires?|(?:im)?pairs?|ponctuel\p{L}*|occasionnel\p{L}*`,
    ),
    () => ({ kind: 'frequency' }),
  ],
  [word('au lieu(?: d(?:e|u|es))?|a la place(?: d(?:e|u|es))?|et non(?: plus)?'), () => ({ kind: 'instead' })],
  [word('(?:du|de chaque|dans le|par|de tous les) mois'), () => ({ kind: 'of-the-month' })],
  [
    word(
      `(?:[1-5](?:er|ere|e|eme|nd|nde|ème)s?|premi(?:er|ere)s?|deuxiemes?|seconde?s?|troisiemes?|quatriemes?|cinquiemes?|derni(?:er|ere)s?)`,
    ),
    ([written]) => ({ kind: 'ordinal', rank: RANKS.find(([pattern]) => pattern.test(written))?.[1] ?? 0 }),
  ],
  [
    word(
      String.raw`du \d{1,2}(?:er)?(?: \p{L}{3,9})? au \d{1,2}(?:er)? (?:janv|fevr?|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)\p{L}*|\d{1,2}(?:er)? (?:janv|fevr?|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)\p{L}*`,
    ),
    () => ({ kind: 'season' }),
  ],
  [
    word(
      String.raw`janvier|janv|fevrier|fevr?|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec|ete|hiver|estivale?s?|hivernale?s?|printemps|automne|vacances|scolaires?|saison\p{L}*|noel|paques|toussaint|periodes?|annee|annuel\p{L}*|trimestre|semestre|20\d\d|rentree|ramadan|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?`,
    ),
    () => ({ kind: 'season' }),
  ],
  [word(`(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?`), dayOf],
  [word(String.raw`[ljvsd]\s?(?:-|–|—|>|au?)\s?[jvsd]`), lettersRange],
  [word(String.raw`(?:(?:ma|me|[lmjvsd])[\s,/-]{0,3}){3,7}`), lettersList],
  [/(?:lund?|mard?|mer(?:cr?)?|jeud?|ven(?:dr?)?|same?|dim(?:an)?)(?![\p{L}\d'])\.?/uy, dayOf],
  [
    /(?:lu|ma|me|je|ve|sa|di)(?![\p{L}\d'])\.?/uy,
    (match, original) => (/^\p{Lu}/u.test(original) || isShortRange(match) ? dayOf(match) : null),
  ],
  [
    // «9-12h 14-17h»: the 14 begins the afternoon.
    /(?<=[-–/]\s?)(\d{1,2})\s?h(?=\s(\d{1,2})\s?[-–/]\s?(\d{1,2})\s?h)/uy,
    ([, hour, from, to]) => (Number(from) > Number(hour) && Number(to) > Number(from) ? time(hour, '0') : null),
  ],
  [
    word(String.raw`(\d{1,2})\s?(?:h|heures?|:)\s?([0-5]\d)(?!(?:[\s.-]\d\d){3})(?:\s?(?::00|mn|min|minutes))?`),
    match => time(match[1], match[2]),
  ],
  [word(String.raw`(\d{1,2})\s?(?:h|heures?)(?:\s?(?:mn|min))?`), match => time(match[1], '0')],
  // No month is called 00, 15, 30 or 45: «9.30» is an hour, «9.10» could be a date.
  [word(String.raw`(\d{1,2})\.(00|15|30|45)`), match => time(match[1], match[2])],
  [word('midi (?:et demie?|trente)'), () => ({ kind: 'time', minutes: 750 })],
  [word('midi'), () => ({ kind: 'time', minutes: 720 })],
  // «a.-m.» is the afternoon; «a.m.» may be the morning of the English.
  [/(?:a\.\s?-\s?m\.?|apres[- ]m\.|ap\.?[- ]midi)(?![\p{L}\d])/uy, () => ({ kind: 'half', half: 'afternoon' })],
  [word('minuit'), () => ({ kind: 'time', minutes: 1440 })],
  [word(String.raw`\d{1,2}`), ([written]) => ({ kind: 'number', value: Number(written) })],
  [/-+>?|–|—|→|>|(?:jusqu'ici|jusqu')?(?:aux?|a)(?![\p{L}'])/uy, () => ({ kind: 'to' })],
  [word('entre'), () => ({ kind: 'between' })],
  [/\/|&|\+/y, () => ({ kind: 'and' })],
  [word('et|puis|ainsi que'), () => ({ kind: 'and' })],
  [word('ou(?= (?:le |la |les |de |du )?(?:lun|mar|mer|jeu|ven|sam|dim))'), () => ({ kind: 'or' })],
  [
    word(`(?:avec|sur) ou sans ${APPOINTMENT}|sans ou (?:avec|sur) ${APPOINTMENT}`),
    () => ({ kind: 'appointment', need: 'either' }),
  ],
  [
    word(`(?:sans|pas (?:besoin )?de|hors)(?: prise de)? ${APPOINTMENT}|acces libre|entree libre|en libre acces`),
    () => ({ kind: 'appointment', need: 'no' }),
  ],
  [
    word(
      `(?:(?:uniquement|seulement|exclusivement) )?(?:(?:sur|avec|apres|par|prendre)(?: prise de)? )?(?:prise de |prendre )?${APPOINTMENT}(?: (?:uniquement|seulement|exclusivement|obligatoire))?`,
    ),
    () => ({ kind: 'appointment', need: 'yes' }),
  ],
  [
    word(
      `sauf|sf|except\\p{L}*|hors|hormis|a l'exception(?: d(?:e|u|es))?|en dehors(?: d(?:e|u|es))?|mais pas|non compris`,
    ),
    () => ({ kind: 'except' }),
  ],
  [
    word(
      `ferme\\p{L}*|clos\\p{L}*|pause(?: dejeuner| meridienne| du midi)?|(?:pas|plus|sans) (?:de permanence|d'accueil|d'ouverture)|sans permanence|off`,
    ),
    () => ({ kind: 'closed' }),
  ],
  [word(String.raw`soir(?:ee)?s?(?=[\s:,(]*(?:de |des )?\d{1,2} ?h)`), null],
  [word('matins?|matinees?'), () => ({ kind: 'half', half: 'morning' })],
  [word('(?:apres[- ]?midis?|aprem)'), () => ({ kind: 'half', half: 'afternoon' })],
  [
    word(
      `(?:[ldcs]')?(?:accueil|horaires?|ouvert(?:e|es|s|ure|ures)?|ouvre|public|permanences?|bureaux?|heures?|jours?|journee continue|en continu|non[- ]stop|sans interruption|sans coupure|toutes les semaines|chaque semaine|chaque|le|la|les|l'|du|de|des|d'|de l'|d|un|une|en|dans|sont|est|etre|se|sommes|nous|notre|nos|vous|votre|on|il|elle|y|ce|ces|tous|toute|toutes|tout|par|structure|association|service|lieu|aux|suivants?|suivantes?|habituels?|reception|recu|recus|recoit|recoivent|recevons|deroule|deroulent|tient|tiennent|lieu|a lieu|ont lieu|infos?|info|cette|semaine)`,
    ),
    null,
  ],
  [
    word(
      String.raw`inclus|compris|(?:uniquement|seulement|exclusivement)(?=\s*(?:$|[.,;\n/|]|(?:le |la |les |du |de |tous les )*(?:lun|mar|mer|jeu|ven|sam|dim)|(?:de )?\d))`,
    ),
    null,
  ],
  [/[ldcs]'/y, null],
]
const UNKNOWN = /[\p{L}\p{M}\p{N}'’@€%+-]+|./uy

/** Hours as a sequence of understood words; filler goes, what nothing explains stays as `unknown`, with its words. */
export function tokens(text: string): Placed[] {
  const words = lines(text)
  const bare = plain(words)
  const found: Placed[] = []
  let at = 0
  while (at < bare.length) {
    let length = 0
    for (const [pattern, read] of LEXICON) {
      pattern.lastIndex = at
      const match = pattern.exec(bare)
      if (!match) continue
      const written = words.slice(at, at + match[0].length)
      const token = read === null ? null : read(match, written)
      if (read !== null && token === null) continue
      if (token) found.push({ ...token, words: written.trim() })
      length = match[0].length
      break
    }
    if (length === 0) {
      UNKNOWN.lastIndex = at
      const [rest = ' '] = UNKNOWN.exec(bare) ?? []
      length = rest.length
      const day = misspeltDay(rest)
      const written = words.slice(at, at + length)
      const last = found.at(-1)
      if (day === null && last && leadsIntoWord(last, bare.slice(Math.max(0, at - 30), at)))
        found[found.length - 1] = { kind: 'day-or-word', words: `${last.words} ${written}` }
      found.push(day === null ? { kind: 'unknown', words: written } : { kind: 'days', days: [day], words: written })
    }
    at += length
  }
  return found
}

/** A day cut short, without its point, that runs into a word: «dim sum», «mer du Nord», «ven d’ange»; a sign between makes it a day. */
function leadsIntoWord({ kind, words }: Placed, before: string): boolean {
  return (
    kind === 'days' &&
    CUT_SHORT.test(words) &&
    /\b(?:mar|mer|jeu|ven|sam|dim)\s+(?:(?:de|du|des|la|le|les|en)\s+|[dl]'?)*$/u.test(before)
  )
}
const CUT_SHORT = /^(?:mar|mer|jeu|ven|sam|dim)$/iu

function dayOf([written]: RegExpExecArray): Token {
  return { kind: 'days', days: [DAY.indexOf(written.slice(0, 2))] }
}

/** «L-V», «J au S», in capitals; «M» alone is two days. */
function lettersRange(_match: RegExpExecArray, original: string): Token | null {
  const from = LETTERS.indexOf(original.charAt(0))
  const to = LETTERS.indexOf(original.charAt(original.length - 1))
  if (from < 0 || to <= from) return null
  return { kind: 'days', days: LETTERS.slice(from, to + 1).map((_, index) => from + index) }
}

/** «L M M J V», «LMMJV», «L Ma J»: three days or more, in the order of the week; without a sign between them, «MM» or «MaMe» must say what they are. */
function lettersList(_match: RegExpExecArray, original: string): Token | null {
  const bare = original
    .replace(/[\s,/-]/g, '')
    .replace(/M[AE]/g, day => `M${day.charAt(1).toLowerCase()}`)
    .replace(/M(?=Me)/, 'Ma')
    .replace(/MM(?![ae])/, 'MaMe')
  const names = bare.match(/M[ae]|[LJVSD]/g) ?? []
  const days = names.map(name => LETTERS.indexOf(name))
  if (names.join('') !== bare || days.some((day, index) => index > 0 && day <= (days[index - 1] ?? 0))) return null
  return /[\s,/-]\p{L}/u.test(original) || bare.includes('MaMe') ? { kind: 'days', days } : null
}

/** «lu-ve», «ma au je»: two letters are a day where another day answers them. */
function isShortRange(match: RegExpExecArray): boolean {
  const around = match.input.slice(Math.max(0, match.index - 6), match.index + 12)
  return /(?<!\p{L})(?:lu|ma|me|je|ve|sa|di)\s?(?:-|–|au?)\s?(?:lu|ma|me|je|ve|sa|di)(?!\p{L})/u.test(around)
}

function time(hours: string | undefined, minutes: string | undefined): Token | null {
  const total = Number(hours) * 60 + Number(minutes)
  return total <= 1440 ? { kind: 'time', minutes: total } : null
}
