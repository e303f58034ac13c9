import { remember } from '../common/remember.ts'
import { fold } from '../common/text.ts'
import { announcesSomebody } from './announced-names.ts'
import { withContactPlace } from './contact-place.ts'
import { GIVEN_NAMES } from './given-names.ts'
import { isNameAlone } from './name-alone.ts'
import { givenInContext, hasTypedTitle } from './name-contexts.ts'
import { BEFORE_A_PLACE, EPONYMS } from './named-places.ts'

/** A capitalised word, hyphens and apostrophes inside («Le Goff», «D’Artagnan», «DURAND»). */
const NAME = String.raw`(?:\p{Lu}[\p{L}’'-]+)`
const GIVEN = String.raw`(?<![\p{L}\d@._-])(\p{Lu}\p{L}+(?:-\p{Lu}\p{L}+)?)`
const TITLED = new RegExp(
  String.raw`(?<![\p{L}\d])(?:M\.|MM\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle|Dr\.?|Docteur|Pr\.?|Professeure?|Maître)\s+(?:\p{Lu}\.\s*)?(?:${NAME}|\p{Lu}\.(?!\p{L}))`,
  'u',
)
const EVERY_TITLED = new RegExp(TITLED, 'gu')
/** «Marie Le Goff», «Mohamed Ben Ali»: the words after the given name too. */
const PAIR = new RegExp(
  String.raw`${GIVEN}(?=\s+((?:(?:[Ll]e|[Dd]e|[Dd]u|[Dd]es|[Ll]a|[Bb]en|[Ee]l)\s+){0,2}${NAME}(?:\s+${NAME})?))`,
  'gu',
)
/** «Marie D.» */
const INITIAL = new RegExp(String.raw`${GIVEN}(?=\s+\p{Lu}\.(?!\p{L}))`, 'gu')
/** «LE GALL Soizic»: a surname in capitals first, after a sign or a word that leads to somebody. */
const REVERSED =
  /(?:^|[:,;(–—\n-]\s*|(?<!\p{L})(?:par|avec|auprès de|contact|contacter|contactez|et|ou|à|de|voir)\s+)((?:(?:LE|LA|DE|DU|DES|BEN|EL)\s+)?\p{Lu}{3,}(?:[-'’ ]\p{Lu}{3,})?)\s+(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)(?![\p{L}-]|\s+\p{Lu}\p{Ll})/gu
/** «Nolwenn au 06 11…», «Marie (marie@…)»: a given name that a phone or an e-mail follows. */
const REACHED = new RegExp(
  String.raw`${GIVEN}(?=[\s:,(–—-]+(?:(?:au|par|sur|à|tél\.?|tel\.?|téléphone|portable|mail|courriel)[\s.:]*){0,3}(?:0\s?[1-9](?:[\s.-]?\d{2}){4}|\+33|[\p{L}\d._-]{1,64}@))`,
  'giu',
)
/** «Votre conseillère Nolwenn», «Animatrice : Soizic», «contactez Marie»: a given name that a part or a verb leads to. */
const LED = new RegExp(
  String.raw`(?<!\p{L})(?:(?:animat(?:rice|eur)|conseill(?:ère|er)|référente?|format(?:rice|eur)|coordinat(?:rice|eur)|direct(?:rice|eur)|éducat(?:rice|eur)|interlocut(?:rice|eur)|intervenante?|assistante?|responsable|accompagnat(?:rice|eur))s?(?: sociales?| sociaux)?|coach|psychologue|juriste|chargée?s? d[e’']\s?\p{L}+|secrétaire|contacte[rz](?:-(?:moi|nous))?|contact|demande[rz]|auprès d[e’']|animée?s? par|encadrée?s? par|reçue?s? par|accueillie?s? par|joindre|appele[rz])\s*(?:est|sera|:|,|–|-|\()?\s*${GIVEN}(?![\p{L}-])`,
  'giu',
)
/** «Référent : Nguyen Van Minh», «Contact : J. Durand»: a part, and a whole name whose given name is in no list. */
const PART_THEN_NAME = new RegExp(
  String.raw`(?<!\p{L})(?:[Aa]nimat(?:rice|eur)|[Cc]onseill(?:ère|er)|[Rr]éférente?|[Ff]ormat(?:rice|eur)|[Cc]oordinat(?:rice|eur)|[Dd]irect(?:rice|eur)|[ÉéEe]ducat(?:rice|eur)|[Ii]nterlocut(?:rice|eur)|[Ii]ntervenante?|[Aa]ssistante?(?: sociale?)?|[Rr]esponsable|[Aa]ccompagnat(?:rice|eur)|[Cc]hargée? d[e’']\s?\p{L}+|[Ss]ecrétaire)\s?:\s*(${NAME}(?:\s+${NAME}){1,2})(?![\p{L}-])`,
  'gu',
)
/** «Contact : J. Durand», «Intervenante : A. Le Bihan», «assurée par K. Benali». */
const PART_THEN_INITIAL =
  /(?:(?<!\p{L})(?:[Cc]ontact|CONTACT|(?:[Rr]éférent|[Ii]ntervenant|[Ee]ncadrant|[Aa]ssistant)e?|(?:[Aa]nimat|[Ff]ormat|[Ii]nterlocut|[Mm]édiat|[Cc]oordinat|[Cc]oordonnat|[Dd]irect|[ÉéEe]ducat|[Aa]ccompagnat)(?:rice|eur)|[Cc]onseill(?:ère|er)|[Rr]esponsable|[Cc]oach|[Pp]sychologue|[Jj]uriste|[Pp]résidente?)s?(?: [\p{L}’'-]{2,20}){0,3}\s?[:,]|(?:assurée?s?|animée?s?|encadrée?s?|proposée?s?) par|(?<!\p{L})auprès d[e’'])\s*(?:\p{Lu}\.[\s-]?){1,2}(?:(?:[Ll][Ee]|[Ll]a|LA|[Dd][Ee]|[Dd]u|DU|[Aa]it|[Bb]en|BEN) )?\p{Lu}[\p{L}’'-]{2,}/u
/** Words of an association's or a service's name. */
const OF_A_GROUP =
  /(?<!\p{L})(?:france|travail|mission|locale|centre|maison|espace|service|services|pôle|cap|emploi|ligue|greta|ville|mairie|département|région|bretagne|ille|vilaine|rennes|club|association|ateliers?|formation|insertion|social|sociale|conseil|union|fédération|réseau|agence|chambre|saint|sainte|croix|secours|compagnons?|office|bureau|équipe|plateforme)(?!\p{L})/iu
/** «02 99 00 00 00 (Julie)». */
const REACHED_BEFORE = new RegExp(String.raw`(?<=\d{2}|@[\p{L}\d.-]{3,60})\s*[(]\s*${GIVEN}\s*[)]`, 'gu')
/** Acronyms that stand where a surname would. */
const ACRONYM = new Set(
  'CCAS CIAS MJC EHPAD ESAT CIDFF CLPS AFPA GRETA RSA CAF CPAM PLIE PMI CDAS UDAF ADIE BGE SIAE IAE MSA CFA URSSAF CIO CIJ CRIJ ESPACE CENTRE ATELIER MAISON RUE PLACE'.split(
    ' ',
  ),
)

/** Whether a text names a person: «Mme Durand», «Marie Le Goff», «Marie D.», «LE GALL Soizic», «Nolwenn au 06…». Streets, places and groups that bear a name do not count. */
export function namesSomebody(text: string): boolean {
  if (!mayName(text)) return false
  if (isNameAlone(text) || namesByTitle(text) || hasTypedTitle(text) || namesByPart(text) || announcesSomebody(text))
    return true
  for (const match of text.matchAll(PAIR)) {
    const [, given = '', surname = ''] = match
    if (isGiven(given) && !isPlace(text, match.index) && !isEponym(given, surname) && !isBrand(text, match.index))
      return true
  }
  for (const match of text.matchAll(INITIAL)) if (isGiven(match[1] ?? '') && !isPlace(text, match.index)) return true
  for (const match of text.matchAll(REVERSED)) {
    const [, surname = '', given = ''] = match
    if (isGiven(given) && !ACRONYM.has(surname) && !isPlace(text, match.index + match[0].length - given.length))
      return true
  }
  for (const match of text.matchAll(REACHED))
    if (isCapitalised(match[1]) && isGiven(match[1] ?? '') && !isPlace(text, match.index)) return true
  for (const match of text.matchAll(REACHED_BEFORE)) if (isGiven(match[1] ?? '')) return true
  for (const match of text.matchAll(LED)) {
    const given = match[1] ?? ''
    if (isCapitalised(given) && isGiven(given)) return true
  }
  for (const { given, index } of givenInContext(text)) if (isGiven(given) && !isPlace(text, index)) return true
  return false
}

/** Whether a text is to be looked at more closely: most are not. The same one is asked about several times in a row, as a value and as what was read. */
const mayName = remember(
  text =>
    TITLED.test(text) ||
    hasTypedTitle(text) ||
    holdsGiven(text) ||
    namesByPart(text) ||
    isNameAlone(text) ||
    announcesSomebody(text),
  0,
  0,
)

/** «Mme Le Gall»; «rue du Docteur Laennec» is a street. */
const namesByTitle = (text: string): boolean =>
  TITLED.test(text) &&
  [...text.matchAll(EVERY_TITLED)].some(
    ({ 0: words, index }) => !/^(?:D(?:r|octeur)|Pr)/.test(words) || !isPlace(text, index),
  )

/** Cheap: most texts hold no initial. */
const INITIAL_DOT = /[A-ZÀ-Þ]\./
function namesByPart(text: string): boolean {
  if (INITIAL_DOT.test(text) && PART_THEN_INITIAL.test(text)) return true
  if (!text.includes(':')) return false
  return [...text.matchAll(PART_THEN_NAME)].some(
    ([, name = '']) => !OF_A_GROUP.test(name) && !name.split(/\s+/).some(word => ACRONYM.has(word)),
  )
}

/** Whether a word is a given name, capitalised as all of the shapes above want it: most texts hold none. */
function holdsGiven(text: string): boolean {
  CAPITALISED.lastIndex = 0
  for (let found = CAPITALISED.exec(text); found !== null; found = CAPITALISED.exec(text))
    if (isKnownGiven(found[0])) return true
  return false
}

const CAPITALISED = /\p{Lu}[\p{L}-]*/gu

const isCapitalised = (word: string | undefined) => /^\p{Lu}/u.test(word ?? '')
const isGiven = (given: string) =>
  given
    .split('-')
    .map(fold)
    .some(part => GIVEN_NAMES.has(part))
/** Texts begin with the same words. */
const isKnownGiven = remember(isGiven, 1000, 40)
/** «Lycée Victor et Hélène Basch»: of two given names the first stands behind the place. */
const isPlace = (text: string, index: number) => {
  const before = text.slice(Math.max(0, index - 60), index)
  const couple = /(?<!\p{L})(\p{Lu}\p{L}+(?:-\p{L}+)?)\s+et\s+$/u.exec(before)
  return BEFORE_A_PLACE.test(couple && isGiven(couple[1] ?? '') ? before.slice(0, couple.index) : before)
}

function isEponym(given: string, surname: string): boolean {
  const words = fold(`${given} ${surname}`).split(' ')
  return words.some((_, index) => EPONYMS.has(words.slice(0, index + 1).join(' ')))
}

/** «Formation Rose Marine Bleue»: a third capitalised word right before makes it the name of a thing, unless it begins the sentence or tells a part. */
function isBrand(text: string, index: number): boolean {
  const before = /(?<=[\p{L}\d][\s]+)(\p{Lu}\p{Ll}+)\s+$/u.exec(text.slice(0, index))
  return (
    before !== null &&
    /^(?:Rose|Bleu\p{L}*|Vert\p{L}*|Formation|Parcours|Action|Projet|Label|Réseau|Groupe|Collectif)$/u.test(
      before[1] ?? '',
    )
  )
}

/**
 * Takes out every sentence that names a person, employee or person accompanied: names are no part of an offer.
 * A list item or a line counts as a sentence.
 * @param near code of the département whose communes are known by a part of their name: «Contact : Rheu» is nobody
 */
export function withoutPersonalNames(text: string, near?: string): { readonly text: string; readonly removed: number } {
  if (!mayName(text)) return { text, removed: 0 }
  const without = withoutNames(text)
  return without.removed > 0 && near !== undefined && CONTACT.test(text) ? takeOutNames(text, near) : without
}

const CONTACT = /contacts?\s?:/i

/** The same words are read for a structure, for its offers, and quoted as what both come from. */
const withoutNames = remember(text => takeOutNames(text), 500, 2000)

/** Sentences come again from offer to offer, in texts that do not. */
const isNaming = remember(namesSomebody, 500, 500)

function isContactPlace(sentence: string, near: string): boolean {
  const whole = withContactPlace(sentence, near)
  return whole !== null && !isNaming(whole)
}

function takeOutNames(text: string, near?: string): { text: string; removed: number } {
  let removed = 0
  const lines = text.split('\n').map(line => {
    const kept = sentences(line).filter(sentence => {
      const named = isNaming(sentence) && !(near !== undefined && isContactPlace(sentence, near))
      if (named) removed += 1
      return !named
    })
    return kept.join('').trimEnd()
  })
  if (removed === 0) return { text, removed }
  return {
    text: lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    removed,
  }
}

/** Cut after . ! ? … that a blank follows, but not after «M.», «Dr.» or an initial. */
function sentences(line: string): string[] {
  return line.split(/(?<=(?<!\b(?:M|MM|Mr|Mme|Mlle|Dr|Pr|St|Ste|av|bd|\p{Lu}))[.!?…]\s+)/u)
}
