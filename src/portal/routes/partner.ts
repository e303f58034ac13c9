import { html } from 'hono/html'
import { frenchDate } from '../../common/french.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import type { Typed } from '../../normalise/statements/statement.ts'
import { linesOf, NO_ACTION } from '../declare/action-lines.ts'
import { checkTyped } from '../declare/check.ts'
import { cleanTyped } from '../declare/clean-typed.ts'
import { showCorrection, takeCorrection } from '../declare/correct.ts'
import { missingOf } from '../declare/missing.ts'
import { overAlready } from '../declare/over-already.ts'
import { FORM_QUESTIONS } from '../declare/questions.ts'
import { typedForm } from '../declare/typed-form.ts'
import { liftStop } from '../desk/lift-stop.ts'
import { declarePage } from '../pages/declare.ts'
import { createPartnerDesk } from '../partner/partner-desk.ts'
import { about } from '../web/about.ts'
import { areaField, type FieldErrors, postForm } from '../web/form.ts'
import { type PortalContext, text } from '../web/frame.ts'
import type { Pages, PartnerPages } from '../web/pages.ts'
import { partnerOfferRoutes } from './partner-offers.ts'
import { partnerSpreadsheetRoutes } from './partner-spreadsheet.ts'
import { ABOVE } from './paths.ts'

/** A partner's own pages: their offers and nobody else's. */
export function partnerRoutes(pages: Pages): void {
  const own = { ...pages, partners: createPartnerDesk(pages) }
  partnerOfferRoutes(own)
  partnerCorrectRoutes(own)
  partnerWithdrawRoutes(own)
  partnerDeclareRoutes(own)
  partnerSpreadsheetRoutes(own)
  partnerStopRoutes(own)
}

/** «Stop reading our site»: asked is done, and so is its taking back. */
function partnerStopRoutes({ app, desk, frame, partners }: PartnerPages): void {
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
    frame.act(c, '/mes-offres', async by => {
      const reason = cleanTyped(text(c.get('form'), 'raison', 10_000))
      await partners.say(c, null, 'Ne plus lire le site', { kind: 'stop', reason })
      // The sources stop now, and the gestionnaire is told.
      await desk.ledger.stops.stop(partners.who(c).partner, by, reason)
      for (const source of partners.sources(c)) await desk.actions.reschedule(source.id, null)
      return 'C’est fait : votre site n’est plus lu. Le gestionnaire est prévenu.'
    }),
  )
  app.post('/arreter/reprendre', c =>
    frame.act(c, '/mes-offres', async by =>
      (await liftStop(desk, partners.who(c).partner, by, null))
        ? 'C’est fait : votre site sera lu de nouveau, au prochain passage prévu.'
        : 'Votre site était déjà lu : rien n’a changé.',
    ),
  )
}

/** One new offer, by form. */
function partnerDeclareRoutes({ app, desk, frame, partners }: PartnerPages): void {
  const page = async (c: PortalContext, values: Typed, errors?: FieldErrors, unpublished = false) => {
    const lines = linesOf(desk.convention(), partners.who(c).partner)
    const field = await frame.field(c)
    return frame.show(c, {
      title: 'Déclarer une offre',
      errors,
      main: declarePage({ values, errors, field, lines, unpublished }),
    })
  }
  app.get('/declarer', c => page(c, { structure_nom: desk.partnerName(partners.who(c).partner) }))
  app.post('/declarer', async c => {
    const typed = typedForm(c.get('form'))
    const { partner } = partners.who(c)
    const convention = desk.convention()
    const { values, errors } = checkTyped(typed, FORM_QUESTIONS, convention.department)
    Object.assign(errors, overAlready(values, partners.today()))
    const lines = linesOf(convention, partner)
    const action = lines.find(line => line.id === typed.action)?.id
    if (lines.length > 1 && action === undefined)
      errors.action = 'Action de la convention : dites pour laquelle cette offre compte, ou « aucune ».'
    const none = typed.action === NO_ACTION
    if (none) delete errors.action
    const missing = missingOf(values, partner, convention, partners.today())
    // All that is to be corrected at once: nobody sends a form twice to learn the rest.
    if (Object.keys(errors).length > 0) return page(c, typed, { ...missing, ...errors })
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
}

/** What is not true any more of an offer, said by its partner. */
function partnerCorrectRoutes({ app, desk, frame, partners }: PartnerPages): void {
  const anOffer = about({ app, frame }, partners.ownOffer)
  anOffer.get('/mes-offres/:source/:key/corriger', async (c, offer) =>
    showCorrection(c, { desk, frame }, offer, corrector(c, offer)),
  )
  anOffer.post('/mes-offres/:source/:key/corriger', async (c, offer) =>
    takeCorrection(c, { desk, frame }, offer, corrector(c, offer)),
  )

  function corrector(c: PortalContext, offer: KnownOffer): Parameters<typeof showCorrection>[3] {
    return {
      list: ABOVE.ownOffers,
      path: partners.path(offer),
      lead: 'Changez ce qui n’est plus exact, et laissez le reste. Le gestionnaire relit, puis DORA est mis à jour.',
      comment: 'Un mot pour le gestionnaire',
      button: 'Proposer ces corrections',
      async keep(body, look) {
        const { again, replaced } = await partners.say(c, offer, `Correction : ${offer.name}`, body, look)
        return again
          ? 'Ces corrections étaient déjà transmises ; leur suite s’affichera ici.'
          : `Merci. Vos corrections sont transmises au gestionnaire ; leur suite s’affichera ici.${replaced.length > 0 ? ' Elles remplacent ce que vous aviez demandé avant et qui attendait.' : ''}`
      },
    }
  }
}

/** «This offer is over»: said by its partner, carried out by the gestionnaire. */
function partnerWithdrawRoutes({ app, frame, partners }: PartnerPages): void {
  const anOffer = about({ app, frame }, partners.ownOffer)
  anOffer.get('/mes-offres/:source/:key/retirer', async (c, offer) => {
    const base = partners.path(offer)
    return frame.show(c, {
      title: `Retirer « ${offer.name} »`,
      trail: [ABOVE.ownOffers, { href: base, label: offer.name }],
      main: html`<p>L’offre sera archivée dans DORA, pas effacée : elle peut revenir. Le gestionnaire relit votre demande avant.</p>
${postForm(`${base}/retirer`, await frame.field(c), html`${areaField({ name: 'raison', label: 'Pourquoi', hint: 'Par exemple : l’atelier s’est arrêté en juin.', rows: 2 })}<p class="actions"><button>Demander le retrait</button> <a href="${base}">Annuler</a></p>`)}`,
    })
  })
  anOffer.post('/mes-offres/:source/:key/retirer', async (c, offer) => {
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
}
