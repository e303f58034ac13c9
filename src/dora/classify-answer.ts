import type { DoraErrorKind } from './port.ts'

/** What came back of one try. */
export type TryOutcome =
  /** `readable`: JSON as announced, or nothing where nothing is due. */
  | { kind: 'answer'; status: number; readable: boolean; html: boolean }
  /** `sent` is false when the connection was never made: DORA cannot have seen the request. */
  | { kind: 'network'; sent: boolean }

export type Verdict =
  | { kind: 'ok' }
  /** 404 on a read: hidden or gone, the caller decides. */
  | { kind: 'absent' }
  | { kind: 'failed'; whose: DoraErrorKind; code: string; retry: boolean; message: string }

/**
 * The one table that says what an answer means, whose move it is and whether to try again.
 * A write whose effect is unknown is a `doubt` and is never sent again from here.
 */
export function classifyAnswer(method: string, outcome: TryOutcome): Verdict {
  const safe = method === 'GET' || method === 'OPTIONS'
  if (outcome.kind === 'network') {
    if (!outcome.sent) return failed('transient', 'injoignable', true, 'DORA est injoignable.')
    return safe
      ? failed('transient', 'connexion-perdue', true, 'La connexion à DORA a été perdue.')
      : failed('doubt', 'connexion-perdue', false, `La connexion à DORA a été perdue pendant l’écriture${EFFECT}`)
  }
  const { status, readable, html } = outcome
  if (status >= 200 && status < 300) {
    if (readable) return { kind: 'ok' }
    return safe
      ? failed('transient', 'reponse-illisible', true, 'La réponse de DORA est illisible ou coupée.')
      : failed('doubt', 'reponse-illisible', false, `La réponse de DORA à l’écriture est illisible${EFFECT}`)
  }
  if (status >= 300 && status < 400)
    return failed('configuration', 'redirection', false, `DORA renvoie vers une autre adresse${CHECK_URL}`)
  switch (status) {
    case 400:
      return failed('data', 'champs-refuses', false, 'DORA refuse des champs.')
    case 401:
      return failed('configuration', 'jeton-refuse', false, 'DORA refuse le jeton du compte.')
    case 403:
      return failed(
        'configuration',
        'droits-insuffisants',
        false,
        'Le compte n’a pas le droit de faire cela dans DORA.',
      )
    case 404:
      if (html) return failed('configuration', 'route-inconnue', false, `DORA ne connaît pas cette adresse${CHECK_URL}`)
      return safe
        ? { kind: 'absent' }
        : failed('data', 'introuvable', false, 'DORA ne trouve pas ce qu’il faut modifier.')
    case 429:
      return failed('transient', 'quota-depasse', true, 'DORA demande d’attendre : trop de requêtes.')
    case 408:
    case 425:
      return failed('transient', 'trop-lent', true, 'DORA n’a pas reçu la requête à temps.')
    default:
      break
  }
  if (status >= 500)
    return safe
      ? failed('transient', 'panne', true, `DORA est en panne (${status}).`)
      : failed('doubt', 'panne', false, `DORA a échoué pendant l’écriture (${status})${EFFECT}`)
  return failed('dora', 'refus-inattendu', false, `DORA a répondu d’une façon inattendue (${status}).`)
}

const EFFECT = ' : on ne sait pas si elle a été faite.'
const CHECK_URL = ' : vérifier DORA_URL.'

function failed(whose: DoraErrorKind, code: string, retry: boolean, message: string): Verdict {
  return { kind: 'failed', whose, code, retry, message }
}
