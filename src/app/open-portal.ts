import type { Hono } from 'hono'
import { everyPartner } from '../convention/in-force.ts'
import { type Access, createAccess, LIVES } from '../portal/access/access.ts'
import type { Oidc } from '../portal/access/oidc.ts'
import { randomToken } from '../portal/access/token.ts'
import { createPortal } from '../portal/app.ts'
import { namedContact } from '../portal/contact/named-contact.ts'
import { publicBody } from '../portal/contact/public-body.ts'
import { createDesk, type Desk, type DeskDeps } from '../portal/desk/desk.ts'
import { doraPages } from '../portal/desk/dora-pages.ts'
import { withLetterhead } from '../portal/mail/letterhead.ts'
import type { Mailer } from '../portal/mail/mailer.ts'
import { createOutbox, type Outbox } from '../portal/mail/outbox.ts'
import type { Limits } from '../portal/web/rate-limits.ts'
import { forwardedAddress } from '../portal/web/socket-address.ts'
import type { JobRunner } from '../queue/job-runner.ts'
import { spreadMs } from '../queue/spread.ts'
import type { App } from './app.ts'
import { mailServer } from './mail-server.ts'
import { openStudio } from './open-studio.ts'
import { portalActions } from './portal-actions.ts'
import { portalData } from './portal-data.ts'
import { dependenciesOf } from './watch/probes.ts'
import { toldTroubles } from './watch/told-troubles.ts'

export interface OpenPortal {
  app: Hono
  access: Access
  desk: Desk
  outbox: Outbox | null
  /** One link per audience, for the sandbox: each works once (the partner's for six months). */
  demoLinks(): Promise<{ audience: string; url: string }[]>
  /** Waits for messages under way. */
  close(): Promise<void>
}

/**
 * The whole portal over an open app.
 * @param options.url address people use, asked when needed (the port may be known late)
 * @param options.say where messages are told when no SMTP server is configured, e.g. the console
 */
export async function openPortal(
  app: App,
  options: {
    /** Without the second part, no job is told to be given up. */
    runner: Pick<JobRunner, 'enqueue' | 'schedule' | 'unschedule'> &
      Partial<Pick<JobRunner, 'deadLetters' | 'revive' | 'drop'>>
    url: () => string
    say?: (line: string) => void
    /** Default: counted in this process. */
    limits?: Limits
  },
): Promise<OpenPortal> {
  const { ledger, clock, log, settings } = app
  const url = () => options.url().replace(/\/+$/, '')
  const smtp = mailServer(settings)
  const outbox = smtp
    ? null
    : createOutbox({
        clock,
        say(mail) {
          if (options.say) options.say(`Message pour ${mail.to} : ${mail.subject}\n${mail.text}`)
          else log.warn({ subject: mail.subject }, 'no mail server (SMTP_URL): a message stayed here')
        },
      })
  const body = settings.SITE_PUBLISHER ?? publicBody(app.territory.name)
  const contact = async () =>
    namedContact(
      {
        name: settings.CONTACT_NAME ?? null,
        email: settings.CONTACT_EMAIL ?? null,
        phone: settings.CONTACT_PHONE ?? null,
        body,
        fallback: settings.BOT_CONTACT,
      },
      await ledger.people.people(),
    )
  const mailer: Mailer = withLetterhead(smtp ?? (outbox as Outbox), contact)
  const partnerName = (id: string) => everyPartner(app.conventions).find(partner => partner.id === id)?.name ?? id
  const access = createAccess({
    ledger,
    mailer,
    clock,
    newToken: randomToken,
    log,
    publicUrl: url,
    partnerName,
  })
  const actions = portalActions(app, options.runner)
  const desk = createDesk({
    clock,
    newId: app.newId,
    ledger,
    sources: () => app.sources.map(({ config }) => config),
    convention: () => app.convention,
    conventions: () => app.conventions,
    reloadConventions: () => app.reloadConventions(),
    reloadSources: () => app.reloadSources(),
    problems: () => app.problems,
    settings: () => shownSettings(app),
    actions,
    studio: openStudio(app),
    ...abandoning(options.runner),
    doraPages: doraPages({ api: app.dora.url, sandbox: app.dora.sandbox !== null, site: settings.DORA_SITE_URL }),
    mailer,
    contact,
    publicUrl: url,
    spreadMs: spreadMs(settings),
    windowOf: source => app.sites.window(source),
    hasAddress: source => app.sites.address(source) !== null,
    troubles: () => toldTroubles(ledger, dependenciesOf(app)),
  })
  const secret = await access.keys.secret('cookies', randomToken)
  const sandbox = app.dora.sandbox !== null
  const oidc = await oidcOf(settings)
  return {
    app: createPortal({
      data: portalData(app),
      robot: { productToken: app.identity.product, userAgent: app.identity.userAgent, contact: app.identity.contact },
      legal: {
        publisher: settings.SITE_PUBLISHER ?? null,
        director: settings.SITE_DIRECTOR ?? null,
        host: settings.SITE_HOST ?? null,
        contact: settings.BOT_CONTACT,
      },
      log,
      access,
      desk,
      secret,
      publicUrl: url,
      ...(options.limits ? { limits: options.limits } : {}),
      ...(settings.TRUST_PROXY === 'oui' ? { clientAddress: forwardedAddress } : {}),
      ...(oidc ? { oidc } : {}),
      // Without SMTP, messages can be read on the site in a demonstration only: elsewhere they would open every account to everybody.
      ...(outbox && sandbox ? { outbox } : {}),
    }),
    access,
    desk,
    outbox,
    async demoLinks() {
      const by = 'démonstration'
      const quiet = { mail: false }
      const manager = await access.invite(
        { email: 'gestionnaire@example.org', name: 'Gestionnaire de démonstration', role: 'gestionnaire' },
        by,
        quiet,
      )
      const reader = await access.invite(
        { email: 'ddets@example.org', name: 'DDETS de démonstration', role: 'ddets', next: '/rapport' },
        by,
        quiet,
      )
      const partner = app.sources.find(({ config }) => config.role === 'offers')?.config.partner
      const links = [
        { audience: 'Gestionnaire', url: manager.url },
        { audience: 'DDETS', url: reader.url },
      ]
      if (partner === undefined) return links
      const contact = await access.addContact(
        { partner, email: 'partenaire@example.org', name: 'Contact de démonstration' },
        by,
      )
      const { url } = await access.partnerLink(contact, by, { ...quiet, days: LIVES.partnerLinkDays })
      return [...links, { audience: `Partenaire (${partnerName(partner)})`, url }]
    },
    async close() {
      await access.settled()
      smtp?.close()
    },
  }
}

