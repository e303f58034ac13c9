import { lines, plain } from '../reading/plain.ts'

/** One word or sign of opening hours, understood. `days` are 0 (Monday) to 6; `minutes` since midnight. */
export type Token =
  | { kind: 'days'; days: number[] }
  | { kind: 'time'; minutes: number }
  | { kind: 'number'; value: number }
  | { kind: 'around-the-clock' }
  | { kind: 'to' }
  | { kind: 'and' }
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
  /** Words that move the hours in the year: a month, a season, «semaines paires». */
  | { kind: 'season' | 'frequency' }
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
const DAY = ['lu', 'ma', 'me', 'je', 've', 'sa', 'di']
const END = String.raw`(?![\p{L}\d])`
const APPOINTMENT = String.raw`(?:rendez[- ]?vous|r\.?d\.?v\.?|rv)`

type Read = (match: RegExpExecArray, original: string) => Token | null
const word = (source: string) => new RegExp(source + END, 'uy')

/** In order: the first that matches at a place names the token; null tries the next. */
const LEXICON: [RegExp, Read | null][] = [
  [/[\s:()«»"“”*_!]+/uy, null],
  [/[.;\n|•·]+/y, () => ({ kind: 'stop' })],
  [/,/y, () => ({ kind: 'comma' })],
  [word(String.raw`24\s?h(?:eures?)?\s?(?:\/|sur)\s?24(?:\s?h(?:eures?)?)?`), () => ({ kind: 'around-the-clock' })],
  [
    word(
      String.raw`7\s?j(?:rs?|ours?)?\s?(?:\/|sur)\s?7(?:\s?j(?:rs?|ours?)?)?|tous les jours(?! (?:de (?:la )?semaine|ouvr))|chaque jour`,
    ),
    () => ({ kind: 'days', days: [0, 1, 2, 3, 4, 5, 6] }),
  ],
  [
    word('(?:tous )?(?:les )?jours? ouvres?|(?:tous )?(?:les )?jours de (?:la )?semaine|en semaine'),
    () => ({ kind: 'days', days: [0, 1, 2, 3, 4] }),
  ],
  [word('(?:tous )?(?:les )?jours? ouvrables?'), () => ({ kind: 'days', days: [0, 1, 2, 3, 4, 5] })],
  [word('week[- ]?ends?'), () => ({ kind: 'days', days: [5, 6] })],
  [word('(?:les )?(?:jours? )?feries?'), () => ({ kind: 'holidays' })],
  [
    word(
      String.raw`sur (?:deux|trois|quatre|[234])|(?:toutes les )?(?:les )?semaines? (?:im)?paires?|(?:semaine|sem) [ab12]|tou(?:te)?s les (?:quinze|deux|trois|15|2|3) (?:jours|semaines|mois)|quinzaine|quinze jours|(?:une|deux|trois|\d) fois (?:par|tous|dans|chaque)|fois par (?:semaine|mois|an)|par mois|mensuel\p{L}*|bimensuel\p{L}*|bimestriel\p{L}*|hebdomadaire\p{L}*|trimestriel\p{L}*|chaque mois|tous les mois|alternance|alternativement|(?:le|les) mois (?:im)?pairs?|(?:im)?paires?|(?:im)?pairs?|ponctuel\p{L}*|occasionnel\p{L}*`,
    ),
    () => ({ kind: 'frequency' }),
  ],
  [word('(?:du|de chaque|dans le|par|de tous les) mois'), () => ({ kind: 'of-the-month' })],
  [
    word(
      String.raw`(?:[1-5](?:er|ere|e|eme|nd|nde|ème)s?|premi(?:er|ere)s?|deuxiemes?|seconde?s?|troisiemes?|quatriemes?|cinquiemes?|derni(?:er|ere)s?)`,
    ),
    ([written]) => ({ kind: 'ordinal', rank: RANKS.find(([pattern]) => pattern.test(written))?.[1] ?? 0 }),
  ],
  [
    word(
      String.raw`janvier|janv|fevrier|fevr?|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec|ete|hiver|estivale?s?|hivernale?s?|printemps|automne|vacances|scolaires?|saison\p{L}*|noel|paques|toussaint|periodes?|annee|annuel\p{L}*|trimestre|semestre|20\d\d|rentree|ramadan|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?`,
    ),
    () => ({ kind: 'season' }),
  ],
  [word(String.raw`(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?`), dayOf],
  [/(?:lun|mar|mer|jeu|ven|vend|sam|dim)(?![\p{L}\d])\.?/uy, dayOf],
  [
    /(?:lu|ma|me|je|ve|sa|di)(?![\p{L}\d'])\.?/uy,
    (match, original) => (/^\p{Lu}/u.test(original) || isShortRange(match) ? dayOf(match) : null),
  ],
  [
    word(String.raw`(\d{1,2})\s?(?:h|heures?|:)\s?([0-5]\d)(?:\s?(?::00|mn|min|minutes))?`),
    match => time(match[1], match[2]),
  ],
  [word(String.raw`(\d{1,2})\s?(?:h|heures?)(?:\s?(?:mn|min))?`), match => time(match[1], '0')],
  // No month is called 00, 15, 30 or 45: «9.30» is an hour, «9.10» could be a date.
  [word(String.raw`(\d{1,2})\.(00|15|30|45)`), match => time(match[1], match[2])],
  [word('midi'), () => ({ kind: 'time', minutes: 720 })],
  [word('minuit'), () => ({ kind: 'time', minutes: 1440 })],
  [word(String.raw`\d{1,2}`), ([written]) => ({ kind: 'number', value: Number(written) })],
  [/-+|–|—|→|>|(?:jusqu'ici|jusqu')?(?:aux?|a)(?![\p{L}'])/uy, () => ({ kind: 'to' })],
  [word('entre'), () => ({ kind: 'between' })],
  [/\/|&|\+/y, () => ({ kind: 'and' })],
  [word('et|puis|ainsi que|ou(?= (?:le |la |les |de |du )?(?:lun|mar|mer|jeu|ven|sam|dim))'), () => ({ kind: 'and' })],
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
      `sauf|except\\p{L}*|hors|hormis|a l'exception(?: d(?:e|u|es))?|en dehors(?: d(?:e|u|es))?|mais pas|non compris`,
    ),
    () => ({ kind: 'except' }),
  ],
  [word(`ferme\\p{L}*|clos\\p{L}*|pas d(?:e permanence|'accueil|'ouverture)|off`), () => ({ kind: 'closed' })],
  [word('matins?|matinees?'), () => ({ kind: 'half', half: 'morning' })],
  [word('(?:apres[- ]?midis?|aprem)'), () => ({ kind: 'half', half: 'afternoon' })],
  [
    word(
      String.raw`(?:[ldcs]')?(?:accueil|horaires?|ouvert(?:e|es|s|ure|ures)?|ouvre|public|permanences?|bureaux?|heures?|jours?|journee continue|en continu|non[- ]stop|sans interruption|sans coupure|toutes les semaines|chaque semaine|chaque|le|la|les|l'|du|de|des|d'|de l'|d|un|une|en|dans|sont|est|etre|se|sommes|nous|notre|nos|vous|votre|on|il|elle|y|ce|ces|tous|toute|toutes|tout|par|structure|association|service|lieu|aux|suivants?|suivantes?|habituels?|reception|recu|recus|recoit|recoivent|recevons|deroule|deroulent|tient|tiennent|lieu|a lieu|ont lieu|infos?|info|cette|semaine)`,
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
      found.push({ kind: 'unknown', words: words.slice(at, at + length) })
    }
    at += length
  }
  return found
}

function dayOf([written]: RegExpExecArray): Token {
  return { kind: 'days', days: [DAY.indexOf(written.slice(0, 2))] }
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
