import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import { upperFirst } from '../../common/text.ts'
import { checkSchedule } from '../../config/check-schedule.ts'
import type { SourceConfig } from '../../config/source.ts'
import { dueBefore } from '../../schedule/due-before.ts'
import { ActionRefused } from '../actions.ts'
import { runRow } from '../data.ts'
import { liftStop } from '../desk/lift-stop.ts'
import { pauseSource, resumeSource, runSource, scheduleSource } from '../desk/move-source.ts'
import { fieldToBlame, fromCron, type Rhythm, type ScheduleChoice, toCron } from '../desk/schedule.ts'
import { readChoice, sayChoice } from '../desk/schedule-words.ts'
import { sourceState } from '../desk/source-state.ts'
import { toldCounts } from '../desk/told-counts.ts'
import { waitingFor } from '../desk/waiting.ts'
import type { Html } from '../layout.ts'
import { passUnderWay } from '../pages/pass-sentence.ts'
import { runsTable } from '../pages/runs.ts'
import { hoursRow, type SchedulePreview, scheduleForm } from '../pages/schedule-form.ts'
import { policyPart } from '../pages/source-policy.ts'
import { stopPart } from '../pages/source-stop.ts'
import { pairs, state } from '../pages/table.ts'
import { SOURCE_STATES } from '../statuses.ts'
import { teachPath } from '../studio/paths.ts'
import { changedPart, versionsPart } from '../studio/versions-part.ts'
import { about } from '../web/about.ts'
import { type FieldErrors, inputField, postForm, WAITING_SCRIPT } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import { isStill, LIVE_SCRIPT, livePart } from '../web/live-part.ts'
import type { Pages } from '../web/pages.ts'
import { ago } from '../words-of.ts'
import { ABOVE, sourcePath } from './paths.ts'

