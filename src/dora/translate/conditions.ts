import { fold, upperFirst } from '../../common/text.ts'
import type { DoraOptions } from '../wire.ts'
import { cut } from './text.ts'

const MAX = 140
/** Words that begin the name of a paper one brings. */
const PAPERS =
  /^(une? |la |le |les |l’|son |sa |ses |d’|de |du |votre |vos |(?:photo)?copies? |\d+ |derniers? |dernieres? |se munir |(?:apporter|fournir|presenter|venir avec) )*(justif(?:icatif)?s?(?![a-z])|attestation|piece|carte|cv(?![a-z])|cni(?![a-z])|curriculum|lettre de motivation|fiches? de paie|ordonnance|recepisse|extrait d|iban(?![a-z])|avis d|bulletin|contrat(?! d’engagement)|rib(?![a-z])|releve|permis de conduire|livret(?! a$)|notification|certificat|diplome|titre de sejour|passeport|photo)/

/**
 * Conditions in words, one a line or separated by «;» → DORA's criteria where one of its own says the same, its papers, and its prerequisites for the rest:
 * only these two go on to data·inclusion.
 */
export function toConditions(
  text: string | null,
  options: DoraOptions | null,
): { accessConditions: string[]; requirements: string[]; credentials: string[]; shortened: boolean } {
  const accessConditions: string[] = []
  const requirements: string[] = []
  const credentials: string[] = []
  let shortened = false
  for (const line of lines(text)) {
    if (asksNothing(line)) continue
    const phrase = asChoice(line)
    // «.» and «–» ask for nothing.
    if (!/[\p{L}\p{N}]/u.test(phrase)) continue
    const label = cut(phrase, MAX)
    shortened ||= label !== phrase
    const criterion = sameMeaning(label, options?.accessConditions)
    if (criterion !== null) accessConditions.push(criterion)
    else if (PAPERS.test(fold(label).replace(/ (d|l) /g, ' $1’'))) credentials.push(known(label, options?.credentials))
    else requirements.push(known(label, options?.requirements))
  }
  return {
    accessConditions: [...new Set(accessConditions)],
    requirements: [...new Set(requirements)],
    credentials: [...new Set(credentials)],
    shortened,
  }
}

/** A choice of DORA's lists is a short phrase: a capital, no full stop. */
function asChoice(line: string): string {
  const phrase = line.replace(/(?<!\.)\.$/, '').trim()
  // A word with capitals of its own («iPhone», «e-mail» apart) keeps them.
  return /^\p{Ll}[^\p{Lu}]*(?:\s|$)/u.test(phrase) || /^\p{Ll}+['’]/u.test(phrase) ? upperFirst(phrase) : phrase
}

/** «Sans sélection ni prérequis», «aucune condition», «avec ou sans RQTH»: a line that asks for nothing makes no choice. */
function asksNothing(line: string): boolean {
  const words = fold(line)
  if (NOTHING.test(words) && ANY.test(words)) return true
  if (OPEN_TO_ALL.test(words)) return true
  // After a comma it may ask for something all the same.
  if (line.includes(',')) return false
  return (
    /^(?:public )?(?:avec ou sans|titulaires? ou non)\b/.test(words) ||
    (DENIED.test(words) && !/\b(?:mais|sauf|et)\b/.test(words))
  )
}

const ASKED_FOR = '(?:obligatoire|exigee?|demandee?|requise?|necessaire|indispensable)s?'
/** «CV non obligatoire», «pas de permis demandé»: named, and not asked for. */
const DENIED = new RegExp(
  `(?:non|n (?:est|sont) pas|pas) ${ASKED_FOR}$|^(?:pas d(?:e|u)?|aucune?) [a-z ]{2,40} (?:${ASKED_FOR}|a fournir)$`,
)
const OPEN_TO_ALL =
  /^(?:accessible|ouvert) a (?:tous|toutes|toutes et (?:a )?tous|tous et (?:a )?toutes)$|^tou(?:t|s)(?: les)? publics?$/
const ASKED =
  '(?:selection|pre ?requis|condition|criteres?|exigence|justificatifs?|diplome|niveau|inscription|engagement|experience|qualification)s?'
const NOTHING = new RegExp(
  `^(?:(?:sans|aucune?|pas de|ni|et|ou|particuliere?s?|specifiques?|requise?s?|demandee?s?|exigee?s?|necessaires?|prealables?|d acces|d admission|d age|de ressources|de diplome|de niveau|${ASKED}|neant|rien|ouvert a tous|n est|il n y a|y a)\\s*)+$`,
)
const ANY = /\b(?:sans|aucune?|pas de|neant|rien|ouvert a tous|ni)\b/

function lines(text: string | null): string[] {
  return (text ?? '')
    .split(/[\n;]+/)
    .map(line => line.replace(/^\s*[-•*]\s*/, '').trim())
    .filter(line => line !== '')
}

const LITTLE = new Set([
  'a',
  'au',
  'aux',
  'd',
  'de',
  'des',
  'du',
  'e',
  'en',
  'est',
  'etre',
  'l',
  'la',
  'le',
  'les',
  'par',
  'un',
  'une',
])

/** DORA's own choice that says the same: little words, plurals and «(e)» aside. Null: none. */
function sameMeaning(label: string, choices: DoraOptions['accessConditions'] | undefined): string | null {
  const wanted = gist(label)
  return choices?.find(choice => choice.structure == null && gist(choice.label) === wanted)?.label ?? null
}

function gist(text: string): string {
  const words = fold(text.replace(/(?:\(e?s?\)|[.·]e\.?s?)/gi, '')).split(' ')
  return words
    .filter(word => !LITTLE.has(word))
    .map(word => word.replace(/(?<=\p{L}{3})(?:es|s|e)$/u, ''))
    .sort()
    .join(' ')
}

/** The spelling that DORA already has, when it differs only by case, accents or punctuation: choices are not multiplied. */
function known(label: string, choices: DoraOptions['credentials'] | undefined): string {
  const wanted = fold(label)
  return choices?.find(choice => choice.structure == null && fold(choice.label) === wanted)?.label ?? label
}
