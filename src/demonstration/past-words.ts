import type { NewId } from '../common/ids.ts'
import { parisDay } from '../common/paris-day.ts'
import { type Ledger, ledgerOf } from '../ledger/ledger.ts'
import type { DemoSource } from './calendar.ts'

const DAY_MS = 86_400_000

/** Calls of the last months: how many days ago, and what was noted. */
const CALLS: readonly (readonly [days: number, person: string, note: string])[] = [
  [12, 'l’accueil', 'Tout est juste. Rappeler en mars.'],
  [20, 'la coordinatrice', 'Horaires vérifiés au téléphone.'],
  [33, 'le secrétariat', 'La session de printemps n’a pas encore de date.'],
  [41, 'l’accueil', 'Numéro confirmé.'],
  [58, 'la direction', 'L’action continue l’an prochain.'],
  [75, 'le secrétariat', 'Rien à changer.'],
  [96, 'l’accueil', 'Préfère un message à un appel.'],
  [130, 'la coordinatrice', 'Public élargi, à relire sur leur page.'],
]

/** Who the demonstration says that it was. */
const WHO = 'Gestionnaire de démonstration'

/** An offer that was published. */
export interface DemoOffer {
  source: string
  key: string
  name: string
  telephone: string | null
}

/** Calls that were noted, offers that were confirmed by them, and a correction that a partner asks for and nobody answered yet. */
export async function pastWords(
  { db, newId, now }: { db: Ledger['db']; newId: NewId; now: Date },
  sources: readonly DemoSource[],
  offers: readonly DemoOffer[],
): Promise<void> {
  const partnerOf = new Map(sources.map(({ id, partner }) => [id, partner]))
  const step = Math.max(1, Math.floor(offers.length / CALLS.length))
  await db.transaction().execute(async trx => {
    let at = now
    const past = ledgerOf({ db: trx, clock: { now: () => at, sleep: async () => undefined }, newId })
    for (const [n, [days, person, note]] of CALLS.entries()) {
      const offer = offers[n * step]
      const partner = offer && partnerOf.get(offer.source)
      if (!offer || partner === undefined) continue
      const { source, key } = offer
      at = new Date(now.getTime() - days * DAY_MS)
      const call = { day: parisDay(at), person, note }
      const { id } = await past.statements.note({
        partner,
        offer: { source, key },
        title: `Confirmation au téléphone : ${offer.name}`,
        body: { kind: 'confirmation', call },
        by: WHO,
      })
      await past.events.add({ actor: WHO, action: 'appel-note', source, key, detail: { statement: id, ...call } })
    }
    const asking = offers.find(({ telephone }) => telephone !== null)
    const partner = asking && partnerOf.get(asking.source)
    if (!asking || partner === undefined || asking.telephone === null) return
    at = new Date(now.getTime() - 3 * DAY_MS)
    await past.statements.add({
      partner,
      offer: { source: asking.source, key: asking.key },
      title: `Correction : ${asking.name}`,
      body: {
        kind: 'correction',
        fields: { telephone: { before: asking.telephone, after: '02 61 91 00 99' } },
        comment: 'Nous avons changé de standard.',
      },
      by: 'Un contact de démonstration',
    })
  })
}
