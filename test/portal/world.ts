import type { Hono } from 'hono'
import pino from 'pino'
import { conventionShelf } from '../../src/app/convention-shelf.ts'
import { coverageInput } from '../../src/app/coverage-input.ts'
import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { randomIds, sequentialIds } from '../../src/common/ids.ts'
import { parisDay } from '../../src/common/paris-day.ts'
import { conventionOf, type NamedConvention } from '../../src/convention/in-force.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { DoraError, type DoraService, type DoraStructure } from '../../src/dora/port.ts'
import type { DoraFound } from '../../src/dora/search.ts'
import type { LedgerPlace } from '../../src/ledger/connect.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { type Access, createAccess } from '../../src/portal/access/access.ts'
import { randomToken } from '../../src/portal/access/token.ts'
import type { PortalActions } from '../../src/portal/actions.ts'
import { createPortal, type PortalDeps } from '../../src/portal/app.ts'
import { namedContact } from '../../src/portal/contact/named-contact.ts'
import { publicBody } from '../../src/portal/contact/public-body.ts'
import type { PortalData } from '../../src/portal/data.ts'
import { createDesk, type Desk, type DeskDeps } from '../../src/portal/desk/desk.ts'
import { withLetterhead } from '../../src/portal/mail/letterhead.ts'
import { createOutbox, type Outbox } from '../../src/portal/mail/outbox.ts'
import { SOURCE_STATES } from '../../src/portal/statuses.ts'
import { type Browser, browse, follow } from './browser.ts'
import { convention, SOURCES } from './seed.ts'

export interface World {
  app: Hono
  access: Access
  ledger: Ledger
  outbox: Outbox
  clock: ManualClock
  desk: Desk
  /** What was asked of the rest of the program, in order. */
  asked: string[]
  dora: FakeDora
  /** A new visitor, from their own address. */
  browser(address?: string): Browser
  /** A new visitor who signed in. */
  as(role: 'gestionnaire' | 'ddets'): Promise<Browser>
  asPartner(partner: string): Promise<Browser>
  close(): Promise<void>
}

const territory = { department: '35', name: 'Ille-et-Vilaine', agencies: [] }

/** The report of the day under the conventions of a shelf, as the program computes it, in this process. */
function reportUnder(ledger: Ledger, clock: ManualClock, conventions: () => readonly NamedConvention[]) {
  return async (id?: string) => {
    const date = parisDay(clock.now())
    const all = conventions()
    const convention = all.find(each => each.id === id) ?? conventionOf(all, date)
    const sources = SOURCES.map(config => ({ config }))
    const ports = { ledger, clock, newId: sequentialIds(), convention, conventions: all, territory, sources }
    const json = coverageReport(await coverageInput(ports, date))
    return { date, body: '', json }
  }
}

function dataOver(ledger: Ledger): PortalData {
  return {
    sandbox: { url: 'http://127.0.0.1:9' },
    sources: async () =>
      SOURCES.map(({ id, name, partner, address }) => ({
        ...{ id, name, partner, address, state: SOURCE_STATES.unread },
        ...{ lastSuccess: null, nextRun: null, lastOutcome: null, offers: 0 },
      })),
    runs: async () => [],
    run: async () => null,
    report: async () => {
      const [offers, rejections] = await Promise.all([ledger.offerStates(), ledger.rejections()])
      const json = coverageReport({
        date: '2026-11-24',
        convention: convention(),
        territory,
        sources: [],
        offers,
        rejections,
      })
      return { date: json.date, body: '', json }
    },
    ready: async () => ({ ok: true, reasons: [] }),
  }
}

/** What DORA would show, put there by the test. */
export interface FakeDora {
  services: Map<string, DoraService>
  structures: Map<string, DoraStructure>
  /** By what was typed. */
  found: Map<string, DoraFound>
  away: boolean
  read<T>(value: () => T | undefined): T | null
}

function fakeDora(): FakeDora {
  return {
    services: new Map(),
    structures: new Map(),
    found: new Map(),
    away: false,
    read(value) {
      if (this.away) throw new DoraError('DORA ne répond pas.', { kind: 'transient', status: 503, code: 'away' })
      return value() ?? null
    },
  }
}

