import { Hono } from 'hono'
import type { Typed } from '../../normalise/statements/statement.ts'
import { checkTyped } from '../declare/check.ts'
import { FORM_QUESTIONS } from '../declare/questions.ts'
import { typedForm } from '../declare/typed-form.ts'
import type { Desk } from '../desk/desk.ts'
import { declarePage } from '../pages/declare.ts'
import type { PartnerDesk } from '../partner/partner-desk.ts'
import type { PortalEnv } from '../web/env.ts'
import type { FieldErrors } from '../web/form.ts'
import type { Frame, PortalContext } from '../web/frame.ts'

/** One new offer, by form. */
export function partnerDeclareRoutes(deps: { desk: Desk; frame: Frame; partners: PartnerDesk }): Hono<PortalEnv> {
  const { desk, frame, partners } = deps
  const app = new Hono<PortalEnv>()
  const page = async (c: PortalContext, values: Typed, errors?: FieldErrors) =>
    frame.show(
      c,
      { title: 'Déclarer une offre', main: declarePage(values, errors, await frame.field(c)) },
      errors ? 422 : 200,
    )
  app.get('/declarer', c => page(c, { structure_nom: desk.partnerName(partners.who(c).partner) }))
  app.post('/declarer', async c => {
    const typed = typedForm(c.get('form'))
    const { values, errors } = checkTyped(typed, FORM_QUESTIONS)
    if (Object.keys(errors).length > 0) return page(c, typed, errors)
    return frame.act(c, '/mes-offres', async () => {
      const id = `f${desk.clock.now().getTime().toString(36)}`
      const { again } = await partners.say(c, null, `Nouvelle offre : ${values.nom}`, {
        kind: 'declaration',
        fields: { id, ...values, date_maj: partners.today() },
        from: 'formulaire',
      })
      return again
        ? `« ${values.nom} » était déjà transmise, avec les mêmes réponses.`
        : 'Merci. L’offre est transmise au gestionnaire ; elle paraîtra dans DORA une fois acceptée.'
    })
  })
  return app
}