/** A source: state, timetable, pause, a pass now, policy. */
export function sourceRoutes({ app, desk, frame }: Pages): void {
  const aSource = about({ app, frame }, c => desk.source(c.req.param('id') ?? ''))

  aSource.get('/sources/:id', (c, source) => sourcePage(c, source))

  async function sourcePage(
    c: PortalContext,
    source: SourceConfig,
    tried: { choice?: ScheduleChoice; words?: string; errors?: FieldErrors } = {},
  ) {
    const [memory, setting, stop, runs, upcoming, [condition], versions] = await Promise.all([
      desk.ledger.sources.read(source.id),
      desk.ledger.sourceSettings.read(source.id),
      desk.ledger.stops.standing(source.partner),
      desk.ledger.listRuns({ source: source.id, limit: 10 }),
      desk.nextRuns(source, 5),
      desk.conditions([source]),
      desk.ledger.taughtSources.versions(source.id),
    ])
    const shown = condition ? sourceState(condition) : SOURCE_STATES.unread
    const field = await frame.field(c)
    const rules = (await desk.ledger.choices.list(source.id)).length
    const paused = setting?.paused ?? null
    const { errors = {} } = tried
    const wrong = Object.keys(errors).length > 0
    const choice = tried.choice ?? fromCron(setting?.schedule ?? source.schedule)
    const waiting = waitingFor(await hoursOf(source, runs[0]?.started ?? null), desk.clock.now())
    const taught = versions[0]?.state === 'taught'
    const base = sourcePath(source.id)
    const told = await toldCounts(runs, desk.ledger)
    const rows = runs.map((run, at) => runRow(run, source.name, told[at] ?? null))
    const way = passUnderWay(runs[0], rows[0]?.told ?? null, memory.asked?.at ?? null, desk.clock.now())
    return frame.show(c, {
      title: source.name,
      trail: [ABOVE.sources],
      scripts: [...(way.over ? [] : [LIVE_SCRIPT]), ...(taught ? [WAITING_SCRIPT] : [])],
      errors,
      main: html`${taught ? changedPart(source.id, runs[0]?.outcome, field) : ''}
${livePart({
  id: 'etat',
  path: base,
  over: way.over,
  still: isStill(c),
  body: html`${way.sentence ? html`<p class="notice" role="status">${way.sentence}</p>` : ''}
${pairs([
  ['Partenaire', html`<a href="/partenaires/${source.partner}">${desk.partnerName(source.partner)}</a>`],
  [
    'Adresse',
    source.address
      ? html`<a href="${source.address}">${source.address}</a>${memory.lastSuccess === null && !taught ? unverifiedPart(source.id) : ''}`
      : 'aucune page connue : seules la page d’exemple ou une déclaration l’alimentent',
  ],
  [
    'État',
    stop
      ? html`${state(shown.word, shown.tone)} depuis le ${frenchDateTime(stop.since)}`
      : paused
        ? html`<span class="state warn">en pause</span> depuis le ${frenchDateTime(paused)}${setting?.pauseReason ? html`, ${setting.pauseReason}` : ''} (${personName(setting?.by ?? '')})`
        : state(shown.word, shown.tone),
  ],
  [
    'Dernier succès',
    memory.lastSuccess
      ? `${frenchDateTime(memory.lastSuccess)}, ${ago(memory.lastSuccess, desk.clock.now())}`
      : 'jamais',
  ],
  ...(desk.windowOf(source) ? [hoursRow(desk.windowOf(source) ?? '', waiting)] : []),
])}
${
  stop
    ? stopPart(stop, base, field, errors, wrong ? text(c.get('form'), 'accord') : '', desk.sourcesOf(source.partner))
    : html`<div class="actions">
${postForm(`${base}/simuler`, field, html`<button class="second">Simuler</button>`)}
${postForm(`${base}/lancer`, field, html`<button>Lancer un passage</button>`)}
${paused ? postForm(`${base}/reprendre`, field, html`<button class="second">Reprendre</button>`) : ''}
</div>
<p class="hint">Simuler ne change rien dans DORA : la page du plan montre ce qui serait fait.</p>`
}
<h2>Derniers passages</h2>
${runsTable(rows, { ofOneSource: true })}`,
})}
${desk.studio && source.role === 'offers' ? versionsPart(source.id, { versions, file: desk.studio.known(source.id)?.file ?? null }, field) : ''}
<h2 id="horaire">Horaire</h2>
${upcoming.length > 0 ? html`<p>Les cinq prochains passages :</p><ol>${upcoming.map(date => html`<li>${frenchDateTime(date)}</li>`)}</ol>` : html`<p>${stop ? 'Arrêtée par le partenaire : aucun passage prévu.' : paused ? 'En pause : aucun passage prévu.' : 'À la demande : aucun passage prévu.'}</p>`}
${setting?.schedule !== null && setting ? html`<p class="quiet">Horaire choisi par ${personName(setting.by)}, le ${frenchDateTime(setting.at)}.</p>` : ''}
${scheduleForm(base, field, choice, errors, previewOf(source, choice, tried.choice !== undefined), setting?.schedule ?? source.schedule ?? '', tried.words)}
${
  paused
    ? ''
    : html`<h2>Pause</h2>${postForm(
        `${base}/pause`,
        field,
        html`${inputField({ name: 'raison', label: 'Raison', most: 300, hint: 'Par exemple : le partenaire refait son site.', errors, required: true })}<p><button class="second">Mettre en pause</button></p>`,
      )}`
}
<h2>Décisions pour cette source</h2>
${rules === 0 ? html`<p>Aucune pour l’instant : vos réponses dans <a href="/a-traiter">À traiter</a> et vos refus s’y ajouteront.</p>` : html`<p>${frenchCount(rules, 'décision tient', 'décisions tiennent')}. <a href="/regles?source=${encodeURIComponent(source.id)}">Les voir, ou revenir dessus</a></p>`}
${policyPart(source.policy)}
<p class="quiet">${taught ? '' : html`Ces règles se changent dans le fichier de la source, que nomment les <a href="/reglages#sources">Réglages</a>.`}</p>
${source.notes ? html`<h2>Notes</h2><p>${source.notes}</p>` : ''}`,
    })
  }

  /** @param tried the dates of the one that holds stand above the form already */
  function previewOf(source: SourceConfig, choice: ScheduleChoice, tried: boolean): SchedulePreview {
    const cron = toCron(choice)
    if (!cron) return { tried, dates: [], warning: null }
    const check = checkSchedule(cron, desk.windowOf(source))
    return {
      tried,
      dates: tried ? desk.datesOf(source, cron, 5) : [],
      warning: check.kind === 'sometimes' ? check.message : null,
    }
  }

  /** What somebody else chose since the form was shown, when that is not what is asked for now. @param seen the rule that held then */
  async function changedMeanwhile(source: SourceConfig, seen: unknown, cron: string) {
    const setting = await desk.ledger.sourceSettings.read(source.id)
    const held = setting?.schedule ?? source.schedule ?? ''
    if (seen === null || seen === held || cron === held) return null
    const who = setting === null ? '' : `, par ${personName(setting.by)}`
    return `L’horaire a changé depuis que cette page est ouverte${who} : ${sayChoice(fromCron(held))}. Pour le remplacer quand même, enregistrez de nouveau.`
  }

  async function hoursOf(source: SourceConfig, lastRun: string | null) {
    const window = desk.windowOf(source)
    const [timetable, setting, { asked }] = await Promise.all([
      desk.timetableOf(source),
      desk.ledger.sourceSettings.read(source.id),
      desk.ledger.sources.read(source.id),
    ])
    const due = timetable === null ? null : dueBefore(timetable, source.id, desk.clock.now(), desk.spreadMs)
    // A date before the schedule was set was not this schedule's to keep.
    const ours = due !== null && due.toISOString() > (setting?.at ?? '') ? due : null
    return { window, lastRun, asked, due: ours }
  }

  for (const [path, dry] of [
    ['lancer', false],
    ['simuler', true],
  ] as const)
    aSource.post(`/sources/:id/${path}`, (c, source) =>
      frame.act(c, sourcePath(source.id), by => runSource(desk, source, by, dry)),
    )
  aSource.post('/sources/:id/pause', async (c, source) => {
    const reason = text(c.get('form'), 'raison', 300)
    if (reason === '') return sourcePage(c, source, { errors: { raison: 'Une pause porte une raison.' } })
    return frame.act(c, sourcePath(source.id), async by => {
      const paused = (await desk.ledger.sourceSettings.read(source.id))?.paused
      if (paused) throw new ActionRefused('La source est déjà en pause : sa raison reste celle qui a été donnée.')
      return pauseSource(desk, source, by, reason)
    })
  })
  aSource.post('/sources/:id/reprendre', (c, source) =>
    frame.act(c, sourcePath(source.id), by => resumeSource(desk, source, by)),
  )
  aSource.post('/sources/:id/lever-arret', async (c, source) => {
    const agreement = text(c.get('form'), 'accord', 500)
    if (agreement.length < 10)
      return sourcePage(c, source, {
        errors: { accord: 'Notez l’accord du partenaire : qui l’a donné, quand et comment.' },
      })
    return frame.act(c, sourcePath(source.id), async by =>
      (await liftStop(desk, source.partner, by, agreement))
        ? 'L’arrêt est levé, avec l’accord que vous avez noté : le partenaire sera lu de nouveau.'
        : 'Aucun arrêt ne tenait : rien n’a changé.',
    )
  })
  aSource.post('/sources/:id/horaire', async (c, source) => {
    const form = c.get('form')
    const { choice, words } = readSchedule(form)
    const cron = words !== '' && readChoice(words) === null ? null : toCron(choice)
    const wrong = complaint(cron, desk.windowOf(source))
    if (cron === null || wrong !== null || text(form, 'essai') !== '')
      return sourcePage(c, source, {
        choice,
        words,
        errors: wrong === null ? {} : { [words === '' ? fieldToBlame(choice) : 'mots']: `${upperFirst(wrong)}.` },
      })
    const meanwhile = await changedMeanwhile(source, form.get('vu'), cron)
    if (meanwhile !== null)
      return sourcePage(c, source, {
        choice,
        words,
        errors: { [words === '' ? fieldToBlame(choice) : 'mots']: meanwhile },
      })
    return frame.act(c, `${sourcePath(source.id)}#horaire`, async by => {
      await scheduleSource(desk, source, by, cron)
      if (cron === '') return 'La source n’est plus lue qu’à la demande.'
      const { warning } = previewOf(source, choice, true)
      return `Le nouvel horaire est enregistré.${warning ? ` Attention : ${warning}.` : ''}`
    })
  })
}

