import { html } from 'hono/html'
import { DoraError } from '../../dora/port.ts'
import { previewUndo, proposeUndo, type UndoAsked } from '../../sync/propose-undo.ts'
import { undoPage } from '../pages/undo.ts'
import { about } from '../web/about.ts'
import { actor, type PortalContext, text } from '../web/frame.ts'
import type { Pages } from '../web/pages.ts'
import { ABOVE, operationPath, planPath } from './paths.ts'

/** Takes back what the robot wrote: what would go back is shown, then becomes a plan to approve. */
export function undoRoutes({ app, desk, frame }: Pages): void {
  const trail = [ABOVE.plans]
  const titleOf = (asked: UndoAsked) =>
    'plan' in asked ? 'Annuler ce que le robot a écrit' : 'Annuler un envoi du robot'

  async function show(c: PortalContext, asked: UndoAsked, path: string): Promise<Response> {
    const preview = await look(asked, false)
    if (preview === null) return frame.notFound(c)
    if (preview === 'away') return away(c, asked, path)
    const field = await frame.field(c)
    const main = undoPage(preview, {
      sourceName: desk.sourceName(preview.source),
      doraPages: desk.doraPages,
      path,
      field,
    })
    return frame.show(c, { title: titleOf(asked), trail, main })
  }

  async function propose(c: PortalContext, asked: UndoAsked, path: string): Promise<Response> {
    const preview = await look(asked, text(c.get('form'), 'couper') === '1')
    if (preview === null) return frame.notFound(c)
    if (preview === 'away') return away(c, asked, path)
    const plan = await proposeUndo(preview, actor(c), desk)
    if (plan === null) return frame.back(c, path, 'Il n’y a rien à annuler : rien n’a changé.', 'bad')
    return frame.back(c, planPath(plan), 'Voici le plan qui annule : relisez-le, puis approuvez-le.')
  }

  async function look(asked: UndoAsked, cut: boolean) {
    try {
      return await previewUndo(asked, cut, { ledger: desk.ledger, shown: slug => desk.actions.shown(slug) })
    } catch (error) {
      if (error instanceof DoraError) return 'away' as const
      throw error
    }
  }

  function away(c: PortalContext, asked: UndoAsked, path: string): Promise<Response> {
    const main = html`<p class="notice bad">DORA ne répond pas en ce moment : impossible de voir ce qu’il montre encore, donc ce qui peut revenir. Rien n’a changé.</p><p><a class="button second" href="${path}">Réessayer</a></p>`
    return frame.show(c, { title: titleOf(asked), trail, main })
  }

  const aPlan = about({ app, frame }, c => desk.ledger.plans.head(c.req.param('id') ?? ''))
  aPlan.get('/plans/:id/annuler', (c, { id }) => show(c, { plan: id }, `${planPath(id)}/annuler`))
  aPlan.post('/plans/:id/annuler', (c, { id }) => propose(c, { plan: id }, `${planPath(id)}/annuler`))
  app.get('/operations/:id/annuler', c => {
    const id = c.req.param('id')
    return show(c, { operation: id }, `${operationPath(id)}/annuler`)
  })
  app.post('/operations/:id/annuler', c => {
    const id = c.req.param('id')
    return propose(c, { operation: id }, `${operationPath(id)}/annuler`)
  })
}