/** A runner that can tell what it gave up, for the pages that show it. */
function abandoning(runner: Partial<Pick<JobRunner, 'deadLetters' | 'revive' | 'drop'>>): Pick<DeskDeps, 'runner'> {
  const { deadLetters, revive, drop } = runner
  return deadLetters && revive && drop ? { runner: { deadLetters, revive, drop } } : {}
}

/** @throws Error in French when only some of the three settings are given */
async function oidcOf(settings: App['settings']): Promise<{ provider: Oidc; name: string } | null> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings
  if (issuer !== undefined && clientId !== undefined && clientSecret !== undefined)
    return {
      provider: (await import('../portal/access/oidc.ts')).createOidc({ issuer, clientId, clientSecret }),
      name: settings.OIDC_NAME,
    }
  if (issuer ?? clientId ?? clientSecret)
    throw new Error('OIDC_ISSUER, OIDC_CLIENT_ID et OIDC_CLIENT_SECRET vont ensemble : les trois, ou aucun.')
  return null
}

/** Never a secret: addresses that may carry a password are said to be there, not shown. */
function shownSettings({ settings, dora, sites }: App): { name: string; value: string; meaning: string }[] {
  const given = (value: unknown) => (value === undefined ? 'non' : 'oui, masqué')
  return [
    { name: 'DORA', value: dora.sandbox ? 'DORA d’essai' : dora.url, meaning: 'Où les offres sont écrites' },
    { name: 'DORA_TOKEN', value: given(settings.DORA_TOKEN), meaning: 'Jeton du compte gestionnaire' },
    { name: 'DORA_QUOTA', value: String(settings.DORA_QUOTA), meaning: 'Requêtes par minute vers DORA' },
    {
      name: 'DORA_WAIT_MINUTES',
      value: String(settings.DORA_WAIT_MINUTES),
      meaning: 'Minutes pendant lesquelles un passage attend un DORA en panne',
    },
    {
      name: 'GEOCODER_URL',
      value: settings.GEOCODER_URL ? new URL(settings.GEOCODER_URL).host : 'non',
      meaning: 'Service à qui demander où est une adresse sans coordonnées ; sans lui, le centre de la commune',
    },
    {
      name: 'DATA_INCLUSION_FILE',
      value: settings.DATA_INCLUSION_FILE ? 'oui' : 'non',
      meaning: 'Fichier des services de data·inclusion, pour compter aussi ceux des autres sources que DORA',
    },
    { name: 'Départements', value: dora.departments.join(', '), meaning: 'Où le robot peut écrire' },
    {
      name: 'Sites',
      value: sites.mode === 'samples' ? 'pages d’exemple' : 'adresses réelles',
      meaning: 'Ce qui est lu',
    },
    { name: 'DATABASE_URL', value: given(settings.DATABASE_URL), meaning: 'Postgres ; sans lui, SQLite' },
    { name: 'REDIS_URL', value: given(settings.REDIS_URL), meaning: 'File des travaux ; sans lui, dans ce programme' },
    { name: 'SMTP_URL', value: given(settings.SMTP_URL), meaning: 'Envoi des messages' },
    { name: 'BOT_CONTACT', value: settings.BOT_CONTACT, meaning: 'Contact donné aux sites lus' },
    { name: 'LOG_LEVEL', value: settings.LOG_LEVEL, meaning: 'Détail du journal technique' },
  ]
}
