import type { Proposal } from '../learn/proposal.ts'
import { fieldLabel } from '../reference/field-labels.ts'

/** A proposal as a person reads it in a terminal. */
export function learnText({ found, offers, notOffers }: Proposal): string {
  const lines = [`${found.charAt(0).toUpperCase()}${found.slice(1)}.`]
  for (const { fields } of offers) {
    lines.push('', String(fields.nom?.value ?? 'Sans nom'))
    for (const [name, { value, where, reason, confidence, unread }] of Object.entries(fields)) {
      const shown = (Array.isArray(value) ? value.join(', ') : String(value)).replace(/\s+/g, ' ')
      lines.push(`  ${fieldLabel(name)} (${name}) : ${shown.length > 120 ? `${shown.slice(0, 119)}…` : shown}`)
      lines.push(
        `    ${where} ; ${reason} ; confiance ${confidence}${unread.length > 0 ? ` ; pas lu : ${unread.map(words => `« ${words} »`).join(', ')}` : ''}`,
      )
    }
  }
  if (notOffers.length > 0)
    lines.push('', 'Écarté :', ...notOffers.map(({ words, because }) => `  ${words} : ${because}`))
  lines.push('', 'Rien n’est écrit. La correspondance proposée : --yaml.')
  return `${lines.join('\n')}\n`
}
