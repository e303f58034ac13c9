import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import type { Outcome } from '../../harvest/connector.ts'
import type { TaughtSource } from '../../ledger/taught-sources.ts'
import { GIVEN_KINDS } from '../../studio/given-file.ts'
import { fileOfLesson } from '../../studio/lesson.ts'
import type { Html } from '../layout.ts'
import { table } from '../pages/table.ts'
import { sourcePath } from '../routes/paths.ts'
import { fileField, postForm } from '../web/form.ts'
import { ADD_PATH } from './paths.ts'

/** The page of a taught source changed: what its last reading says, and the way to the repair. */
export function changedPart(source: string, outcome: Outcome | null | undefined, token: Html): Html | '' {
  if (outcome?.state !== 'drifted') return ''
  return html`<div class="notice warn"><h2>La page a changé</h2><ul>${outcome.expectations.map(({ message }) => html`<li>${message}</li>`)}</ul>
<p>Rien n’est retiré de DORA en attendant.</p>${postForm(`${sourcePath(source)}/apprendre`, token, html`<button>Voir la réparation proposée</button>`)}</div>`
}

/** Where a source is kept: in files, or taught, with its versions and the way back to each. */
export function versionsPart(source: string, versions: readonly TaughtSource[], token: Html): Html {
  const base = sourcePath(source)
  const [last] = versions
  if (last === undefined)
    return html`<h2 id="lecture">Comment elle est lue</h2><p>Cette source est décrite dans un fichier de la configuration ; elle n’est pas enseignée sur le portail.</p>`
  return html`<h2 id="lecture">Comment elle est lue</h2>
<p>Cette source est enseignée sur le portail, et dans aucun fichier.</p>
<div class="actions">${postForm(`${base}/apprendre`, token, html`<button class="second">Revoir ce qui est lu</button>`)} <a href="${base}/configuration">Voir la configuration</a></div>
${fileOfLesson(last.lesson) === null ? '' : postForm(`${ADD_PATH}/fichier`, token, html`<input type="hidden" name="source" value="${source}">${fileField({ name: 'fichier', label: 'Déposer un nouveau fichier', required: true, accept: GIVEN_KINDS.map(kind => `.${kind}`).join(',') })}<p><button class="second">Regarder ce fichier</button></p>`, { upload: true })}
${table({
  caption: 'Ses versions',
  stacked: true,
  columns: ['Version', 'Ce qui change', 'Par', 'Revenir'],
  rows: versions.map(each => [
    html`${each.version}${each.version === last.version ? html` <span class="state good">celle qui tient</span>` : ''}`,
    each.note,
    `${each.by}, le ${frenchDateTime(each.at)}`,
    each.version === last.version
      ? ''
      : postForm(
          `${base}/version`,
          token,
          html`<input type="hidden" name="version" value="${each.version}"><button class="second small">Revenir à la version ${each.version}</button>`,
          { class: 'inline' },
        ),
  ]),
  empty: '',
})}
<details><summary>Retirer cette source</summary>${postForm(`${base}/retirer`, token, html`<p>Elle ne sera plus lue. Ses offres restent dans DORA telles qu’elles sont, et ses versions restent ici.</p><p><button class="second">Retirer la source</button></p>`)}</details>`
}
