import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ManualClock, manualClock } from '../../common/clock.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import type { Contact } from '../../ledger/people.ts'
import { ActionRefused } from '../actions.ts'
import type { Mail } from '../mail/mailer.ts'
import { type Access, createAccess, Email, LIVES, PersonName } from './access.ts'
import { actorOf } from './people.ts'
import { safeNext } from './safe-next.ts'
import { hashToken, mac, randomToken, sameText } from './token.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const CAMILLE = { email: 'camille@example.org', name: 'Camille', role: 'gestionnaire' } as const
let clock: ManualClock
let ledger: Ledger
let access: Access
let sent: Mail[]
let logged: string
let refuses: boolean
let n: number

beforeEach(async () => {
  clock = manualClock('2026-11-24T08:00:00.000Z')
  ledger = await openLedger({ path: ':memory:' }, { clock })
  sent = []
  logged = ''
  refuses = false
  n = 0
  access = createAccess({
    ledger,
    mailer: {
      send: async mail => {
        if (refuses) throw new Error('refused')
        sent.push(mail)
      },
    },
    clock,
    newToken: () => `token-${++n}`,
    log: pino({}, { write: line => (logged += line) }),
    publicUrl: () => 'https://portail.example.org',
    partnerName: id => id.toUpperCase(),
  })
})
afterEach(() => ledger.close())

const actions = async () => (await ledger.events.list()).map(({ action }) => action).sort()
const tokenOf = (url: string) => url.split('/').at(-1) ?? ''
async function opened(token: string): Promise<string> {
  return (await access.enter(token))?.token ?? 'none'
}
const role = async (token: string | undefined) => (await access.visitor(token)).role
const contact = (over: Partial<{ email: string | null }> = {}): Promise<Contact> =>
  access.addContact({ partner: 'pem', email: 'alex@example.org', name: 'Alex', ...over }, 'test')

