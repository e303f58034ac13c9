import { frenchDate } from '../../common/french.ts'
import { isSetAside } from '../../coverage/set-aside.ts'
import { standingWithdrawals } from '../../normalise/statements/withdrawn.ts'
import { actorOf } from '../access/people.ts'
import { partnerOfferPage } from '../pages/partner-offer.ts'
import { type PartnerLine, partnerOffersPage } from '../pages/partner-offers.ts'
import { isByGestionnaire } from '../partner/by-gestionnaire.ts'
import { standingWords } from '../partner/standing-words.ts'
import { about } from '../web/about.ts'
import type { PartnerPages } from '../web/pages.ts'
import { ABOVE } from './paths.ts'

/** The list of a partner's offers, each of them, and «still true». */
export function partnerOfferRoutes({ app, desk, frame, partners }: PartnerPages): void {
  const anOffer = about({ app, frame }, partners.ownOffer)

  app.get('/mes-offres', async c => {
    const { partner } = partners.who(c)
    const after = c.req.query('apres')
    const sources = partners.sources(c).map(source => source.id)
    const [page, statements, confirmed, stopped, accepted, lost] = await Promise.all([
      desk.ledger.offers.page({
        sources,
        size: 100,
        ...(after ? { after } : {}),
      }),
      desk.ledger.statements.list({ partner, limit: 30 }),
      desk.ledger.statements.confirmations(),
      partners.stopped(c),
      desk.ledger.statements.list({ partner, state: 'accepted', limit: 5000 }),
      desk.ledger.lostRecords(sources),
    ])
    const withdrawals = standingWithdrawals(accepted)
    // What is in DORA was not stopped.
    const stoppedLines = await desk.ledger.offers.linesOf(page.lines.filter(({ slug }) => slug === null))
    const rejections = new Map(stoppedLines.map(each => [`${each.source}\n${each.key}`, each.rejection]))
    const lines: PartnerLine[] = []
    for (const line of page.lines) {
      const request = withdrawals.get(`${line.source}\n${line.key}`)
      const day = request?.decided ?? null
      const withdrawn = request && day !== null ? { day, own: !isByGestionnaire(request) } : null
      if (line.state === 'retired' && withdrawn === null) continue
      lines.push({
        ...line,
        rejection: rejections.get(`${line.source}\n${line.key}`) ?? null,
        confirmed: confirmed.get(`${line.source}\n${line.key}`) ?? null,
        href: partners.path(line),
        withdrawn,
      })
    }
    const aside = (line: PartnerLine) => line.rejection !== null && isSetAside(line.rejection)
    return frame.show(c, {
      title: `Vos offres – ${desk.partnerName(partner)}`,
      main: partnerOffersPage({
        lines: lines.filter(line => !aside(line)),
        setAside: lines.filter(aside),
        lost,
        statements,
        stopped,
        today: partners.today(),
        next: page.next ? `/mes-offres?apres=${page.next}` : null,
        partial: page.next !== null || after !== undefined,
        field: await frame.field(c),
      }),
    })
  })

  anOffer.get('/mes-offres/:source/:key', async (c, offer) => {
    const link = await desk.ledger.links.read(offer.source, offer.key)
    const statements = await desk.ledger.statements.list({
      offer: { source: offer.source, key: offer.key },
      limit: 20,
    })
    return frame.show(c, {
      title: offer.name,
      trail: [ABOVE.ownOffers],
      main: partnerOfferPage({
        offer,
        standing: standingWords(offer, await desk.ledger.inbox.of(offer.source, offer.key)),
        link,
        live: link ? await desk.actions.shown(link.slug).catch(() => null) : null,
        pages: desk.doraPages,
        statements,
        withdrawn: standingWithdrawals(statements).values().next().value ?? null,
        base: partners.path(offer),
        today: partners.today(),
        field: await frame.field(c),
      }),
    })
  })

  app.post('/mes-offres/demandes/:id/annuler', async c => {
    const done = await partners.cancel(c, c.req.param('id'))
    if (done === null) return frame.notFound(c)
    return done
      ? frame.back(c, '/mes-offres', 'Votre demande est annulée : rien ne sera changé à cause d’elle.')
      : frame.back(c, '/mes-offres', 'Cette demande a déjà sa réponse : elle ne peut plus être annulée.', 'bad')
  })
  anOffer.post('/mes-offres/:source/:key/remettre', async (c, offer) => {
    return frame.act(c, '/mes-offres', async () => {
      const { again } = await partners.say(c, offer, `Remise en ligne : ${offer.name}`, { kind: 'return' })
      return again
        ? 'Cette demande de remise en ligne était déjà transmise.'
        : 'Votre demande de remise en ligne est transmise au gestionnaire ; sa suite s’affichera ici.'
    })
  })

  anOffer.post('/mes-offres/:source/:key/confirmer', async (c, offer) => {
    return frame.act(c, '/mes-offres', async () => {
      const said = await partners.say(c, offer, `Confirmation : ${offer.name}`, { kind: 'confirmation' })
      const name = `« ${offer.name} »`
      const ended = said.replaced.length > 0 ? ' Votre demande de retrait est remplacée.' : ''
      if (said.again) return `${name} est déjà confirmée aujourd’hui.`
      const thanks = `Merci. ${name} est confirmée à la date du ${frenchDate(partners.today())}.${ended}`
      const link = await desk.ledger.links.read(offer.source, offer.key)
      if (!link) return `${thanks} Elle n’est pas encore dans DORA.`
      const { source, key } = offer
      return `${thanks} ${await desk.actions.confirm({ source, key, slug: link.slug }, actorOf(partners.who(c)))}`
    })
  })
}
