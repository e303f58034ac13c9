import { html } from 'hono/html'
import { frenchCount, frenchDateTime } from '../../common/french.ts'
import type { UndoPreview } from '../../sync/propose-undo.ts'
import type { DoraPages } from '../desk/dora-pages.ts'
import type { Html } from '../layout.ts'
import { offerPath, sourcePath } from '../routes/paths.ts'
import { postForm } from '../web/form.ts'
import { operationPart } from './plan.ts'

export interface UndoContext {
  sourceName: string
  doraPages: DoraPages | null
  /** Address of this page, where its form goes. */
  path: string
  /** Hidden token of the form. */
  field: Html
}

/** Writes shown at once. */
const SHOWN = 100

/** What would go back, field by field, and what is left; nothing is done yet. */
export function undoPage({ source, inverses }: UndoPreview, context: UndoContext): Html {
  const { sourceName, doraPages, path, field } = context
  const back = inverses.flatMap(({ operation }) => (operation === null ? [] : [operation]))
  const left = inverses.filter(({ operation }) => operation === null)
  // A service that was taken over may be let go, even when none of its fields goes back.
  const adopted = inverses.some(({ logged, outcome }) => logged.kind === 'adopt' && outcome.slug !== null)
  const at = inverses.map(({ logged }) => logged.intended).toSorted()[0] ?? ''
  const refuse = (): '' => ''
  return html`
<p>Source : <a href="${sourcePath(source)}">${sourceName}</a>. Écrit le ${frenchDateTime(at)}.</p>
<p>Ne revient que ce que DORA montre encore tel que le robot l’a écrit : ce que quelqu’un a modifié depuis est laissé. Rien ne part avant que vous n’ayez approuvé le plan. Ensuite, les valeurs annulées ne sont plus proposées tant que la source dit la même chose ; « Mes règles » permet de revenir dessus.</p>
${
  back.length === 0 && !adopted
    ? html`<p class="notice">Il n’y a rien à annuler.</p>`
    : postForm(
        path,
        field,
        html`${adopted ? html`<div class="box"><input type="checkbox" id="couper" name="couper" value="1"><label for="couper">Couper aussi le lien : l’offre ne tient plus le service qu’elle avait repris, et ne le reprendra pas.</label></div>` : ''}
<p><button>Annuler : préparer le plan</button></p>`,
      )
}
${
  back.length === 0
    ? ''
    : html`<h2>Ce qui reviendrait <span class="quiet">(${frenchCount(back.length, 'opération')})</span></h2>
${back
  .slice(0, SHOWN)
  .map((operation, n) =>
    operationPart(
      { id: `annuler-${n}`, ...operation },
      { sourceName, doraPages, page: 1, refused: new Map(), refuse },
      n,
    ),
  )}`
}
${
  left.length === 0
    ? ''
    : html`<h2>Ce qui est laissé</h2><ul>${left.slice(0, SHOWN).map(({ outcome }) => html`<li><a href="${offerPath({ source, key: outcome.key })}">${outcome.name}</a> : ${outcome.reason}</li>`)}</ul>`
}`
}
