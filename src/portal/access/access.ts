import { z } from 'zod'
import type { Clock } from '../../common/clock.ts'
import type { Logger } from '../../common/logger.ts'
import { squeeze } from '../../common/text.ts'
import type { Holder, PartnerLink } from '../../ledger/keys.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Contact, Person, Role } from '../../ledger/people.ts'
import { ActionRefused } from '../actions.ts'
import { invitationLetter, partnerLinkLetter, signInLetter } from '../mail/letters.ts'
import type { Addressed, Mail, Mailer } from '../mail/mailer.ts'
import { actorOf, type Visitor } from './people.ts'
import { safeNext } from './safe-next.ts'
import { hashToken, type NewToken } from './token.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How long things live. */
export const LIVES = {
  /** Link asked for on the sign-in page. */
  entryMinutes: 15,
  /** First link of an account. */
  invitationDays: 2,
  /** Personal link of a partner. */
  partnerLinkDays: 180,
  /** Working day and a little more: signing in again costs one e-mail. */
  sessionHours: 12,
}

/** An e-mail address as people type it, lower case. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email())
/** What is asked of it, in French. */
export const NAME_EXPECTED = 'Donnez un nom, de 2 à 100 caractères.'
export const PersonName = z.string().transform(squeeze).pipe(z.string().min(2).max(100))

export interface AccessDeps {
  ledger: Pick<Ledger, 'people' | 'keys' | 'events'>
  mailer: Mailer
  clock: Clock
  newToken: NewToken
  log: Logger
  /** Address people reach the portal at, without final `/`. */
  publicUrl: () => string
  /** Name of a partner for people. */
  partnerName: (id: string) => string
}

/** A door that opened: the session's token goes into the cookie, and nowhere else. */
export interface Opened {
  token: string
  expires: string
  next: string
}

interface Known {
  holder: Holder
  name: string
  /** Name of the partner it is a contact of; null for an account. */
  partner: string | null
  role: Role | null
}

/** One of several doors of one address: its account, or a partner that it is a contact of. */
export interface Door {
  /** What it opens, for people. */
  label: string
  /** Of a one-time link, good for `LIVES.entryMinutes`. */
  token: string
}

export type Access = ReturnType<typeof createAccess>

