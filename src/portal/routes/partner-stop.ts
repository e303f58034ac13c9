import { Hono } from 'hono'
import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import { actorOf } from '../access/people.ts'
import { cleanTyped } from '../declare/clean-typed.ts'
import type { Desk } from '../desk/desk.ts'
import { liftStop } from '../desk/lift-stop.ts'
import type { PartnerDesk } from '../partner/partner-desk.ts'
import type { PortalEnv } from '../web/env.ts'
import { areaField, postForm } from '../web/form.ts'
import { type Frame, text } from '../web/frame.ts'

/** «Stop reading our site»: asked is done, and so is its taking back. */
export function partnerStopRoutes(deps: { desk: Desk; frame: Frame; partners: PartnerDesk }): Hono<PortalEnv> {
  const { desk, frame, partners } = deps
  const app = new Hono<PortalEnv>()
  app.get('/arreter', async c => {
    const since = await partners.stopped(c)
    const kept = html`Vos offres déjà dans DORA y restent, sans être tenues à jour ; pour les retirer, ouvrez-les dans <a href="/mes-offres">Mes offres</a>.`
    return frame.show(c, {
      title: 'Ne plus être lu par le robot',
      main:
        since === null
          ? html`<p>Votre site ne sera plus lu, dès que vous aurez appuyé. ${kept}</p>
${postForm('/arreter', await frame.field(c), html`${areaField({ name: 'raison', label: 'Pourquoi', rows: 2 })}<p class="actions"><button>Ne plus lire mon site</button> <a href="/mes-offres">Annuler</a></p>`)}`
          : html`<p class="notice good"><strong>Votre site n’est plus lu depuis le ${frenchDate(since)}.</strong></p><p>${kept}</p>
<h2>Reprendre</h2><p>Le robot lira de nouveau votre site, à partir du prochain passage prévu.</p>
${postForm('/arreter/reprendre', await frame.field(c), html`<p><button class="second">Lire de nouveau mon site</button></p>`)}`,
    })
  })
  app.post('/arreter', c =>
    frame.act(c, '/mes-offres', async () => {
      const by = actorOf(partners.who(c))
      const reason = cleanTyped(text(c.get('form'), 'raison', 10_000))
      await partners.say(c, null, 'Ne plus lire le site', { kind: 'stop', reason })
      // The sources stop now, and the gestionnaire is told.
      await desk.ledger.stops.stop(partners.who(c).partner, by, reason)
      for (const source of partners.sources(c)) await desk.actions.reschedule(source.id, null)
      return 'C’est fait : votre site n’est plus lu. Le gestionnaire est prévenu.'
    }),
  )
  app.post('/arreter/reprendre', c =>
    frame.act(c, '/mes-offres', async () => {
      const by = actorOf(partners.who(c))
      return (await liftStop(desk, partners.who(c).partner, by, null))
        ? 'C’est fait : votre site sera lu de nouveau, au prochain passage prévu.'
        : 'Votre site était déjà lu : rien n’a changé.'
    }),
  )
  return app
}
