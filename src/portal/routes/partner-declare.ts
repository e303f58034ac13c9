import { Hono } from 'hono'
import type { Typed } from '../../normalise/statements/statement.ts'
import { linesOf, NO_ACTION } from '../declare/action-lines.ts'
import { checkTyped } from '../declare/check.ts'
import { missingOf } from '../declare/missing.ts'
import { FORM_QUESTIONS } from '../declare/questions.ts'
import { typedForm } from '../declare/typed-form.ts'
import type { Desk } from '../desk/desk.ts'
import { declarePage } from '../pages/declare.ts'
import type { PartnerDesk } from '../partner/partner-desk.ts'
import type { PortalEnv } from '../web/env.ts'
import type { FieldErrors } from '../web/form.ts'
import { type Frame, type PortalContext, text } from '../web/frame.ts'

/** One new offer, by form. */
export function partnerDeclareRoutes(deps: { desk: Desk; frame: Frame; partners: PartnerDesk }): Hono<PortalEnv> {
  const { desk, frame, partners } = deps
  const app = new Hono<PortalEnv>()
  const page = async (c: PortalContext, values: Typed, errors?: FieldErrors, unpublished = false) => {
    const lines = linesOf(desk.convention(), partners.who(c).partner)
    const field = await frame.field(c)
    return frame.show(
      c,
      { title: 'Déclarer une offre', main: declarePage({ values, errors, field, lines, unpublished }) },
      errors ? 422 : 200,
    )
  }
  app.get('/declarer', c => page(c, { structure_nom: desk.partnerName(partners.who(c).partner) }))
  app.post('/declarer', async c => {
    const typed = typedForm(c.get('form'))
    const { partner } = partners.who(c)
    const convention = desk.convention()
    const { values, errors } = checkTyped(typed, FORM_QUESTIONS, convention.department)
    const lines = linesOf(convention, partner)
    const action = lines.find(line => line.id === typed.action)?.id
    if (lines.length > 1 && action === undefined)
      errors.action = 'Action de la convention : dites pour laquelle cette offre compte, ou « aucune ».'
    const none = typed.action === NO_ACTION
    if (none) delete errors.action
    if (Object.keys(errors).length > 0) return page(c, typed, errors)
    const missing = missingOf(values, partner, convention, partners.today())
    const anyway = text(c.get('form'), 'quand-meme', 1) === '1'
    if (Object.keys(missing).length > 0 && !anyway) return page(c, typed, missing, true)
    return frame.act(c, '/mes-offres', async () => {
      const id = `f${desk.clock.now().getTime().toString(36)}`
      const { again } = await partners.say(c, null, `Nouvelle offre : ${values.nom}`, {
        kind: 'declaration',
        fields: { id, ...values, ...(action ? { action } : {}), date_maj: partners.today() },
        from: 'formulaire',
      })
      return again
        ? `« ${values.nom} » était déjà transmise, avec les mêmes réponses.`
        : Object.keys(missing).length > 0
          ? 'Merci. L’offre est transmise au gestionnaire ; incomplète, elle restera un brouillon que le public ne voit pas. Vous pourrez la compléter dans « Mes offres ».'
          : 'Merci. L’offre est transmise au gestionnaire ; elle paraîtra dans DORA une fois acceptée.'
    })
  })
  return app
}
