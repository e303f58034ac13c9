import { Hono } from 'hono'
import { html } from 'hono/html'
import { cleanTyped } from '../declare/clean-typed.ts'
import type { PartnerDesk } from '../partner/partner-desk.ts'
import type { PortalEnv } from '../web/env.ts'
import { areaField, postForm } from '../web/form.ts'
import { type Frame, text } from '../web/frame.ts'

/** «This offer is over»: said by its partner, carried out by the gestionnaire. */
export function partnerWithdrawRoutes({ frame, partners }: { frame: Frame; partners: PartnerDesk }): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>()
  app.get('/mes-offres/:source/:key/retirer', async c => {
    const offer = await partners.ownOffer(c)
    if (!offer) return frame.notFound(c)
    const base = partners.path(offer)
    return frame.show(c, {
      title: `Retirer « ${offer.name} »`,
      trail: [
        { href: '/mes-offres', label: 'Mes offres' },
        { href: base, label: offer.name },
      ],
      main: html`<p>L’offre sera archivée dans DORA, pas effacée : elle peut revenir. Le gestionnaire relit votre demande avant.</p>
${postForm(`${base}/retirer`, await frame.field(c), html`${areaField({ name: 'raison', label: 'Pourquoi', hint: 'Par exemple : l’atelier s’est arrêté en juin.', rows: 2 })}<p class="actions"><button>Demander le retrait</button> <a href="${base}">Annuler</a></p>`)}`,
    })
  })
  app.post('/mes-offres/:source/:key/retirer', async c => {
    const offer = await partners.ownOffer(c)
    if (!offer) return frame.notFound(c)
    return frame.act(c, partners.path(offer), async () => {
      const reason = cleanTyped(text(c.get('form'), 'raison', 10_000))
      const { again, replaced } = await partners.say(c, offer, `Retrait : ${offer.name}`, {
        kind: 'withdrawal',
        reason,
      })
      return again
        ? 'Cette demande de retrait était déjà transmise.'
        : `Votre demande de retrait est transmise au gestionnaire ; sa suite s’affichera ici.${replaced.length > 0 ? ' Elle remplace ce que vous aviez demandé avant et qui attendait.' : ''}`
    })
  })
  return app
}
