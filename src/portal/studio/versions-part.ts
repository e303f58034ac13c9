import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import type { Outcome } from '../../harvest/connector.ts'
import type { TaughtSource } from '../../ledger/taught-sources.ts'
import { GIVEN_KINDS } from '../../studio/given-file.ts'
import { fileOfLesson } from '../../studio/lesson.ts'
import type { Html } from '../layout.ts'
import { table } from '../pages/table.ts'
import { sourcePath } from '../routes/paths.ts'
import { fileField, postForm } from '../web/form.ts'
import { ADD_PATH, teachPath } from './paths.ts'

/** The page of a taught source changed: what its last reading says, and the way to the repair. */
export function changedPart(source: string, outcome: Outcome | null | undefined, token: Html): Html | '' {
  if (outcome?.state !== 'drifted') return ''
  return html`<div class="notice warn"><h2>La page a changé</h2><ul>${outcome.expectations.map(({ message }) => html`<li>${message}</li>`)}</ul>
<p>Rien n’est retiré de DORA en attendant.</p>${postForm(`${sourcePath(source)}/apprendre`, token, html`<button>Voir la réparation proposée</button>`)}</div>`
}

/** Where a source is kept: in a file, or taught, with its versions and the way back to each. @param file of `config/`, when it has one */
export function versionsPart(
  source: string,
  { versions, file }: { versions: readonly TaughtSource[]; file: string | null },
  token: Html,
): Html {
  const [last] = versions
  const taught = last?.state === 'taught'
  return html`<h2 id="lecture">Comment elle est lue</h2>
${taught ? taughtPart(source, { last, file }, token) : untaughtPart(source, last !== undefined && file === null)}
${versions.length === 0 ? '' : versionsTable(source, { versions, holds: taught ? last.version : null }, token)}
${taught ? withdrawPart(source, file, token) : ''}`
}

/** @param withdrawn it was taught, and no file describes it */
function untaughtPart(source: string, withdrawn: boolean): Html {
  return withdrawn
    ? html`<p>Revenir à une de ses versions la remet en service : son prochain passage attendra votre accord.</p>`
    : html`<p>Cette source est décrite dans un fichier de la configuration ; elle n’est pas enseignée sur le portail.</p><p><a class="button second" href="${teachPath(source)}">Enseigner cette source</a></p>`
}

function taughtPart(source: string, { last, file }: { last: TaughtSource; file: string | null }, token: Html): Html {
  const base = sourcePath(source)
  const given = fileOfLesson(last.lesson) !== null
  return html`<p>Cette source est enseignée sur le portail${file === null ? ', et dans aucun fichier.' : '. Le fichier qui la décrit aussi n’est pas lu tant qu’elle l’est.'}</p>
<div class="actions">${postForm(`${base}/apprendre`, token, html`<button class="second">Revoir ce qui est lu</button>`)} <a href="${base}/configuration">Voir la configuration</a>${given ? '' : html` <a href="${teachPath(source)}">Donner une autre adresse ou un fichier</a>`}</div>
${given ? postForm(`${ADD_PATH}/fichier`, token, html`<input type="hidden" name="source" value="${source}">${fileField({ name: 'fichier', label: 'Déposer un nouveau fichier', required: true, accept: GIVEN_KINDS.map(kind => `.${kind}`).join(',') })}<p><button class="second">Regarder ce fichier</button></p>`, { upload: true, waiting: 'Le robot lit ce fichier. Cela prend quelques secondes : ce qu’il a trouvé s’affichera ensuite.' }) : ''}`
}

function versionsTable(
  source: string,
  { versions, holds }: { versions: readonly TaughtSource[]; holds: number | null },
  token: Html,
): Html {
  return table({
    caption: 'Ses versions',
    columns: ['Version', 'Ce qui change', 'Par', 'Revenir'],
    rows: versions.map(each => [
      html`${each.version}${each.version === holds ? html` <span class="state good">celle qui tient</span>` : ''}`,
      each.note,
      `${personName(each.by)}, le ${frenchDateTime(each.at)}`,
      each.version === holds || each.state === 'withdrawn'
        ? ''
        : postForm(
            `${sourcePath(source)}/version`,
            token,
            html`<input type="hidden" name="version" value="${each.version}"><button class="second small">Revenir à la version ${each.version}</button>`,
            { class: 'inline' },
          ),
    ]),
  })
}

function withdrawPart(source: string, file: string | null, token: Html): Html {
  const words =
    file === null
      ? { title: 'Retirer cette source', what: 'Elle ne sera plus lue.', button: 'Retirer la source' }
      : { title: 'Revenir au fichier', what: 'Elle sera lue comme le dit son fichier.', button: 'Revenir au fichier' }
  return html`<details><summary>${words.title}</summary>${postForm(`${sourcePath(source)}/retirer`, token, html`<p>${words.what} Ses offres restent dans DORA telles qu’elles sont, et ses versions restent ici.</p><p><button class="second">${words.button}</button></p>`)}</details>`
}
