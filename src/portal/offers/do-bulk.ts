import { frenchCount } from '../../common/french.ts'
import { parisDay } from '../../common/paris-day.ts'
import type { OfferLine } from '../../ledger/offers-page.ts'
import { DecisionRefused } from '../../sync/decide.ts'
import type { Access } from '../access/access.ts'
import { ActionRefused } from '../actions.ts'
import { decideOffer } from '../desk/decide-offer.ts'
import type { Desk } from '../desk/desk.ts'
import { pauseSource } from '../desk/move-source.ts'
import { noteCall } from '../desk/note-call.ts'
import { offersToCheckLetter } from '../mail/letters.ts'
import type { BulkAction } from './bulk.ts'

type Line = Pick<OfferLine, 'source' | 'key' | 'name' | 'slug'>

interface Asked {
  action: BulkAction
  lines: readonly Line[]
  /** What the person said: to whom they spoke, or why. */
  words: string
  by: string
}

/** Does the same to several offers, one after the other; one that is refused does not stop the others. @returns French sentence: how many, and what was not done */
export async function doBulk({ desk, access }: { desk: Desk; access: Access }, asked: Asked): Promise<string> {
  const { action, lines, words, by } = asked
  switch (action) {
    case 'confirmer': {
      const call = { day: parisDay(desk.clock.now()), person: words, note: '' }
      return told('offre confirmée', 'offres confirmées', await each(lines, line => noteCall(desk, line, call, by)))
    }
    case 'publier':
      return told('offre publiée', 'offres publiées', await each(lines, line => publish(desk, line, by)))
    case 'archiver': {
      const said = { title: 'Archivage', body: { kind: 'withdrawal' as const, reason: words } }
      return told('offre archivée', 'offres archivées', await each(lines, line => decideOffer(desk, line, said, by)))
    }
    case 'pause': {
      const sources = desk.sources().filter(({ id }) => lines.some(({ source }) => source === id))
      return told(
        'source mise en pause',
        'sources mises en pause',
        await each(sources, one => pauseSource(desk, one, by, words)),
      )
    }
    case 'partenaire':
      return sendToPartners(desk, access, lines, by)
  }
}

async function publish(desk: Desk, { source, key, slug }: Line, by: string): Promise<void> {
  await desk.actions.publish({ source, key }, by)
  await desk.ledger.events.add({ actor: by, action: 'offre-publiee', source, key, detail: { slug } })
}

async function sendToPartners(desk: Desk, access: Access, lines: readonly Line[], by: string): Promise<string> {
  const partnerOf = (line: Line) => desk.source(line.source)?.partner ?? ''
  let sent = 0
  const silent: string[] = []
  for (const [partner, own] of Map.groupBy(lines, partnerOf)) {
    const contacts = (await access.people.contacts({ partner })).filter(({ email }) => email !== null)
    if (contacts.length === 0) silent.push(desk.partnerName(partner))
    for (const contact of contacts) {
      const letter: NonNullable<Parameters<Access['partnerLink']>[2]>['letter'] = (to, url) =>
        offersToCheckLetter(
          to,
          own.map(({ name }) => name),
          url,
        )
      await access.partnerLink(contact, by, { mail: true, letter })
      sent += 1
    }
  }
  const missing = silent.length === 0 ? '' : ` Sans contact à qui écrire : ${silent.join(', ')}.`
  if (sent === 0) throw new ActionRefused(`Aucun message n’est parti.${missing}`)
  return `${frenchCount(sent, 'message envoyé', 'messages envoyés')}.${missing}`
}

/** How many were done, and why the others were not. */
async function each<T extends { name: string }>(all: readonly T[], work: (one: T) => Promise<unknown>) {
  const refused: string[] = []
  for (const one of all) {
    try {
      await work(one)
    } catch (error) {
      if (!(error instanceof ActionRefused || error instanceof DecisionRefused)) throw error
      refused.push(`${one.name} : ${error.message}`)
    }
  }
  return { done: all.length - refused.length, refused }
}

function told(one: string, many: string, { done, refused }: { done: number; refused: string[] }): string {
  const left =
    refused.length === 0
      ? ''
      : ` Pas fait : ${refused.slice(0, 5).join(' ; ')}${refused.length > 5 ? ` ; et ${refused.length - 5} autres` : ''}`
  if (done === 0) throw new ActionRefused(`Rien n’a changé.${left}`)
  return `${frenchCount(done, one, many)}.${left}`
}