/** What was asked for: the words when there are some, else what was chosen. */
function readSchedule(form: FormData): { choice: ScheduleChoice; words: string } {
  const words = text(form, 'mots', 100)
  const chosen: ScheduleChoice = {
    rhythm: text(form, 'rythme') as Rhythm,
    weekday: Number(text(form, 'jour')),
    monthday: Number(text(form, 'quantieme')),
    time: text(form, 'heure'),
    cron: text(form, 'cron', 100),
  }
  return { choice: (words === '' ? null : readChoice(words)) ?? chosen, words }
}

/** Why a schedule is refused, without full stop; null: it is not. @param cron null: it cannot be read; '' : on demand */
function complaint(cron: string | null, window: string | null): string | null {
  if (cron === null)
    return 'Cet horaire n’est pas lisible. Écrivez par exemple « chaque lundi matin » ou « tous les jours à 6 h », ou une règle en cinq nombres dans « Réglage avancé »'
  if (cron === '') return null
  const check = checkSchedule(cron, window)
  switch (check.kind) {
    case 'unreadable':
    case 'never':
      return check.message
    case 'sometimes':
    case 'good':
      return null
  }
}

/** An address of a file that no pass has read yet: nothing tells that these offers are there. */
function unverifiedPart(source: string): Html {
  return html`<br><span class="quiet">Adresse jamais vérifiée : aucun passage n’y a encore lu d’offre.</span> <a href="${teachPath(source)}">Apprendre cette page au robot</a>`
}