/** Notes what is asked, does nothing. */
function notingActions(asked: string[], dora: FakeDora): PortalActions {
  return {
    runNow: async (source, by, { dry }) => {
      asked.push(`${dry ? 'simuler' : 'lancer'} ${source} ${by}`)
      return 'Lancé.'
    },
    reschedule: async (source, cron) => {
      asked.push(`horaire ${source} ${cron}`)
    },
    applyPlan: async (plan, by) => {
      asked.push(`appliquer ${plan} ${by}`)
      return 'Approuvé.'
    },
    confirm: async ({ slug }, by) => {
      asked.push(`confirmer ${slug} ${by}`)
      return 'DORA est prévenu.'
    },
    publish: async ({ source, key }, by) => {
      asked.push(`publier ${source} ${key} ${by}`)
      return 'Publiée.'
    },
    invite: async (structure, email) => {
      dora.read(() => null)
      asked.push(`inviter ${email} dans ${structure}`)
      return { sure: !email.startsWith('doute'), message: 'Invitée.' }
    },
    carry: async statement => {
      asked.push(`porter ${statement.body.kind}`)
      return 'Accepté.'
    },
    search: async words => dora.read(() => dora.found.get(words)) ?? { hits: [], near: [] },
    shown: async slug => dora.read(() => dora.services.get(slug)),
    structureShown: async slug => dora.read(() => dora.structures.get(slug)),
    members: async structure =>
      dora.read(() =>
        structure === 'structure-7'
          ? []
          : [{ name: 'Ada Exemple', email: 'ada@structure.example', admin: true, invited: false }],
      ) ?? [],
  }
}

/**
 * The portal over a real SQLite ledger in memory.
 * @param options.conventions those of the files, over which imported ones stand; default: one small convention, of which the report of 24 November 2026 is
 * @param options.now first instant of the clock
 */
export async function openWorld(
  options: Pick<PortalDeps, 'oidc'> &
    Pick<DeskDeps, 'runner' | 'hasAddress'> & {
      conventions?: readonly NamedConvention[]
      now?: string
      /** Where several worlds meet; their ids are then random. Default: a SQLite of its own, in memory. */
      place?: LedgerPlace
    } = {},
): Promise<World> {
  const clock = manualClock(options.now ?? '2026-11-24T09:00:00Z')
  const newId = options.place ? randomIds : sequentialIds()
  const ledger = await openLedger(options.place ?? { path: ':memory:' }, { clock, newId })
  const outbox = createOutbox({ clock })
  const publicUrl = () => 'http://127.0.0.1'
  const log = pino({ level: 'silent' })
  const facts = { name: 'Claire Martin', email: 'claire@departement.example', phone: '02 99 00 00 00' }
  const contact = async () =>
    namedContact({ ...facts, body: publicBody('Ille-et-Vilaine'), fallback: 'contact@example.org' }, [])
  const mailer = withLetterhead(outbox, contact)
  const access = createAccess({
    ledger,
    mailer,
    clock,
    newToken: randomToken,
    log,
    publicUrl,
    partnerName: id => id.toUpperCase(),
  })
  const asked: string[] = []
  const dora = fakeDora()
  const shelf = options.conventions && conventionShelf(options.conventions, ledger)
  const desk = createDesk({
    clock,
    newId,
    ledger,
    sources: () => SOURCES,
    convention: shelf ? () => conventionOf(shelf.all(), parisDay(clock.now())) : convention,
    ...(shelf && { conventions: shelf.all, reloadConventions: shelf.reload, problems: () => shelf.problems }),
    actions: notingActions(asked, dora),
    ...(options.runner && { runner: options.runner }),
    ...(options.hasAddress && { hasAddress: options.hasAddress }),
    mailer,
    contact,
    publicUrl,
  })
  const app = createPortal({
    ...options,
    data: { ...dataOver(ledger), ...(shelf && { report: reportUnder(ledger, clock, shelf.all) }) },
    robot: { productToken: 'dora-sync', userAgent: 'dora-sync/0', contact: 'contact@example.org' },
    log,
    access,
    desk,
    outbox,
    secret: 'a secret of this test',
    publicUrl,
    clientAddress: c => c.req.header('x-test-address') ?? 'nowhere',
  })
  let visitors = 0
  const browser = (address?: string) => {
    visitors += 1
    return browse(app, address ?? `192.0.2.${visitors}`)
  }
  const enter = async (url: string) => {
    const visitor = browser()
    await visitor.get(new URL(url).pathname)
    await follow(visitor, await visitor.submit(new URL(url).pathname))
    return visitor
  }
  return {
    app,
    access,
    ledger,
    outbox,
    clock,
    desk,
    asked,
    dora,
    browser,
    async as(role) {
      const email = `${role}@example.org`
      const { url } = await access.invite({ email, name: `Camille ${role}`, role }, 'test', { mail: false })
      return enter(url)
    },
    async asPartner(partner) {
      const contact = await access.addContact(
        { partner, email: `contact@${partner}.example`, name: `Alex ${partner}` },
        'test',
      )
      return enter((await access.partnerLink(contact, 'test', { mail: false })).url)
    },
    close: () => ledger.close(),
  }
}
