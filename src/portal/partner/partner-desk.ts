import { parisDay } from '../../common/paris-day.ts'
import type { Shelves } from '../../ledger/ledger.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import { alreadySaid } from '../../normalise/statements/already-said.ts'
import type { Statement, StatementBody } from '../../normalise/statements/statement.ts'
import { actorOf, type Member } from '../access/people.ts'
import { ActionRefused } from '../actions.ts'
import type { Look } from '../declare/said-meanwhile.ts'
import type { Desk } from '../desk/desk.ts'
import { sayInTurn } from '../desk/say-in-turn.ts'
import { offerPath } from '../routes/paths.ts'
import { member, type PortalContext } from '../web/frame.ts'
import type { Limits } from '../web/rate-limits.ts'
import { isCancellable, replacing } from './replacing.ts'

export type Partner = Extract<Member, { role: 'partenaire' }>
export type PartnerDesk = ReturnType<typeof createPartnerDesk>

/** Statements of one partner looked through for one that says the same. */
const LOOKED_THROUGH = 600

/** What a partner may reach and say: their offers and nobody else's. Whatever is not theirs does not exist for them. */
export function createPartnerDesk({ desk, limits }: { desk: Desk; limits: Limits }) {
  function who(c: PortalContext): Partner {
    const visitor = member(c)
    if (visitor.role !== 'partenaire') throw new Error('route without guard')
    return visitor
  }
  async function note(
    shelves: Shelves,
    partner: Partner,
    offer: KnownOffer | null,
    { title, body }: Pick<Statement, 'title' | 'body'>,
    look: Look,
  ) {
    const { statements, events, campaigns } = shelves
    await sayInTurn(shelves, partner.partner)
    const place = offer && { source: offer.source, key: offer.key }
    const said = { partner: partner.partner, offer: place, title, body, by: actorOf(partner) }
    const before = await statements.list({
      partner: partner.partner,
      limit: LOOKED_THROUGH,
      ...(place ? { offer: place } : {}),
    })
    look(before)
    const known = alreadySaid(
      said,
      before.filter(each => stands(each, today())),
    )
    if (known) return { statement: known, again: true, replaced: [] }
    const { body: merged, replaced } = replacing(body, place || body.kind === 'declaration' ? before : [])
    const statement = await statements.add({ ...said, body: merged })
    for (const each of replaced) await statements.end(each.id, 'replaced', said.by)
    await events.add({
      actor: said.by,
      action: `partenaire-${body.kind}`,
      ...place,
      detail: { statement: statement.id },
    })
    await campaigns.noteAnswer(partner.id)
    return { statement, again: false, replaced }
  }
  const today = () => parisDay(desk.clock.now())

  return {
    who,
    /** Day in Paris, `YYYY-MM-DD`. */
    today,
    path: (offer: { source: string; key: string }) => offerPath(offer, '/mes-offres'),
    sources: (c: PortalContext) => desk.sourcesOf(who(c).partner),
    /** The offer that the address names, when it is theirs. */
    async ownOffer(c: PortalContext): Promise<KnownOffer | null> {
      const source = c.req.param('source') ?? ''
      if (!desk.sourcesOf(who(c).partner).some(each => each.id === source)) return null
      return desk.ledger.offers.read(source, c.req.param('key') ?? '')
    },
    /**
     * Keeps what they say. `again`: it was said before and still stands, so nothing new is kept.
     * @param look sees what was said before, the latest first; what it throws stops everything
     * @throws ActionRefused beyond the limit
     */
    async say(
      c: PortalContext,
      offer: KnownOffer | null,
      title: string,
      body: StatementBody,
      look: Look = () => undefined,
    ): Promise<{ statement: Statement; again: boolean; replaced: Statement[] }> {
      const partner = who(c)
      if (!(await limits.write.take(partner.session)))
        throw new ActionRefused('Trop d’envois en une heure. Réessayez plus tard.')
      return desk.ledger.transaction(shelves => note(shelves, partner, offer, { title, body }, look))
    },
    /** Takes back a request of theirs that waits. @returns null when they have no such request, false when it does not wait any more */
    async cancel(c: PortalContext, id: string): Promise<boolean | null> {
      const partner = who(c)
      const statement = await desk.ledger.statements.read(id)
      if (!statement || statement.partner !== partner.partner || !isCancellable(statement)) return null
      const by = actorOf(partner)
      if (!(await desk.ledger.statements.end(id, 'cancelled', by))) return false
      await desk.ledger.events.add({
        actor: by,
        action: 'partenaire-annulation',
        ...statement.offer,
        detail: { title: statement.title },
      })
      return true
    },
    /** Since when, as they asked, none of their sites is read any more, or null. */
    async stopped(c: PortalContext): Promise<string | null> {
      return (await desk.ledger.stops.standing(who(c).partner))?.since ?? null
    },
  }
}

/** A request waits for an answer; a confirmation holds for its day. */
function stands(statement: Statement, today: string): boolean {
  return statement.body.kind === 'confirmation'
    ? parisDay(new Date(statement.at)) === today
    : statement.state === 'open' && !statement.noted
}
