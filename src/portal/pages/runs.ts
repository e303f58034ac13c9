import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import type { Convention } from '../../convention/contract.ts'
import { isSetAside } from '../../coverage/set-aside.ts'
import type { RunDetail, RunRow } from '../data.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'
import { plainWords } from '../plain-words.ts'
import { offerPath, sourcePath } from '../routes/paths.ts'
import { countsSentence } from '../words.ts'
import { labelOfField, WHOSE_TURN } from '../words-of.ts'
import { doraLink } from './dora-link.ts'
import { offerState } from './offer-state.ts'
import { placeLink } from './place-link.ts'
import { outcomeLabel, setAsideOf } from './plan.ts'
import { nextLink, rangeNote, state, table } from './table.ts'

/** One line per pass, latest first. */
export function runsTable(runs: RunRow[]): Html {
  return table({
    caption: 'Passages, le plus récent d’abord',
    region: 'Passages',
    stacked: true,
    columns: ['Début', 'Source', 'État', 'Résultat'],
    rows: runs.map(run => [
      html`<a href="/passages/${run.id}">${frenchDateTime(run.startedAt)}<span class="hidden">, ${run.sourceName}</span></a>`,
      run.sourceName,
      state(run.state.word, run.state.tone),
      html`${run.counts ? countsSentence(run.counts, 'unknown') : ''}${run.counts && run.message ? html`<br>` : ''}${run.message ?? ''}`,
    ]),
    empty: 'Aucun passage pour l’instant.',
  })
}

/** What the visitor may open from a pass. */
export interface RunPlaces {
  plan: string | null
  offers: boolean
  /** Where services are looked at in DORA. */
  dora?: DoraPages | null
  convention?: Pick<Convention, 'fiches'>
  /** Page of offers, and of rejections, from 1. */
  page?: number
}

/** Lines shown at once. */
const SHOWN = 100
const NO_LINES: Pick<Convention, 'fiches'> = { fiches: [] }

/** Everything a pass saw, offer by offer, with what was refused and whose move it is. */
export function runPage(run: RunDetail, places: RunPlaces = { plan: null, offers: false }): Html {
  if (run.endedAt === null)
    return html`<div data-live><p data-live-tools><a class="button second" href="/passages/${run.id}">Actualiser</a> </p><div data-live-part>${runParts(run, places)}</div></div>`
  return runParts(run, places)
}

function runParts(run: RunDetail, places: RunPlaces): Html {
  const convention = places.convention ?? NO_LINES
  const { page = 1 } = places
  const from = (page - 1) * SHOWN
  return html`
<dl class="pairs">
<dt>Source</dt><dd>${places.offers ? html`<a href="${sourcePath(run.source)}">${run.sourceName}</a>` : run.sourceName}</dd>
<dt>Début</dt><dd>${frenchDateTime(run.startedAt)}</dd>
<dt>Fin</dt><dd>${run.endedAt ? frenchDateTime(run.endedAt) : 'en cours'}</dd>
<dt>État</dt><dd><span class="state ${run.state.tone}">${run.state.word}</span></dd>
${run.counts ? html`<dt>Résultat</dt><dd>${countsSentence(run.counts, setAsideOf(run.outcomes))}</dd>` : ''}
</dl>
${places.plan ? html`<p><a class="button second" href="/plans/${places.plan}">Voir le plan de ce passage, champ par champ</a></p>` : ''}
${run.quarantine ? html`<p class="notice warn">${run.quarantine}</p>` : ''}
${run.message ? html`<p class="notice">${run.message}</p>` : ''}
<h2>Offres</h2>
${
  run.outcomes.length === 0
    ? html`<p>Aucune offre dans ce passage.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Offres de ce passage"><table>
<caption>Ce qu’est devenue chaque offre</caption>
<thead><tr><th scope="col">Offre</th><th scope="col">État</th><th scope="col">Pourquoi</th><th scope="col">Service DORA</th></tr></thead>
<tbody>${run.outcomes.slice(from, from + SHOWN).map(
        outcome => html`<tr><th scope="row">${places.offers ? html`<a href="${offerPath({ source: run.source, key: outcome.key })}">${outcomeLabel(outcome)}</a>` : outcomeLabel(outcome)}</th>
<td>${offerState(outcome.state, outcome.rejection)}</td>
<td>${plainWords(outcome.reason, convention)}</td><td>${outcome.slug ? doraLink(places.dora ?? null, 'service', outcome.slug, 'voir', outcomeLabel(outcome)) || 'oui' : '–'}</td></tr>`,
      )}</tbody></table></div>`
}
${rangeNote(from, SHOWN, run.outcomes.length, 'offre')}
<h2>Rejets</h2>
${
  run.rejections.length === 0
    ? html`<p>Aucun rejet.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Rejets de ce passage"><table>
<caption>Ce qui n’est pas passé, et à qui d’agir</caption>
<thead><tr><th scope="col">Où</th><th scope="col">Champ</th><th scope="col">Reçu</th><th scope="col">Message</th><th scope="col">À qui d’agir</th></tr></thead>
<tbody>${run.rejections.slice(from, from + SHOWN).map(
        rejection => html`<tr><td>${placeLink(rejection.where)}</td><td>${rejection.field ? labelOfField(rejection.field) : '–'}</td><td>${rejection.received ?? '–'}</td>
<td>${plainWords(rejection.message, convention)}</td><td>${isSetAside(rejection) ? 'à personne\u00A0: écartée exprès' : WHOSE_TURN[rejection.whose]}</td></tr>`,
      )}</tbody></table></div>`
}
${rangeNote(from, SHOWN, run.rejections.length, 'rejet')}
${nextLink(from + SHOWN < Math.max(run.outcomes.length, run.rejections.length) ? `?page=${page + 1}` : null)}`
}
