import { html } from 'hono/html'
import { frenchCount } from '../../common/french.ts'
import { readChoice } from '../desk/schedule-words.ts'
import { isSourceMove, moveSources, SOURCE_MOVES } from '../desk/source-bulk.ts'
import { type FieldErrors, inputField, postForm } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, sourcePath } from './paths.ts'

/** The same thing done to several sources: what it does and to which is shown first. */
export function sourceBulkRoutes({ app, desk, frame }: Pages): void {
  const chosen = (form: FormData) => {
    const ids = new Set(form.getAll('choix'))
    return desk.sources().filter(({ id }) => ids.has(id))
  }

  app.post('/sources/lot', c => ask(c))

  async function ask(c: PortalContext, errors?: FieldErrors): Promise<Response> {
    const form = c.get('form')
    const move = text(form, 'action')
    const sources = chosen(form)
    if (!isSourceMove(move) || sources.length === 0)
      return frame.back(c, '/sources', 'Cochez au moins une source, et choisissez ce qu’il faut en faire.', 'bad')
    const { label, does, asks } = SOURCE_MOVES[move]
    const count = frenchCount(sources.length, 'source')
    return frame.show(c, {
      title: `${label} : ${count}`,
      trail: [ABOVE.sources],
      errors,
      main: html`<p class="lead">${does}</p>
<ul>${sources.map(source => html`<li><a href="${sourcePath(source.id)}">${source.name}</a></li>`)}</ul>
${postForm(
  '/sources/lot/faire',
  await frame.field(c),
  html`<input type="hidden" name="action" value="${move}">${sources.map(source => html`<input type="hidden" name="choix" value="${source.id}">`)}
${asks ? inputField({ ...asks, required: true, value: text(form, asks.name, 300), errors }) : ''}<p class="actions"><button>${label} : ${count}</button> <a href="/sources">Annuler</a></p>`,
)}`,
    })
  }

  app.post('/sources/lot/faire', async c => {
    const form = c.get('form')
    const move = text(form, 'action')
    const sources = chosen(form)
    if (!isSourceMove(move) || sources.length === 0) return ask(c)
    const { asks } = SOURCE_MOVES[move]
    const words = asks ? text(form, asks.name, 300) : ''
    if (asks?.name === 'raison' && words.length < 2) return ask(c, { raison: 'Une pause porte une raison.' })
    if (asks?.name === 'mots' && readChoice(words) === null)
      return ask(c, { mots: `Quand : « ${words} » ne se comprend pas. Écrivez par exemple « chaque lundi matin ».` })
    return frame.act(c, '/sources', by => moveSources(desk, { move, sources, words, by }))
  })
}
