import type { Lexicon } from '../../normalise/lexicon.ts'
import { lookUp } from '../../normalise/look-up.ts'
import type { Unit } from '../line.ts'
import type { Candidate, FieldProposal } from '../proposal.ts'
import { absolute } from '../units.ts'
import { labelledSpans, sentenceSpans } from './spans.ts'

const ONLY_SENT =
  /pas de candidature directe|uniquement (?:par|sur|via)|passe uniquement|c.est le prescripteur|sur (?:prescription|orientation)|orienté(?:e)?s? par|l.orientation se fait|qui nous envoie/i
const SENT =
  /orient(?:é|ée|és|ées|ation)\b|prescri|(?:votre|par (?:un|une|le|leur|son)|via (?:un|une|le|leur|son)|auprès d(?:.un|.une|u)|voi[rt] (?:avec )?(?:un|une|son)|parle[rz](?:-en)? à (?:un|une|son)) (?:référent|conseiller|conseillère|travailleur social|éducateur|éducatrice|assistant|assistante)|par (?:France Travail|la Mission [Ll]ocale|le CDAS|Cap [Ee]mploi)|fiche (?:de )?(?:liaison|orientation|prescription)/i
const DIRECT =
  /vous-même|directement|contactez-nous|appelez-nous|écrivez-nous|inscrivez-vous|sans rendez-vous|sans inscription|poussez la porte|entrée libre|venez\b|inscription libre|par téléphone|sur place|réserv(?:ez|ation)/i
const CALL =
  /appel(?:ez|er)|téléphon(?:ez|er)|par téléphone|contactez|joign|composez|(?:inscri\p{L}*|réserv\p{L}*|rendez-vous)[^.]*0\d(?:[ .-]?\d\d){4}/iu
const WRITE = /écri(?:vez|re)|par (?:courriel|e-?mail|mail)|envoy|(?:inscri\p{L}*|réserv\p{L}*)[^.]*@/iu
const COME = /sans rendez-vous|sur place|poussez la porte|sans inscription|présentez-vous|accueil libre/i
const FORM = /formulaire|inscri|orienter|prendre (?:un )?(?:rendez-vous|rdv)|candidat|réserver/i
const CONDITIONS =
  /^(?:il faut|pensez à|apportez|à présenter|à apporter|prévoir|être (?:inscrit|orienté|titulaire|âgé)|avoir |munissez|se munir|pré-?requis|sous réserve|conditions? :)/i

/** Who may send somebody, how one asks, on what conditions, and where it takes place. */
export function readAccess(
  unit: Unit,
  lexicon: Lexicon,
  known: { phone: boolean; email: boolean; place: boolean },
): Record<string, FieldProposal> {
  const fields: Record<string, FieldProposal> = {}
  const put = (name: string, value: unknown, found: Found, confidence: Candidate['confidence'] = 'moyenne') => {
    fields[name] = { value, ...found, confidence, unread: [], alternatives: [] }
  }
  const said = (pattern: RegExp) => firstOf(unit, pattern)
  const [only, sent, direct] = [said(ONLY_SENT), said(SENT), said(DIRECT)]
  if (only) put('mobilisable_par', ['professionnels'], only)
  else if (sent && direct) put('mobilisable_par', ['usagers', 'professionnels'], sent)
  else if (sent) put('mobilisable_par', ['professionnels'], sent)
  else if (direct) put('mobilisable_par', ['usagers'], direct, 'basse')
  const modes: [string, Found | null][] = [
    ['telephoner', known.phone ? said(CALL) : null],
    ['envoyer-un-courriel', known.email ? said(WRITE) : null],
    ['se-presenter', said(COME)],
    ['utiliser-lien-mobilisation', formLink(unit)],
  ]
  const told = modes.flatMap(([mode, found]) => (found ? [{ mode, found }] : []))
  const asked = told.length > 0 ? told : supposedModes(known)
  if (asked[0])
    put(
      'modes_mobilisation',
      asked.map(({ mode }) => mode),
      asked[0].found,
      'basse',
    )
  const form = formLink(unit)
  if (form) put('lien_mobilisation', form.href, { words: form.words, where: form.where, reason: form.reason })
  const conditions = conditionsOf(unit)
  if (conditions) put('conditions_acces', conditions.words, conditions, conditions.labelled ? 'haute' : 'moyenne')
  const [modality] = labelledSpans(unit, ['modalite'])
  const modalities = modality ? lookUp(modality.text, 'modes_accueil', lexicon).values : []
  if (modality && modalities.length > 0)
    put(
      'modes_accueil',
      modalities,
      { words: modality.text, where: modality.where, reason: `le libellé « ${modality.label} »` },
      'haute',
    )
  else {
    const far = said(/en visio|visioconférence|à distance/i)
    if (far && !known.place) put('modes_accueil', ['a-distance'], far)
    else if (known.place)
      put(
        'modes_accueil',
        ['en-presentiel'],
        { words: '', where: 'adresse de l’offre', reason: 'un lieu est donné' },
        'basse',
      )
  }
  return fields
}

/** Nothing says how one asks, and the page says where to call or to write. */
function supposedModes({ phone, email }: { phone: boolean; email: boolean }): { mode: string; found: Found }[] {
  const because = (reason: string): Found => ({ words: '', where: 'coordonnées de l’offre', reason })
  return [
    ...(phone ? [{ mode: 'telephoner', found: because('un téléphone est donné') }] : []),
    ...(email ? [{ mode: 'envoyer-un-courriel', found: because('un courriel est donné') }] : []),
  ]
}

interface Found {
  words: string
  where: string
  reason: string
}

function firstOf(unit: Unit, pattern: RegExp): Found | null {
  const labelled = unit.lines.find(({ label }) => label !== null && pattern.test(label))
  const [span] = sentenceSpans(unit, pattern)
  if (span) return { words: span.text, where: span.where, reason: 'lu dans le texte' }
  return labelled ? { words: labelled.text, where: labelled.where, reason: `le libellé « ${labelled.label} »` } : null
}

function formLink(unit: Unit): (Found & { href: string }) | null {
  for (const line of unit.lines)
    if (
      line.label !== null &&
      /lien|inscription|rendez|réserv/i.test(line.label) &&
      /^(?:https?:\/\/|\/)\S+$/.test(line.text)
    ) {
      const href = absolute(line.text, unit.link ?? 'https://exemple.invalid/')
      if (href !== null) return { href, words: line.text, where: line.where, reason: `le libellé « ${line.label} »` }
    }
  for (const line of unit.lines)
    for (const { href, words } of line.links) {
      const url = absolute(href, unit.link ?? 'https://exemple.invalid/')
      if (
        url !== null &&
        !/\.(?:pdf|docx?|odt|xlsx?)(?:$|\?)/i.test(url) &&
        !href.startsWith('#') &&
        (FORM.test(words) || /inscri|orient|rendez-vous|rdv|formulaire/i.test(new URL(url).pathname))
      )
        return { href: url, words, where: line.where, reason: `le lien « ${words} »` }
    }
  return null
}

function conditionsOf(unit: Unit): (Found & { labelled: boolean }) | null {
  const spans = labelledSpans(unit, ['conditions'])
  if (spans[0])
    return {
      words: spans.map(({ text }) => text).join(' '),
      where: spans[0].where,
      reason: `le libellé « ${spans[0].label} » juste avant`,
      labelled: true,
    }
  const free = sentenceSpans(unit, CONDITIONS)
  return free[0]
    ? {
        words: free.map(({ text }) => text).join(' '),
        where: free[0].where,
        reason: 'lu dans le texte',
        labelled: false,
      }
    : null
}
