/** Letters, an elided article with them: a shorter word stays whole, a tile is as wide. */
const LONGEST_WHOLE = 8
const VOWEL = '[aeiouyàâäéèêëîïôöùûü]'
const HEAD = '(?:[bcdfgptv][rl]|[cpt]h|gn|qu|[bcdfghjklmnprstvz])'
/** Before the consonants that begin the next syllable, three letters left on either side; of two that stay apart («com-mu»), between them. */
const SYLLABLE = new RegExp(
  String.raw`(?<=\p{L}{2}${VOWEL}|\p{L}${VOWEL}[lmnrst])(?=${HEAD}${VOWEL}\p{L})(?<!(?:[cpt](?=h)|g(?=n)|[bcdfgptv](?=[rl])))`,
  'giu',
)

/** A name whose long words say where a narrow place may cut them, between syllables: «Châ-teau-gi-ron». Browsers without French hyphenation cut anywhere else. Pure. */
export const softHyphens = (name: string): string =>
  name.replace(/[\p{L}’]+/gu, word => (word.length > LONGEST_WHOLE ? word.replace(SYLLABLE, '\u00AD') : word))
