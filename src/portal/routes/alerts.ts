import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import type { AbandonedJob } from '../desk/abandoned-jobs.ts'
import { alerts } from '../desk/alerts.ts'
import type { Html } from '../layout.ts'
import { state, table } from '../pages/table.ts'
import { postForm } from '../web/form.ts'
import type { PortalContext } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { ABANDONED_PATH, ABOVE } from './paths.ts'

/** What is not as it should be: alerts, and jobs that were given up. */
export function alertRoutes({ app, desk, frame }: Pages): void {
  app.get('/alertes', async c => {
    const [found, abandoned] = await Promise.all([alerts(desk), desk.jobs.abandoned()])
    const field = await frame.field(c)
    return frame.show(c, {
      title: 'Alertes',
      purpose: 'Ce qui empêche le robot de travailler comme prévu, et où agir.',
      trail: [ABOVE.administration],
      main: html`${
        found.length === 0
          ? html`<p>Aucune alerte : chaque source a été lue avec succès à son rythme.</p>`
          : html`<ul class="cards">${found.map(alert => html`<li>${state(alert.tone === 'bad' ? 'à réparer' : 'à regarder', alert.tone)} ${alert.href ? html`<a href="${alert.href}">${alert.text}</a>` : alert.text}</li>`)}</ul>`
      }
${abandonedPart(abandoned, field)}`,
    })
  })

  const answer = (
    path: string,
    action: 'travail-relance' | 'travail-classe',
    take: (id: string) => Promise<AbandonedJob>,
    say: (what: string) => string,
  ) =>
    app.post(`/alertes/travaux/:id/${path}`, c =>
      frame.act(c, ABANDONED_PATH, async by => {
        const job = await take((c as PortalContext).req.param('id') ?? '')
        const detail = { travail: job.what, plan: job.plan, raison: job.technical ?? job.why }
        await desk.ledger.events.add({ actor: by, action, source: job.source, detail })
        return say(job.what)
      }),
    )
  answer(
    'relancer',
    'travail-relance',
    id => desk.jobs.restart(id),
    what => `Relancé : ${what}.`,
  )
  answer(
    'classer',
    'travail-classe',
    id => desk.jobs.putAway(id),
    what => `Classé sans le refaire : ${what}.`,
  )
}

function abandonedPart(jobs: AbandonedJob[] | null, field: Html): Html {
  if (jobs?.length === 0) return html``
  return html`<h2 id="abandonnes">Travaux abandonnés</h2>
${
  jobs === null
    ? html`<p>La file des travaux ne répond pas en ce moment : cette liste ne peut pas être montrée.</p>`
    : html`<p>Ce que le robot n’a pas pu finir. <strong>Relancer</strong> le refait une fois ; <strong>Classer</strong> le retire de cette liste sans le refaire.</p>
${table({
  scrolls: true,
  caption: 'Ce qui a été abandonné, le plus récent d’abord',
  columns: ['Travail', 'Quand', 'Pourquoi', 'Que faire'],
  rows: jobs.map(job => [
    job.href ? html`<a href="${job.href}">${job.what}</a>` : job.what,
    `${frenchDateTime(job.at)}${job.others.length > 0 ? ` (${frenchCount(job.others.length + 1, 'fois', 'fois')})` : ''}`,
    html`${job.why}${job.technical ? html`<br><code>${job.technical.slice(0, 200)}</code>` : ''}`,
    html`<div class="actions">${button(job, 'relancer', 'Relancer', field)} ${button(job, 'classer', 'Classer', field)}</div>`,
  ]),
})}`
}`
}

function button(job: AbandonedJob, path: string, word: string, field: Html): Html {
  return postForm(
    `/alertes/travaux/${encodeURIComponent(job.id)}/${path}`,
    field,
    html`<button class="second small">${word}<span class="hidden"> : ${job.what}, ${frenchDateTime(job.at)}</span></button>`,
    { class: 'inline' },
  )
}
