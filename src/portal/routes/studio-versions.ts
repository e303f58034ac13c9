import { html } from 'hono/html'
import { frenchDateTime } from '../../common/french.ts'
import { personName } from '../../common/person-name.ts'
import type { TaughtSource } from '../../ledger/taught-sources.ts'
import { nameOfLesson } from '../../studio/lesson.ts'
import { TeachingRefused } from '../../studio/studio.ts'
import { studioFieldOf } from '../../studio/studio-fields.ts'
import { ActionRefused } from '../actions.ts'
import type { Html } from '../layout.ts'
import { configurationPage } from '../studio/configuration-page.ts'
import { placeOfOffer, teachPath } from '../studio/paths.ts'
import { versionsPart } from '../studio/versions-part.ts'
import { WAITING_SCRIPT } from '../web/form.ts'
import { actor, type PortalContext, text } from '../web/frame.ts'
import type { StudioPages } from '../web/pages.ts'
import { ABOVE, sourcePath } from './paths.ts'

/** A taught source afterwards: teach it again, go back to a version, withdraw it, see its configuration. */
export function studioVersionRoutes({ app, desk, frame, studio }: StudioPages): void {
  const idOf = (c: PortalContext) => c.req.param('id') ?? ''
  const { events } = desk.ledger

  /** One that cannot be used, or was withdrawn, has no page among the sources: why, and the ways back. */
  app.get('/sources/:id', async (c, next) => {
    const id = idOf(c)
    if (desk.source(id) !== undefined) return next()
    const [last, ...before] = await studio.versions(id)
    if (last === undefined) return next()
    const problem = desk.problems().find(each => each.source?.id === id)
    return frame.show(c, {
      title: nameOfLesson(last.lesson) ?? id,
      trail: [ABOVE.sources],
      scripts: [WAITING_SCRIPT],
      main: html`${problem === undefined ? withdrawnPart(last) : unusablePart(problem.message)}
${versionsPart(id, { versions: [last, ...before], file: studio.fileOf(id) }, await frame.field(c))}`,
    })
  })
  app.get('/sources/:id/configuration', async c => {
    const [last] = await studio.versions(idOf(c))
    if (last === undefined) return frame.notFound(c)
    return frame.show(
      c,
      configurationPage(last, { href: sourcePath(last.source), label: desk.sourceName(last.source) }),
    )
  })
  app.post('/sources/:id/apprendre', async c => {
    const form = c.get('form')
    const [key, part] = [text(form, 'cle', 1000), text(form, 'champ', 60)]
    const field = studioFieldOf(part)
    const because = field === undefined ? null : `Mal lu : ${field.label}. Montrez où c’est écrit, ou écrivez-le.`
    try {
      const open = await studio.reopen(idOf(c), because, actor(c))
      if (open !== null) return c.redirect(placeOfOffer(open, key, field?.name ?? ''), 303)
      if (studio.known(idOf(c)) === null) return frame.notFound(c)
      return c.redirect(teachPath(idOf(c), field === undefined ? null : { key, field: field.name }), 303)
    } catch (error) {
      if (!(error instanceof TeachingRefused)) throw error
      return frame.back(c, sourcePath(idOf(c)), error.message, 'bad')
    }
  })
  app.post('/sources/:id/version', async c => {
    const version = Number(text(c.get('form'), 'version', 6))
    const found = await studio.goBack(idOf(c), version, actor(c))
    if (found === null) return frame.notFound(c)
    await events.add({ actor: actor(c), action: 'source-version', source: idOf(c), detail: { version } })
    return frame.back(
      c,
      `${sourcePath(idOf(c))}#lecture`,
      `La version ${version} tient de nouveau : le prochain passage lit comme elle, et attend votre accord.`,
    )
  })
  /** It is read as its file says again; without a file, no more. */
  app.post('/sources/:id/retirer', async c => {
    const file = studio.fileOf(idOf(c))
    return frame.act(c, `${sourcePath(idOf(c))}#lecture`, async by => {
      if (!(await studio.withdraw(idOf(c), by)))
        throw new ActionRefused('Cette source n’est pas enseignée, ou ne l’est déjà plus.')
      if (file !== null) {
        await events.add({ actor: by, action: 'source-revenue-au-fichier', source: idOf(c) })
        return `La source est lue de nouveau comme le dit son fichier : simulez un passage avant le prochain.`
      }
      await desk.actions.reschedule(idOf(c), null)
      await events.add({ actor: by, action: 'source-retiree', source: idOf(c) })
      return 'La source est retirée : elle ne sera plus lue. Ses versions restent sur cette page.'
    })
  })
}

const unusablePart = (message: string): Html =>
  html`<div class="notice bad"><h2>Cette source n’est plus lue</h2><p>Ce qui lui a été enseigné ne se lit plus. Revenez à une version d’avant, ou revoyez ce qui est lu et enregistrez-le. Ses offres restent dans DORA telles qu’elles sont.</p><ul>${message.split('\n').map(line => html`<li>${line}</li>`)}</ul></div>`

const withdrawnPart = ({ by, at }: TaughtSource): Html =>
  html`<p class="notice warn">Cette source est retirée : ${personName(by)} l’a demandé le ${frenchDateTime(at)}. Elle n’est plus lue, et ses offres restent dans DORA telles qu’elles sont.</p>`
