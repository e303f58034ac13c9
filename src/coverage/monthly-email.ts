import { html } from 'hono/html'
import { frenchDate } from '../common/french.ts'
import { typesetPage } from '../common/typeset-page.ts'
import type { Comparison } from './compare.ts'
import { changeWords } from './html-comparison.ts'
import { table } from './html-parts.ts'
import type { CoverageReport } from './report-contract.ts'
import { LINE_STATES } from './words.ts'

export interface MonthlyEmail {
  subject: string
  text: string
  html: string
}

/**
 * The letter to the DDETS list: the essential, then the figures that moved since the last one.
 * @param comparison null for the first letter
 * @param address of the report, permanent
 */
export function monthlyEmail(report: CoverageReport, comparison: Comparison | null, address: string): MonthlyEmail {
  const moved = (comparison?.indicators ?? []).map(one => ({
    title: one.title,
    before: one.before_display,
    after: one.after_display,
    change: changeWords(one),
  }))
  const lines = (comparison?.lines ?? []).map(line => ({
    title: line.title,
    before: line.before ? LINE_STATES[line.before].word : '–',
    after: line.after ? LINE_STATES[line.after].word : '–',
  }))
  const headlines = report.headlines
  const since = comparison ? `Depuis le ${frenchDate(comparison.from)}` : null
  const still = since && moved.length + lines.length === 0 ? `${since}, aucun chiffre n’a bougé.` : null
  return {
    subject: `Référencement dans DORA, ${report.territory} : ${headlines[0] ?? ''}`.replace(/\.$/, ''),
    text: [
      'Bonjour,',
      '',
      ...headlines,
      '',
      ...(comparison?.notes ?? []),
      ...(still ? [still, ''] : []),
      ...(moved.length > 0
        ? [`${since} :`, ...moved.map(one => `- ${one.title} : ${one.before} → ${one.after} (${one.change})`), '']
        : []),
      ...(lines.length > 0
        ? ['Actions qui ont changé d’état :', ...lines.map(one => `- ${one.title} : ${one.before} → ${one.after}`), '']
        : []),
      `Le rapport du ${frenchDate(report.date)}, avec les définitions et les fichiers : ${address}`,
      '',
    ].join('\n'),
    html: typesetPage(
      String(html`<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Référencement dans DORA</title></head><body>
<p>Bonjour,</p>
${headlines.map(line => html`<p>${line}</p>`)}
${(comparison?.notes ?? []).map(note => html`<p>${note}</p>`)}
${still ? html`<p>${still}</p>` : ''}
${
  moved.length > 0
    ? table(
        `${since}`,
        [
          { header: 'Chiffre', cell: one => one.title, row: true },
          { header: 'Avant', cell: one => one.before },
          { header: 'Maintenant', cell: one => one.after },
          { header: 'Écart', cell: one => one.change, number: true },
        ],
        moved,
      )
    : ''
}
${
  lines.length > 0
    ? table(
        'Actions qui ont changé d’état',
        [
          { header: 'Action', cell: one => one.title, row: true },
          { header: 'Avant', cell: one => one.before },
          { header: 'Maintenant', cell: one => one.after },
        ],
        lines,
      )
    : ''
}
<p><a href="${address}">Le rapport du ${frenchDate(report.date)}</a>, avec les définitions et les fichiers.</p>
</body></html>`),
    ),
  }
}
