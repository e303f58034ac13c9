import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'
import { frenchDate } from '../common/french.ts'
import { typesetPage } from '../common/typeset-page.ts'
import { type RenderOptions, renderReport } from './html.ts'
import type { CoverageReport } from './report-contract.ts'
import { REPORT_CSS } from './report-css.ts'

/** The report as one HTML file that needs nothing else: to send, to keep, to print. */
export function standaloneReport(report: CoverageReport, options: RenderOptions = {}): string {
  const theme = readFileSync(new URL('../portal/assets/theme.css', import.meta.url), 'utf8')
  const title = `Rapport de couverture au ${frenchDate(report.date)} – ${report.territory}`
  return `${typesetPage(
    String(html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(theme)}${raw(REPORT_CSS)}</style>
</head>
<body>
<main><div class="frame">
<h1>${title}</h1>
${renderReport(report, options)}
</div></main>
</body>
</html>`),
  )}
`
}
