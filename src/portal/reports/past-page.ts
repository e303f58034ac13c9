import { html } from 'hono/html'
import { pastCensus } from '../../census/past-census.ts'
import { frenchDate, frenchNumber } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import { CATALOGUE_COLUMNS } from '../../coverage/catalogue-columns.ts'
import { risen } from '../../coverage/html.ts'
import { pastCoverage } from '../../coverage/past-coverage.ts'
import { healthSentence } from '../../coverage/sections/catalogue.ts'
import { gapsSection } from '../../coverage/sections/gaps.ts'
import { territorySection } from '../../coverage/sections/territories.ts'
import { type Census, MOST_CENSUSES } from '../../ledger/census-records.ts'
import { askedDay, censusAt } from '../desk/census-at.ts'
import type { Desk } from '../desk/desk.ts'
import type { Html } from '../layout.ts'
import { table } from '../pages/table.ts'
import { pastPath } from '../routes/paths.ts'
import { inputField } from '../web/form.ts'
import { member } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { beingComputed } from './computed-note.ts'

/** The département as a past census found it: figures, map, territories and gaps. */
export function pastPage({ app, reports, desk, frame }: Pages): void {
  app.get('/rapport/etat', async c => {
    const past = await desk.ledger.census.list(MOST_CENSUSES)
    const au = askedDay(c.req.query('au')) || parisDay(desk.clock.now())
    const at = censusAt(past, au)
    const state = at ? await pastCensus(desk.ledger, at) : null
    if (at === undefined || state === null)
      return frame.show(c, {
        ...head(au),
        main: html`${asked(au)}<p class="notice warn">${await whyNone(desk, past)}</p>`,
      })
    const computed = await reports.shown()
    if (!computed) return beingComputed(frame, c)
    const then = pastCoverage(state.counted, computed.value)
    const staff = member(c).role === 'gestionnaire'
    return frame.show(c, {
      ...head(state.counted.taken),
      main: html`${asked(au)}
<p class="lead">Au ${frenchDate(at.started)}, DORA tenait ${figuresOf(at)}</p>
${untold(state.others, state.counted.held === null)}
<p>${staff ? html`<a href="/structures?au=${state.counted.taken}">Les structures ce jour-là</a> · ` : ''}<a href="/rapport/territoires">Les territoires aujourd’hui</a></p>
${counts(at)}
${risen(html`<div class="report"><h3>Les territoires</h3>
${territorySection(then, {})}
<h3>Les manques</h3>
${gapsSection(then, {})}</div>`)}`,
    })
  })
}

const head = (day: string) => ({
  title: `L’état du département au ${frenchDate(day)}`,
  purpose: 'Ce que le public trouvait à une date passée, tel que le recensement de ce jour-là l’a relevé.',
  trail: [
    { href: '/rapport', label: 'Rapport' },
    { href: '/rapport/catalogue', label: 'La santé du catalogue' },
  ],
})

const asked = (au: string) => html`<form method="get" action="/rapport/etat" class="row search no-print" role="search">
${inputField({ name: 'au', label: 'L’état au', type: 'date', search: true, value: au })}
<p><button>Montrer</button></p></form>`

function figuresOf({ counts }: Census): string {
  if (counts === null) return 'ce que montrent les tables.'
  const { structures, services } = counts
  return `${frenchNumber(structures)} structures et ${frenchNumber(services)} services du département. ${healthSentence(counts)}`
}

/** What that census could not tell, so that nothing is taken for a change. */
function untold(others: 'counted' | 'none' | 'lost', unheld: boolean): Html | string {
  const said = [
    ...(unheld
      ? ['Ce recensement n’a pas noté lesquels de ces services le robot suivait : ils sont comptés ensemble.']
      : []),
    ...(others === 'lost'
      ? ['Les services d’autres sources que DORA n’ont pas été gardés pour ce jour-là : ils ne sont pas comptés ici.']
      : []),
  ]
  return said.length === 0 ? '' : html`<p class="notice">${said.join(' ')}</p>`
}

function counts({ started, counts }: Census): Html | string {
  return counts === null
    ? ''
    : table({
        caption: 'Ce que ce recensement a compté',
        columns: [
          'Recensé le',
          ...CATALOGUE_COLUMNS.map(({ title, number }) => (number ? { label: title, number } : title)),
        ],
        rows: [[frenchDate(started), ...CATALOGUE_COLUMNS.map(({ shown }) => shown(counts))]],
      })
}

/** Why no state can be shown, and from when on one can. */
async function whyNone({ ledger }: Desk, past: readonly Census[]): Promise<Html> {
  const oldest = await ledger.censusStates.oldest()
  if (past.length === 0)
    return html`Le département n’a pas encore été recensé dans DORA. Le premier recensement passe la nuit prochaine.`
  if (oldest === null)
    return html`Le robot n’a encore gardé l’état d’aucun recensement ; il le garde depuis cette version, à chaque recensement.`
  return html`Aucun état n’est gardé pour ce jour-là. Le premier qui l’est date du <a href="${pastPath(parisDay(new Date(oldest)))}">${frenchDate(oldest)}</a>.`
}