test('an invitation opens once, for two days; the session lasts its working day and is told in the journal', async () => {
  const { url, expires, person } = await access.invite({ ...CAMILLE, next: '/sources' }, 'test')
  await access.settled()
  expect(person).toMatchObject(CAMILLE)
  expect(expires).toBe('2026-11-26T08:00:00.000Z')
  expect(url).toMatch(/^https:\/\/portail[.]example[.]org\/connexion\/lien\//)
  expect(sent).toMatchObject([{ to: CAMILLE.email }])
  clock.advance(2 * DAY - 1)
  expect(await access.opens(tokenOf(url))).toBe(true)
  const session = await access.enter(tokenOf(url))
  expect(session).toMatchObject({ next: '/sources', expires: '2026-11-26T19:59:59.999Z' })
  expect(await access.enter(tokenOf(url))).toBeNull()
  expect(await access.visitor(session?.token)).toMatchObject(CAMILLE)
  clock.advance(LIVES.sessionHours * 60 * MINUTE)
  expect(await role(session?.token)).toBe('public')
  expect(await actions()).toEqual(['acces-ouvert', 'connexion'])
  expect((await ledger.events.list()).map(({ detail }) => detail)).toEqual([
    { role: 'gestionnaire', lien: null },
    { email: CAMILLE.email, role: 'gestionnaire' },
  ])
})

test('an invitation of yesterday’s yesterday opens nothing', async () => {
  const { url } = await access.invite(CAMILLE, 'test', { mail: false })
  clock.advance(2 * DAY)
  expect(await access.opens(tokenOf(url))).toBe(false)
  expect(await access.enter(tokenOf(url))).toBeNull()
  expect(sent).toEqual([])
})

test('inviting again the same role gives another link, and no second account in the journal', async () => {
  const first = await access.invite(CAMILLE, 'test', { mail: false })
  const second = await access.invite(CAMILLE, 'test', { mail: false })
  expect(second.person.id).toBe(first.person.id)
  expect(await opened(tokenOf(second.url))).not.toBe('none')
  expect((await actions()).filter(action => action === 'acces-ouvert')).toHaveLength(1)
})

test('an address that has an access is not invited under another role, nor once its access is closed', async () => {
  const { person } = await access.invite(CAMILLE, 'test', { mail: false })
  await expect(access.invite({ ...CAMILLE, role: 'ddets' }, 'test')).rejects.toThrow('avec un autre rôle')
  await ledger.people.setDisabled(person.id, true)
  await expect(access.invite(CAMILLE, 'test')).rejects.toThrow('est fermé ; rouvrez-le d’abord')
})

test('a known address receives its link for a quarter of an hour; an unknown one receives nothing, without a word', async () => {
  await access.invite(CAMILLE, 'test', { mail: false })
  access.ask(CAMILLE.email, '/rapport')
  access.ask('inconnu@example.org', '/rapport')
  await access.settled()
  expect(sent.map(({ to }) => to)).toEqual([CAMILLE.email])
  const token = tokenOf(/https:\S+/.exec(sent[0]?.text ?? '')?.[0] ?? '')
  clock.advance(15 * MINUTE - 1)
  expect(await access.opens(token)).toBe(true)
  clock.advance(1)
  expect(await access.enter(token)).toBeNull()
})

test('one address that is a person’s and a contact’s receives a link for each; a closed account receives none', async () => {
  const { person } = await access.invite(CAMILLE, 'test', { mail: false })
  await contact({ email: CAMILLE.email })
  access.ask(CAMILLE.email, '/')
  await access.settled()
  expect(sent).toHaveLength(2)
  await ledger.people.setDisabled(person.id, true)
  access.ask(CAMILLE.email, '/')
  await access.settled()
  expect(sent).toHaveLength(3)
})

test('a letter that does not leave breaks nothing: signing in can be asked again', async () => {
  await access.invite(CAMILLE, 'test', { mail: false })
  refuses = true
  access.ask(CAMILLE.email, '/')
  await access.settled()
  expect(logged).toMatch(/refused.*mail not sent/)
  refuses = false
  access.ask(CAMILLE.email, '/')
  await access.settled()
  expect(sent).toHaveLength(1)
})

test('an invitation that does not leave is told to whoever invites, and may be sent again', async () => {
  refuses = true
  const refused = access.invite(CAMILLE, 'test')
  await expect(refused).rejects.toThrow(/Camille est ouvert, mais son message n’est pas parti/)
  expect(logged).toMatch(/refused.*mail not sent/)
  refuses = false
  const { url } = await access.invite(CAMILLE, 'test')
  expect(sent.map(({ text }) => text.includes(url))).toEqual([true])
})

test('who follows the offers of two partners knows which link opens which', async () => {
  await access.invite(CAMILLE, 'test', { mail: false })
  for (const partner of ['adie', 'bge'])
    await access.addContact({ partner, email: CAMILLE.email, name: 'Camille' }, 'test')
  access.ask(CAMILLE.email, '/')
  await access.settled()
  expect(sent).toHaveLength(3)
  const of = (partner: string) => sent.filter(({ text }) => text.includes(`pour les offres de ${partner}.`))
  expect([of('ADIE').length, of('BGE').length]).toEqual([1, 1])
  expect(new Set(sent.map(({ subject }) => subject)).size).toBe(3)
})

test('a session ends with the account, or with the contact, that it belongs to', async () => {
  const { person, url } = await access.invite(CAMILLE, 'test', { mail: false })
  const session = await opened(tokenOf(url))
  await ledger.people.setDisabled(person.id, true)
  expect(await role(session)).toBe('public')
  const alex = await contact()
  const link = await access.partnerLink(alex, 'test', { mail: false })
  const theirs = await access.enterByPartnerLink(tokenOf(link.url))
  expect(await access.visitor(theirs?.token)).toMatchObject({ role: 'partenaire', partner: 'pem', name: 'Alex' })
  await ledger.people.removeContact(alex.id)
  expect(await role(theirs?.token)).toBe('public')
  expect(await access.enterByPartnerLink(tokenOf(link.url))).toBeNull()
})

test('a link that was sent before a contact is removed opens nothing after', async () => {
  const alex = await contact()
  access.ask('alex@example.org', '/')
  await access.settled()
  const token = tokenOf(/https:\S+/.exec(sent[0]?.text ?? '')?.[0] ?? '')
  expect(await access.opens(token)).toBe(true)
  await ledger.people.removeContact(alex.id)
  expect(await access.enter(token)).toBeNull()
})

test('a session opened by a personal link ends with the link', async () => {
  const { url } = await access.partnerLink(await contact(), 'test', { mail: false, days: 0.25 })
  const session = await access.enterByPartnerLink(tokenOf(url))
  clock.advance(DAY / 4 - 1)
  expect(await role(session?.token)).toBe('partenaire')
  clock.advance(1)
  expect(await role(session?.token)).toBe('public')
})

test('signing in by an identity provider: the account or the contact; several are chosen from; a closed account does not open', async () => {
  const sessionOf = async (email: string, next = '/') => {
    const found = await access.enterAs(email, next)
    return found && 'token' in found ? found : null
  }
  expect(await access.enterAs(CAMILLE.email, '/')).toBeNull()
  await contact({ email: 'sacha@example.org' })
  const alex = await contact()
  expect(await access.visitor((await sessionOf('alex@example.org'))?.token)).toMatchObject({ id: alex.id })
  const { person } = await access.invite(CAMILLE, 'test', { mail: false })
  const session = await sessionOf(CAMILLE.email, '/sources')
  expect(session?.next).toBe('/sources')
  expect(await access.visitor(session?.token)).toMatchObject(CAMILLE)
  const camille = await contact({ email: CAMILLE.email })
  expect(await sessionOf(CAMILLE.email)).toBeNull()
  const doors = await access.enterAs(CAMILLE.email, '/')
  const tokens = doors && !('token' in doors) ? doors.map(door => door.token) : []
  await ledger.people.setDisabled(person.id, true)
  // Offered before the account closed: it does not open any more.
  expect(await access.enter(tokens[0] ?? '')).toBeNull()
  expect(await access.visitor((await access.enter(tokens[1] ?? ''))?.token)).toMatchObject({ id: camille.id })
  // As by a link in a letter: whoever left the gestionnaire's team for a partner's enters as their contact.
  expect(await access.visitor((await sessionOf(CAMILLE.email))?.token)).toMatchObject({ id: camille.id })
})

test('leaving closes the session and is told; somebody who never came in leaves nothing behind', async () => {
  const { url } = await access.invite(CAMILLE, 'test', { mail: false })
  const session = await opened(tokenOf(url))
  await access.leave(await access.visitor(session))
  expect(await role(session)).toBe('public')
  await access.leave(await access.visitor(undefined))
  expect(await actions()).toEqual(['acces-ouvert', 'connexion', 'deconnexion'])
  expect(await role('invented')).toBe('public')
})

test('a personal link lasts half a year, tells when it last served, and replaces the former one with its sessions', async () => {
  const alex = await contact()
  const first = await access.partnerLink(alex, 'test')
  expect(first.link.expires).toBe(new Date(clock.now().getTime() + 180 * DAY).toISOString())
  expect(first.replaced).toBe(0)
  expect(sent).toMatchObject([{ to: 'alex@example.org' }])
  expect(sent[0]?.text).toContain('PEM')
  const session = await access.enterByPartnerLink(tokenOf(first.url))
  expect(session?.next).toBe('/mes-offres')
  expect((await ledger.keys.links(alex.id))[0]?.lastUsed).toBe(clock.now().toISOString())
  const second = await access.partnerLink(alex, 'test', { mail: false, days: 1 })
  expect(second.replaced).toBe(1)
  expect(sent).toHaveLength(1)
  expect(await role(session?.token)).toBe('public')
  expect(await access.opensForPartner(tokenOf(first.url))).toBe(false)
  expect(await access.opensForPartner(tokenOf(second.url))).toBe(true)
  const late = await access.enterByPartnerLink(tokenOf(second.url))
  clock.advance(DAY)
  expect(await access.enterByPartnerLink(tokenOf(second.url))).toBeNull()
  expect(await role(late?.token)).toBe('public')
})

test('a letter that does not leave takes its link with it, and the former one still opens', async () => {
  const alex = await contact()
  const first = await access.partnerLink(alex, 'test')
  refuses = true
  const refused = access.partnerLink(alex, 'test')
  await expect(refused).rejects.toThrow(ActionRefused)
  await expect(refused).rejects.toThrow('n’est pas parti')
  expect(await access.opensForPartner(tokenOf(first.url))).toBe(true)
  expect(await access.opensForPartner(`token-${n}`)).toBe(false)
  expect(logged).toMatch(new RegExp(`refused.*${alex.id}.*mail not sent`))
})

test('a contact without address: no letter can carry the link, but whoever asks may give it', async () => {
  const alone = await contact({ email: null })
  await expect(access.partnerLink(alone, 'test')).rejects.toThrow('n’a pas d’adresse électronique')
  const { url } = await access.partnerLink(alone, 'test', { mail: false })
  expect(await access.opensForPartner(tokenOf(url))).toBe(true)
  const [told] = (await ledger.events.list()).filter(({ action }) => action === 'lien-partenaire-cree')
  expect(told?.detail).toMatchObject({ partner: 'pem', email: 'Alex' })
})

test('another letter may carry the personal link', async () => {
  const letter = (to: { email: string }, url: string) => ({ to: to.email, subject: 'Campagne', text: url })
  const { url } = await access.partnerLink(await contact(), 'test', { mail: true, letter })
  expect(sent).toEqual([{ to: 'alex@example.org', subject: 'Campagne', text: url }])
})

test('addresses are kept in lower case without blanks, names without double blanks; the rest is refused', () => {
  expect(Email.parse('  Camille@Example.org ')).toBe('camille@example.org')
  expect(Email.safeParse('camille').success).toBe(false)
  expect(Email.safeParse(`${'a'.repeat(250)}@example.org`).success).toBe(false)
  expect(PersonName.parse('  Camille   Martin ')).toBe('Camille Martin')
  expect(PersonName.safeParse(' C ').success).toBe(false)
  expect(PersonName.safeParse('C'.repeat(101)).success).toBe(false)
})

test('in the journal somebody is their name and address, their name alone, or the public', () => {
  const one = { role: 'partenaire', id: '1', name: 'Alex', partner: 'pem', session: 's' } as const
  expect(actorOf({ ...one, email: 'alex@example.org' })).toBe('Alex <alex@example.org>')
  expect(actorOf({ ...one, email: null })).toBe('Alex')
  expect(actorOf({ role: 'public' })).toBe('public')
})

test.each<[string | undefined, string]>([
  ['/sources?etat=panne', '/sources?etat=panne'],
  ['/sources/../rapport', '/rapport'],
  ['/connexions', '/connexions'],
  [`/${'a'.repeat(499)}`, `/${'a'.repeat(499)}`],
  [`/${'a'.repeat(500)}`, '/'],
  [undefined, '/'],
  ['', '/'],
  ['rapport', '/'],
  ['rapport/x', '/'],
  ['/sources/connexion', '/sources/connexion'],
  ['https://ailleurs.example', '/'],
  ['//ailleurs.example', '/'],
  ['/\\ailleurs.example', '/'],
  ['/a\\b', '/'],
  ['/..//ailleurs.example', '/'],
  ['/a b', '/'],
  ['/a\u0000', '/'],
  ['/é', '/'],
  ['/connexion', '/'],
  ['/connexion/lien/x', '/'],
  ['/deconnexion', '/'],
  ['/p/jeton', '/'],
  ['/x/../p/jeton', '/'],
])('after signing in, %j leads to %j', (next, place) => expect(safeNext(next)).toBe(place))

test('a place that is none leads to the one that was asked for instead', () => {
  expect(safeNext('//ailleurs.example', '/mes-offres')).toBe('/mes-offres')
})

test('tokens are 256 bits that differ; only their hash is stored; a fingerprint depends on its secret and its message', () => {
  const [one, other] = [randomToken(), randomToken()]
  expect(one).toMatch(/^[\w-]{43}$/)
  expect(one).not.toBe(other)
  expect(hashToken(one)).not.toBe(hashToken(other))
  expect(mac('secret', 'a')).toBe(mac('secret', 'a'))
  expect(mac('secret', 'a')).not.toBe(mac('autre', 'a'))
  expect(mac('secret', 'a')).not.toBe(mac('secret', 'b'))
  expect([sameText('abc', 'abc'), sameText('abc', 'abd'), sameText('abc', 'ab')]).toEqual([true, false, false])
})
