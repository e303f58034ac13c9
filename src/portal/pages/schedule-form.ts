import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import { WEEKDAYS } from '../../common/weekdays.ts'
import { frenchWindow } from '../../harvest/night-window.ts'
import type { ScheduleChoice } from '../desk/schedule.ts'
import { sayChoice } from '../desk/schedule-words.ts'
import type { Html } from '../layout.ts'
import { type FieldErrors, inputField, postForm, selectField } from '../web/form.ts'

/** What a schedule would give, before it is stored. */
export interface SchedulePreview {
  /** It was only asked about. */
  tried: boolean
  dates: Date[]
  /** French, no full stop: why some of its runs wait. */
  warning: string | null
}

/** The timetable of a source, with the dates that it would give. @param held the rule that holds, told back with the answer @param words as they were typed */
export function scheduleForm(
  base: string,
  field: Html,
  choice: ScheduleChoice,
  errors: FieldErrors,
  preview: SchedulePreview,
  held: string,
  words = '',
): Html {
  const { tried, dates, warning } = preview
  return postForm(
    `${base}/horaire`,
    field,
    html`<fieldset><legend>Changer l’horaire</legend><input type="hidden" name="vu" value="${held}">
${
  tried && Object.keys(errors).length === 0
    ? html`<p class="notice" id="essai" tabindex="-1" autofocus><strong>Essai, pas encore enregistré :</strong> ${sayChoice(choice)}. ${dates.length > 0 ? html`Cet horaire donne : ${dates.map((date, at) => html`${at > 0 ? ' ; ' : ''}${frenchDateTime(date)}`)}.` : 'Aucun passage ne serait prévu.'}</p>`
    : html`<p>Horaire : ${sayChoice(choice)}.</p>`
}
${inputField({ name: 'mots', label: 'En quelques mots', value: words, errors, hint: 'Par exemple : chaque lundi matin, tous les jours à 6 h, le 1er du mois, à la demande.' })}
<p class="hint">Ou choisissez :</p>
<div class="row">
${selectField({
  name: 'rythme',
  label: 'Rythme',
  required: true,
  value: choice.rhythm,
  errors,
  options: [
    { value: 'demande', label: 'à la demande' },
    { value: 'jour', label: 'chaque jour' },
    { value: 'semaine', label: 'chaque semaine' },
    { value: 'mois', label: 'chaque mois' },
    { value: 'cron', label: 'selon un réglage avancé' },
  ],
})}
${inputField({ name: 'heure', label: 'Heure (Paris)', type: 'time', value: choice.time, errors, required: true })}
${selectField({ name: 'jour', label: 'Jour, si chaque semaine', required: true, value: String(choice.weekday), errors, options: [1, 2, 3, 4, 5, 6, 0].map(day => ({ value: String(day), label: WEEKDAYS[day] ?? '' })) })}
${inputField({ name: 'quantieme', label: 'Jour du mois (1 à 28), si chaque mois', inputmode: 'numeric', value: String(choice.monthday), errors, required: true })}
</div>
<details${choice.rhythm === 'cron' || errors.cron ? html` open` : ''}><summary>Réglage avancé</summary><p class="hint">Choisissez aussi le rythme « selon un réglage avancé ».</p>${inputField({ name: 'cron', label: 'Règle en cinq nombres (cron)', hint: 'Minute, heure, jour du mois, mois, jour de la semaine, à l’heure de Paris ; * pour tous. Par exemple 15 3 * * 1 : chaque lundi à 3 h 15.', value: choice.rhythm === 'cron' ? choice.cron : '', errors })}</details>
${warning ? html`<p class="hint">Attention : ${warning}.</p>` : ''}
<p class="actions"><button name="essai" value="1" class="second">Voir les cinq prochains passages</button> <button>Enregistrer l’horaire</button></p></fieldset>`,
  )
}

/** The hours at which a site may be read, and what waits for them. */
export function hoursRow(window: string, waiting: string | null): [string, Html] {
  return [
    'Heures de lecture',
    html`entre ${frenchWindow(window)} (heure de Paris)${waiting ? html`. <strong>${waiting}</strong>` : ''}`,
  ]
}
