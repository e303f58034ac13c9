import { fold } from '../../common/text.ts'
import type { DoraOptions } from '../wire.ts'
import { cut } from './text.ts'

const MAX = 140
/** Words that begin the name of a paper one brings. */
const PAPERS =
  /^(une? |la |le |les |l’|l'|votre |vos |copie|photocopie|\d+ derniers? )*(justificatif|attestation|piece|carte|cv|curriculum|avis d|bulletin|contrat|rib|releve|permis de conduire|livret|notification|certificat|diplome|titre de sejour|passeport|photo)/

/** Conditions in words, one a line or separated by «;» → DORA's prerequisites and papers. */
export function toConditions(
  text: string | null,
  options: DoraOptions | null,
): { requirements: string[]; credentials: string[]; shortened: boolean } {
  const requirements: string[] = []
  const credentials: string[] = []
  let shortened = false
  for (const line of lines(text)) {
    const label = cut(line, MAX)
    shortened ||= label !== line
    if (PAPERS.test(fold(label).replace(/ (d|l) /g, ' $1’'))) credentials.push(known(label, options?.credentials))
    else requirements.push(known(label, options?.requirements))
  }
  return { requirements: [...new Set(requirements)], credentials: [...new Set(credentials)], shortened }
}

/** DORA's choices → the conditions in words, one a line. */
export function fromConditions(...lists: string[][]): string | null {
  const all = lists.flat().filter(label => label.trim() !== '')
  return all.length > 0 ? all.join('\n') : null
}

function lines(text: string | null): string[] {
  return (text ?? '')
    .split(/[\n;]+/)
    .map(line => line.replace(/^\s*[-•*]\s*/, '').trim())
    .filter(line => line !== '')
}

/** The spelling that DORA already has, when it differs only by case, accents or punctuation: choices are not multiplied. */
function known(label: string, choices: DoraOptions['credentials'] | undefined): string {
  const wanted = fold(label)
  return choices?.find(choice => choice.structure == null && fold(choice.label) === wanted)?.label ?? label
}
