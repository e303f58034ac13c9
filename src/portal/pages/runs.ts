import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import { isSetAside } from '../../coverage/set-aside.ts'
import type { RunDetail, RunRow } from '../data.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'
import { offerPath, sourcePath } from '../routes/paths.ts'
import { livePart } from '../web/live-part.ts'
import { countsSentence, shownSentence } from '../words.ts'
import { labelOfField, WHOSE_TURN } from '../words-of.ts'
import { doraLink } from './dora-link.ts'
import { nextAfterPass } from './next-after-pass.ts'
import { offerState } from './offer-state.ts'
import { placeLink } from './place-link.ts'
import { outcomeLabel, setAsideOf } from './plan.ts'
import { nextLink, rangeNote, state, table } from './table.ts'
import { when } from './when.ts'

/** One line per pass, latest first. @param ofOneSource the page says which */
export function runsTable(runs: RunRow[], { ofOneSource = false } = {}): Html {
  return table({
    caption: 'Passages, le plus récent d’abord',
    region: 'Passages',
    columns: ['Début', ...(ofOneSource ? [] : ['Source']), 'État', 'Résultat'],
    rows: runs.map(run => [
      html`<a href="/passages/${run.id}">${when(run.startedAt)}<span class="hidden">, ${run.sourceName}</span></a>`,
      ...(ofOneSource ? [] : [run.sourceName]),
      state(run.state.word, run.state.tone),
      html`${run.told ? countsSentence(run.told.counts, 'unknown', run.told.planned) : ''}${run.told && run.message ? html`<br>` : ''}${run.message ?? ''}`,
    ]),
    empty: ofOneSource
      ? 'Aucun passage pour l’instant : « Lancer un passage », plus haut, en fait un.'
      : 'Aucun passage pour l’instant : « Lancer un passage », sur la page d’une source, en fait un.',
  })
}

/** What the visitor may open from a pass. */
export interface RunPlaces {
  plan: string | null
  offers: boolean
  /** Where services are looked at in DORA. */
  dora?: DoraPages | null
  /** The visitor suspended what renews itself. */
  still?: boolean
  /** Page of offers, and of rejections, from 1. */
  page?: number
}

/** Lines shown at once. */
const SHOWN = 100

/** Everything a pass saw, offer by offer, with what was refused and whose move it is. */
export function runPage(run: RunDetail, places: RunPlaces = { plan: null, offers: false }): Html {
  return livePart({
    id: 'passage',
    path: `/passages/${run.id}`,
    over: run.endedAt !== null,
    still: places.still ?? false,
    body: runParts(run, places),
  })
}

function runParts(run: RunDetail, places: RunPlaces): Html {
  const { page = 1 } = places
  const planned = run.told?.planned ?? false
  const from = (page - 1) * SHOWN
  // Its plan has a button of its own.
  const next = places.offers ? nextAfterPass({ plan: null }, run.told) : ''
  return html`
<dl class="pairs">
<dt>Source</dt><dd>${places.offers ? html`<a href="${sourcePath(run.source)}">${run.sourceName}</a>` : run.sourceName}</dd>
<dt>Début</dt><dd>${frenchDateTime(run.startedAt)}</dd>
<dt>Fin</dt><dd>${run.endedAt ? frenchDateTime(run.endedAt) : 'en cours'}</dd>
<dt>État</dt><dd><span class="state ${run.state.tone}">${run.state.word}</span></dd>
${run.told ? html`<dt>Résultat</dt><dd>${countsSentence(run.told.counts, setAsideOf(run.outcomes), planned)}</dd>` : ''}
${run.shown ? html`<dt>Vues du public</dt><dd>${shownSentence(run.shown)}</dd>` : ''}
</dl>
${places.plan ? html`<p><a class="button second" href="/plans/${places.plan}">Voir le plan de ce passage, champ par champ</a></p>` : ''}
${run.quarantine ? html`<p class="notice warn">${run.quarantine}</p>` : ''}
${run.message && run.message !== run.quarantine ? html`<p class="notice">${run.message}</p>` : ''}
${next === '' ? '' : html`<p>${next}</p>`}
<h2>Offres</h2>
${table({
  caption: planned ? 'Ce que deviendrait chaque offre' : 'Ce qu’est devenue chaque offre',
  region: 'Offres de ce passage',
  columns: ['Offre', 'État', 'Pourquoi', 'Service DORA'],
  rows: run.outcomes
    .slice(from, from + SHOWN)
    .map(outcome => [
      places.offers
        ? html`<a href="${offerPath({ source: run.source, key: outcome.key })}">${outcomeLabel(outcome)}</a>`
        : outcomeLabel(outcome),
      offerState(outcome.state, outcome.rejection, planned),
      outcome.reason,
      outcome.slug
        ? doraLink(places.dora ?? null, 'service', outcome.slug, 'voir', outcomeLabel(outcome)) || 'oui'
        : '–',
    ]),
  empty: run.outcomes.length > 0 ? 'Toutes sont sur les pages d’avant.' : 'Aucune offre dans ce passage.',
})}
${from < run.outcomes.length ? rangeNote(from, SHOWN, run.outcomes.length, 'offre') : ''}
<h2>Rejets</h2>
${table({
  caption: 'Ce qui n’est pas passé, et à qui d’agir',
  region: 'Rejets de ce passage',
  columns: ['Où', 'Champ', 'Reçu', 'Message', 'À qui d’agir'],
  rows: run.rejections
    .slice(from, from + SHOWN)
    .map(rejection => [
      placeLink(rejection.where),
      rejection.field ? labelOfField(rejection.field) : '–',
      rejection.received ?? '–',
      rejection.message,
      isSetAside(rejection) ? 'à personne : écartée exprès' : WHOSE_TURN[rejection.whose],
    ]),
  empty: run.rejections.length > 0 ? 'Tous sont sur les pages d’avant.' : 'Aucun rejet.',
})}
${from < run.rejections.length ? rangeNote(from, SHOWN, run.rejections.length, 'rejet') : ''}
${nextLink(from + SHOWN < Math.max(run.outcomes.length, run.rejections.length) ? `?page=${page + 1}` : null)}`
}
