import { html } from 'hono/html'
import type { WeekTask } from '../desk/week.ts'
import { icon } from '../icon.ts'
import type { Html } from '../layout.ts'
import { keysPart } from './keys-part.ts'

/** The gestionnaire's first page: what to do, the most useful first, and an end; beside it, what the robot did. */
export function weekPage(parts: {
  /** «lundi 30 novembre 2026» */
  today: string
  tasks: readonly WeekTask[]
  /** What the robot did these seven days, in one sentence. */
  robot: string
  /** When it reads next, in words; null: only on demand. */
  next: string | null
  sandboxUrl: string | null
}): Html {
  const { tasks, next } = parts
  const after = next ? ` Prochain passage du robot le ${next}.` : ''
  return html`
<p class="lead quiet">${parts.today}</p>
<div class="beside">
<section class="card" aria-labelledby="a-faire"><header><h2 id="a-faire">À faire, le plus utile d’abord</h2><a href="/a-traiter">Tout voir en liste</a></header>
${
  tasks.length === 0
    ? ''
    : html`<ol class="tasks">${tasks.map(
        task =>
          html`<li><span class="sign ${task.tone}">${icon(task.icon)}</span><div><p class="what">${task.title}</p><p class="quiet">${task.detail}</p></div><a class="button${task.tone === 'quiet' ? ' second' : ''}" href="${task.action.href}">${task.action.label}<span class="hidden"> : ${task.title}</span></a></li>`,
      )}</ol>${keysPart('main ol.tasks a.button')}`
}
<p class="end">${tasks.length === 0 ? 'Rien d’autre cette semaine.' : 'Ensuite, rien d’autre cette semaine.'}${after}</p></section>
<div class="stack-wide">
<section class="card" aria-labelledby="robot-fait"><header><h2 id="robot-fait">Ce que le robot a fait</h2></header><p>${parts.robot}</p><p><a href="/passages">Les passages</a> · <a href="/sources">Les sources</a></p></section>
<section class="card" aria-labelledby="a-montrer"><header><h2 id="a-montrer">À montrer</h2></header><p><a href="/rapport">Le rapport de couverture</a>${parts.sandboxUrl ? html`<br><a href="${parts.sandboxUrl}">Ce que contient le DORA d’essai</a>` : ''}</p></section>
</div></div>`
}
