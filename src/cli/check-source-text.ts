import { frenchCount, frenchNumber } from '../common/french.ts'
import type { Outcome } from '../harvest/connector.ts'
import { isNotice } from '../harvest/is-notice.ts'
import { explainOffer, wholeFindings } from '../normalise/explain.ts'
import type { Normalised } from '../normalise/normalise.ts'
import type { Finding, NormalisedOffer, Provenance } from '../normalise/normalised-offer.ts'

/** What one try of a mapping gave. */
export interface SourceCheck extends Normalised {
  source: string
  name: string
  address: string
  /** Whether the pages read are the sample's. */
  sample: boolean
  outcome: Outcome
  /** Fields that the mapping reads and that no record gave, each with its line. */
  unread: string[]
  /** Columns without a heading that no rule reads. */
  nameless: string[]
}

const MARKS: Record<Finding['severity'], string> = {
  info: 'à savoir',
  avertissement: 'attention',
  contradiction: 'contradiction',
}
/** Longer values are cut: `--json` has them whole. */
const LONGEST = 300

/** The check as a person reads it. */
export function checkSourceText(check: SourceCheck): string {
  const lines = [
    `${check.name} (${check.source})`,
    `${check.sample ? 'Page d’exemple' : 'Page réelle'} : ${check.address}`,
    `Lecture : ${outcomeWords(check.outcome)}`,
    ...check.offers.flatMap((offer, index) => ['', ...offerLines(offer, index, check.offers.length)]),
    ...check.structures.map(
      structure =>
        `\nStructure « ${structure.nom} » (${structure.id}) : ${[structure.adresse, structure.commune].filter(Boolean).join(', ')}`,
    ),
  ]
  lines.push(...check.findings.map(finding => `  ${finding.key}, ${MARKS[finding.severity]} : ${finding.message}`))
  const [notices, refused] = [check.rejections.filter(isNotice), check.rejections.filter(each => !isNotice(each))]
  for (const [title, told] of [
    ['À savoir du document', notices],
    [frenchCount(refused.length, 'rejet'), refused],
  ] as const) {
    if (told.length === 0) continue
    lines.push('', title)
    for (const { message, where, whose, field, received } of told) {
      lines.push(`  - ${message}`)
      lines.push(
        `    où : ${where}${field ? `, ${field}` : ''}${received ? ` ; reçu : « ${received} »` : ''} ; à agir : ${whose}`,
      )
    }
  }
  if (check.unknown.length > 0) {
    lines.push(
      '',
      `${frenchCount(check.unknown.length, 'mot inconnu', 'mots inconnus')} (à ajouter dans mappings/lexique.yaml)`,
    )
    for (const { value, referential, nearest } of check.unknown) {
      lines.push(
        `  - « ${value} » (${referential})${nearest.length > 0 ? ` ; le plus proche : ${nearest.join(', ')}` : ''}`,
      )
    }
  }
  if (check.unread.length > 0)
    lines.push(
      '',
      'Champs que la configuration lit et qu’aucun enregistrement ne donne',
      ...check.unread.map(line => `  - ${line}`),
    )
  if (check.nameless.length > 0)
    lines.push(
      '',
      'Colonnes sans titre, où quelque chose est écrit et qu’aucune règle ne lit',
      ...check.nameless.map(name => `  - ${name} (à lire sous ce nom, ou à nommer avec « columns »)`),
    )
  lines.push('', `En tout : ${frenchCount(check.offers.length, 'offre')}, ${frenchCount(refused.length, 'rejet')}.`)
  return `${lines.join('\n')}\n`
}

function offerLines(offer: NormalisedOffer, index: number, among: number): string[] {
  const lines = [
    `Offre ${index + 1}/${among} « ${offer.service.nom} »`,
    `  clé ${offer.key} ; score ${frenchNumber(offer.score, 2)} ; convention : ${offer.actions.join(', ') || 'aucune ligne'}`,
    ...wholeFindings(offer).map(finding => `  ${MARKS[finding.severity]} : ${finding.message}`),
  ]
  for (const { label, field, value, origins, findings } of explainOffer(offer)) {
    lines.push(`  ${label} (${field}) : ${value === null ? 'rien' : cut(value)}`)
    for (const origin of origins) lines.push(`      lu : ${originWords(origin)}`)
    for (const rule of new Set(origins.map(origin => origin.rule))) lines.push(`      règle : ${rule}`)
    for (const finding of findings) lines.push(`      ${MARKS[finding.severity]} : ${finding.message}`)
  }
  return lines
}

function originWords({ words, document, where }: Provenance): string {
  const from = document === 'convention' ? `la convention, ${where}` : where
  return `« ${cut(words)} » (${from})`
}

function cut(text: string): string {
  const line = text.replaceAll('\n', ' ⏎ ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}

function outcomeWords(outcome: Outcome): string {
  switch (outcome.state) {
    case 'complete':
    case 'unchanged':
      return `complète, ${frenchCount(outcome.documents, 'document')}`
    case 'partial':
      return `${outcome.reasons.every(isNotice) ? 'complète pour ce qui est montré' : 'incomplète'}, ${frenchCount(outcome.documents, 'document')} ; ${outcome.reasons.map(reason => reason.message).join(' ')}`
    case 'drifted':
      return `la page n’a pas la forme attendue ; ${outcome.expectations.map(expectation => expectation.message).join(' ')}`
    case 'failed':
      return `impossible ; ${outcome.message} (à agir : ${outcome.whose})`
  }
}
