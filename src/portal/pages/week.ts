import { html } from 'hono/html'
import { frenchDate, frenchEuros, frenchNumber } from '../../common/french.ts'
import type { Followed, Past } from '../../coverage/trend.ts'
import type { Ending } from '../desk/ending.ts'
import type { WeekTask } from '../desk/week.ts'
import { icon } from '../icon.ts'
import type { Html } from '../layout.ts'
import { ENDING_PATH, offerPath } from '../routes/paths.ts'
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
  /** The last report's figures, and those of an earlier month; null: no report was ever made. */
  standing: { now: Past; before: Past | null } | null
  /** The next ones to end. */
  ending: readonly Ending[]
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
${parts.standing === null ? '' : standingCard(parts.standing)}
${parts.ending.length === 0 ? '' : html`<section class="card" aria-labelledby="finit"><header><h2 id="finit">Ce qui finit bientôt</h2></header><ul>${parts.ending.map(each => html`<li><a href="${offerPath(each)}">${each.name}</a> : le ${frenchDate(each.end)}</li>`)}</ul><p><a href="${ENDING_PATH}">Tout ce qui est à surveiller</a></p></section>`}
<section class="card" aria-labelledby="robot-fait"><header><h2 id="robot-fait">Ce que le robot a fait</h2></header><p>${parts.robot}</p><p><a href="/passages">Les passages</a> · <a href="/sources">Les sources</a></p></section>
<section class="card" aria-labelledby="a-montrer"><header><h2 id="a-montrer">À montrer</h2></header><p><a href="/rapport">Le rapport de couverture</a>${parts.sandboxUrl ? html`<br><a href="${parts.sandboxUrl}">Ce que contient le DORA d’essai</a>` : ''}</p></section>
</div></div>`
}

const STANDING: readonly [id: Followed, label: string, say: (value: number) => string][] = [
  ['actions-referencees', 'actions référencées', frenchNumber],
  ['euros-etat', 'de l’État, dont l’action est référencée', frenchEuros],
  ['services-publies', 'services publiés', frenchNumber],
  ['fraicheur', 'confirmés depuis moins de 6 mois', frenchNumber],
]

/** Where the convention stands, and what changed since the month before. */
function standingCard({ now, before }: { now: Past; before: Past | null }): Html {
  let changed = false
  const lines = STANDING.flatMap(([id, label, say]) => {
    const { value, of } = now.figures[id]
    if (value === null) return []
    const old = before?.figures[id].value ?? null
    const moved =
      old === null || old === value ? '' : ` (${value > old ? 'plus' : 'moins'} ${say(Math.abs(value - old))})`
    if (moved !== '') changed = true
    return [html`<li><strong>${say(value)}${of === null ? '' : ` sur ${say(of)}`}</strong> ${label}${moved}</li>`]
  })
  return html`<section class="card" aria-labelledby="ou-en-est"><header><h2 id="ou-en-est">Où en est la convention</h2><a href="/rapport">Le rapport</a></header><ul class="plain">${lines}</ul><p class="quiet">Au ${frenchDate(now.date)}${before === null ? '' : changed ? `, et le changement depuis le ${frenchDate(before.date)}` : ` ; rien n’a changé depuis le ${frenchDate(before.date)}`}.</p></section>`
}
