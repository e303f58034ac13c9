import { Hono } from 'hono'
import { actorOf } from '../access/people.ts'
import { newOffers } from '../declare/new-offers.ts'
import { readSpreadsheetApart } from '../declare/read-spreadsheet-apart.ts'
import { templateFile } from '../declare/template-file.ts'
import type { Desk } from '../desk/desk.ts'
import { type SpreadsheetResult, spreadsheetPage } from '../pages/spreadsheet.ts'
import type { PartnerDesk } from '../partner/partner-desk.ts'
import { replacing } from '../partner/replacing.ts'
import type { PortalEnv } from '../web/env.ts'
import type { FieldErrors } from '../web/form.ts'
import type { Frame, PortalContext } from '../web/frame.ts'
import type { Limits } from '../web/rate-limits.ts'

const TEMPLATES = [
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
] as const

/** Several new offers, by spreadsheet. */
export function partnerSpreadsheetRoutes(deps: {
  desk: Desk
  frame: Frame
  partners: PartnerDesk
  limits: Limits
}): Hono<PortalEnv> {
  const { desk, frame, partners, limits } = deps
  const app = new Hono<PortalEnv>()
  const page = async (c: PortalContext, result: SpreadsheetResult | null, errors?: FieldErrors) =>
    frame.show(
      c,
      { title: 'Envoyer un tableur', main: spreadsheetPage(result, errors, await frame.field(c)) },
      errors || (result && result.wrong > 0) ? 422 : 200,
    )

  app.get('/tableur', c => page(c, null))
  for (const [form, media] of TEMPLATES)
    app.get(`/tableur/modele.${form}`, async c =>
      c.body(Buffer.from(await templateFile(form)), 200, {
        'content-type': media,
        'content-disposition': `attachment; filename="offres-a-declarer.${form}"`,
      }),
    )
  app.post('/tableur', async c => {
    const who = partners.who(c)
    if (!(await limits.upload.take(who.session)))
      return frame.refuse(c, 429, 'Trop d’envois', 'Vingt fichiers par heure au plus. Réessayez plus tard.')
    const file = c.get('form').get('fichier')
    if (!(file instanceof File) || file.size === 0) return page(c, null, { fichier: 'Choisissez un fichier.' })
    const reading = await readSpreadsheetApart(new Uint8Array(await file.arrayBuffer()), file.name)
    if (!reading.ok) return page(c, null, { fichier: reading.message })
    const { partner } = who
    const before = await desk.ledger.statements.list({ partner, limit: 5000 })
    const fresh = newOffers(reading.offers, before, partner)
    for (const fields of fresh) {
      const { replaced } = replacing({ kind: 'declaration', fields, from: 'tableur' }, before)
      await desk.ledger.statements.add({
        partner,
        offer: null,
        title: `Nouvelle offre : ${fields.nom}`,
        body: { kind: 'declaration', fields, from: 'tableur' },
        by: actorOf(who),
      })
      for (const each of replaced) await desk.ledger.statements.end(each.id, 'replaced', actorOf(who))
    }
    await desk.ledger.events.add({
      actor: actorOf(who),
      action: 'partenaire-tableur',
      detail: { lines: reading.lines, taken: fresh.length, errors: reading.errors.length },
    })
    await desk.ledger.campaigns.noteAnswer(who.id)
    return page(c, {
      lines: reading.lines,
      taken: fresh.length,
      again: reading.offers.length - fresh.length,
      wrong: reading.lines - reading.offers.length,
      errors: reading.errors,
    })
  })
  return app
}
