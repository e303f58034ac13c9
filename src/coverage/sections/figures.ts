import { html } from 'hono/html'
import { frenchEuros, frenchNumber } from '../../common/french.ts'
import type { Fragment } from '../html-parts.ts'
import type { CoverageReport, Indicator } from '../report-contract.ts'

/** Every figure with what it means, how it is made, where it comes from and what it does not say. */
export function figuresSection(report: CoverageReport): Fragment {
  return html`${report.indicators.map(
    one => html`<section aria-labelledby="i-${one.id}">
<h3 id="i-${one.id}">${one.title} : ${one.display}</h3>
<p>${one.definition}</p>
${parts(one)}
<dl class="pairs"><dt>Calcul</dt><dd>${one.formula}</dd><dt>Source</dt><dd>${one.source}</dd><dt>Limites</dt><dd>${one.limits}</dd></dl>
</section>`,
  )}`
}

const parts = (one: Indicator): Fragment | string =>
  one.parts.length === 0
    ? ''
    : html`<p>${one.parts.map((part, i) => html`${i > 0 ? ' · ' : ''}${part.label} : ${one.unit === 'euros' ? frenchEuros(part.value) : frenchNumber(part.value)}`)}</p>`