/** Signing in and out, invitations, personal links. Nothing here tells a stranger whether an address is known. */
export function createAccess(deps: AccessDeps) {
  const { clock, newToken } = deps
  const { people, keys, events } = deps.ledger
  const later = (ms: number) => new Date(clock.now().getTime() + ms).toISOString()
  const posting = new Set<Promise<void>>()

  function post(work: () => Promise<void>): void {
    const running = work()
      .catch(error => deps.log.error({ err: error }, 'mail not sent'))
      .finally(() => posting.delete(running))
    posting.add(running)
  }

  async function visitorOf(holder: Holder, session: string): Promise<Visitor> {
    if (holder.kind === 'person') {
      const person = await people.person(holder.id)
      if (!person || person.disabled) return { role: 'public' }
      return { role: person.role, id: person.id, name: person.name, email: person.email, session }
    }
    const contact = await people.contact(holder.id)
    if (!contact || contact.removed) return { role: 'public' }
    const { id, name, email, partner } = contact
    return { role: 'partenaire', id, name, email, partner, session }
  }

  async function openSession(holder: Holder, link: string | null, next: string): Promise<Opened | null> {
    const token = newToken()
    const hash = hashToken(token)
    const expires = later(LIVES.sessionHours * 60 * MINUTE)
    const visitor = await visitorOf(holder, hash)
    if (visitor.role === 'public') return null
    await keys.openSession(hash, { holder, link, expires })
    await events.add({
      actor: actorOf(visitor),
      action: 'connexion',
      detail: { role: visitor.role, lien: link },
    })
    return { token, expires, next }
  }

  async function entryLink(holder: Holder, lifeMs: number, next: string) {
    const token = newToken()
    const expires = later(lifeMs)
    await keys.saveEntry(hashToken(token), holder, expires, next)
    return { token, url: `${deps.publicUrl()}/connexion/lien/${token}`, expires }
  }

  /** All that an address may come in as: its open account, and each partner that it is a contact of. */
  async function holdersOf(email: string): Promise<Known[]> {
    const person = await people.personByEmail(email)
    const contacts = await people.contacts({ email })
    return [
      ...(person && !person.disabled
        ? [{ holder: { kind: 'person', id: person.id } as const, name: person.name, partner: null, role: person.role }]
        : []),
      ...contacts.map(({ id, name, partner }) => ({
        holder: { kind: 'contact', id } as const,
        name,
        partner: deps.partnerName(partner),
        role: null,
      })),
    ]
  }

  return {
    people,
    keys,
    events,
    /** Sends a one-time link when the address is known. Says nothing, and takes the same time, when it is not. */
    ask(email: string, next: string): void {
      post(async () => {
        for (const { holder, name, partner } of await holdersOf(email)) {
          const link = await entryLink(holder, LIVES.entryMinutes * MINUTE, safeNext(next))
          await deps.mailer.send(signInLetter({ email, name }, link.url, LIVES.entryMinutes, partner))
        }
      })
    },
    /** Resolves when the messages under way have left. */
    async settled(): Promise<void> {
      while (posting.size > 0) await Promise.all(posting)
    },
    /** Uses up a one-time link. Null when unknown, used or expired: one answer for all three. */
    async enter(token: string): Promise<Opened | null> {
      const entry = await keys.takeEntry(hashToken(token))
      return entry && openSession(entry.holder, null, safeNext(entry.next))
    },
    /** Whether a one-time link would still open, without using it up. */
    opens: (token: string) => keys.entryOpens(hashToken(token)),
    /** The same for a personal link. */
    opensForPartner: async (token: string) => (await keys.usableLink(hashToken(token))) !== null,
    /** Opens a session from a partner's personal link. */
    async enterByPartnerLink(token: string): Promise<Opened | null> {
      const link = await keys.usableLink(hashToken(token))
      if (!link) return null
      const opened = await openSession({ kind: 'contact', id: link.contact }, link.id, '/mes-offres')
      if (opened) await keys.touchLink(link.id)
      return opened
    },
    /** For an address that an identity provider vouches for: its session, or its doors when it has several. Null when it has no access here. */
    async enterAs(email: string, next: string): Promise<Opened | readonly Door[] | null> {
      const known = await holdersOf(email)
      const [only, ...others] = known
      if (only === undefined) return null
      if (others.length === 0) return openSession(only.holder, null, safeNext(next))
      const doors: Door[] = []
      for (const { holder, partner, role } of known) {
        const { token } = await entryLink(holder, LIVES.entryMinutes * MINUTE, safeNext(next))
        doors.push({
          label: partner ?? (role === 'ddets' ? 'Votre accès DDETS' : 'Votre accès de gestionnaire'),
          token,
        })
      }
      return doors
    },
    /** Who holds this session now; the account, the contact and the link are looked at again each time. */
    async visitor(sessionToken: string | undefined): Promise<Visitor> {
      if (!sessionToken) return { role: 'public' }
      const hash = hashToken(sessionToken)
      const session = await keys.session(hash)
      if (!session) return { role: 'public' }
      if (session.link !== null && !(await keys.usableLinkById(session.link))) return { role: 'public' }
      return visitorOf(session.holder, hash)
    },
    async leave(visitor: Visitor): Promise<void> {
      if (visitor.role === 'public') return
      await keys.closeSession(visitor.session)
      await events.add({ actor: actorOf(visitor), action: 'deconnexion' })
    },
    /** New account (or a new first link for an existing one of the same role). @throws Error in French when the address has another role, or when its letter cannot leave */
    async invite(
      person: { email: string; name: string; role: Role; next?: string },
      by: string,
      options: { mail: boolean } = { mail: true },
    ): Promise<{ person: Person; url: string; expires: string }> {
      const { email, name, role } = person
      const added = await people.addPerson({ email, name, role, createdBy: by })
      const known = added ?? (await people.personByEmail(email))
      if (!known) throw new Error(`L’adresse ${email} n’a pas pu être enregistrée.`)
      if (known.role !== role) throw new Error(`L’adresse ${email} a déjà un accès, avec un autre rôle.`)
      if (known.disabled) throw new Error(`L’accès de ${email} est fermé ; rouvrez-le d’abord.`)
      const link = await entryLink({ kind: 'person', id: known.id }, LIVES.invitationDays * DAY, person.next ?? '/')
      if (added) await events.add({ actor: by, action: 'acces-ouvert', detail: { email, role } })
      if (options.mail)
        await deps.mailer.send(invitationLetter({ email, name }, link.url, link.expires)).catch(error => {
          deps.log.error({ err: error, person: known.id }, 'mail not sent')
          throw new ActionRefused(
            `L’accès de ${name} est ouvert, mais son message n’est pas parti : le serveur de messagerie l’a refusé. Vérifiez l’adresse ${email}, puis invitez de nouveau.`,
          )
        })
      return { person: known, url: link.url, expires: link.expires }
    },
    async addContact(
      contact: { partner: string; email: string | null; name: string; phone?: string | null },
      by: string,
    ): Promise<Contact> {
      const kept = await people.addContact({ ...contact, createdBy: by })
      await events.add({ actor: by, action: 'contact-ajoute', detail: contact })
      return kept
    },
    /**
     * Makes a personal link, which replaces the former ones once its letter has left. Its token is in the returned address and in the letter,
     * and cannot be shown again.
     * @param options.mail false: whoever asks gives the address themselves
     * @param options.letter what carries it, default the letter of the personal link
     * @throws ActionRefused when the letter cannot leave: the former link then still opens
     */
    async partnerLink(
      contact: Contact,
      by: string,
      options: { mail: boolean; days?: number; letter?: (to: Addressed, url: string) => Mail } = { mail: true },
    ): Promise<{ link: PartnerLink; url: string; replaced: number }> {
      const { email, name, partner } = contact
      if (options.mail && email === null)
        throw new ActionRefused(`${name} n’a pas d’adresse électronique : aucun lien ne peut lui être envoyé.`)
      const token = newToken()
      const expires = later((options.days ?? LIVES.partnerLinkDays) * DAY)
      const link = await keys.addLink(hashToken(token), contact.id, expires, by)
      const url = `${deps.publicUrl()}/p/${token}`
      if (options.mail && email !== null) {
        const to = { email, name }
        const letter = options.letter?.(to, url) ?? partnerLinkLetter(to, deps.partnerName(partner), url, expires)
        try {
          await deps.mailer.send(letter)
        } catch (error) {
          deps.log.error({ err: error, contact: contact.id }, 'mail not sent')
          await keys.revokeLink(link.id)
          throw new ActionRefused(
            `Le message à ${name} n’est pas parti : le serveur de messagerie l’a refusé. Son lien d’avant, s’il en avait un, sert encore.`,
          )
        }
      }
      const replaced = await keys.revokeFormer(contact.id, link)
      await events.add({
        actor: by,
        action: 'lien-partenaire-cree',
        detail: { partner, email: email ?? name, expires },
      })
      return { link, url, replaced }
    },
  }
}
