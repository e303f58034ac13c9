import { z } from 'zod'
import { frenchIssue } from '../common/french-issue.ts'

/** The environment, read once and in this file only. Unknown variables are left alone; a wrong one stops the program with its name, what was expected and what came. */
const Settings = z.object({
  /** Address of DORA's API; without it (or without a token) the sandbox is used. */
  DORA_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Address of DORA's public site, where people look at a service; default: that of the API without `api.`. */
  DORA_SITE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Token of the gestionnaire's DORA account. Secret. */
  DORA_TOKEN: z.string().min(1).optional(),
  /** Départements that the bot may write in, comma-separated codes. Default: the territory's own. */
  DORA_DEPARTMENTS: z
    .string()
    .regex(/^\w{2,3}(,\w{2,3})*$/)
    .optional(),
  /** Requests a minute towards DORA. Default 120, DORA's own limit for an account. */
  DORA_QUOTA: z.coerce.number().int().min(1).max(10_000).default(120),
  /** Minutes that a pass waits for a DORA that went away in the middle of it, before it stops as interrupted. Default 30; 0: it does not wait. */
  DORA_WAIT_MINUTES: z.coerce.number().min(0).max(1440).default(30),
  /** Search route of a geocoder that speaks as the Base Adresse Nationale; it is then asked where an address without coordinates is. Default: none, the commune's centre is taken. */
  GEOCODER_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** data·inclusion's open file of services (JSON, CSV, Parquet…), address or path: services of other sources than DORA, for the coverage report. Default: none. */
  DATA_INCLUSION_FILE: z.string().min(1).optional(),
  /** Folder of what the bot remembers: ledger and stored documents. Default `var`. */
  DORA_SYNC_DATA: z.string().default('var'),
  /** Folder of `config/`; default: the one beside the program. */
  DORA_SYNC_CONFIG: z.string().optional(),
  /** Folder of `mappings/`; default: the one beside the program. */
  DORA_SYNC_MAPPINGS: z.string().optional(),
  /** `samples`: the sample partner sites; `live`: real addresses. Default: samples with the sandbox, live with the real DORA. */
  DORA_SYNC_SITES: z.enum(['samples', 'live']).optional(),
  /** postgres:// address of the ledger; without it SQLite. */
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  /** redis:// address of the queue; without it jobs run in the process. */
  REDIS_URL: z.string().startsWith('redis').optional(),
  /** Address the portal listens on. Default 127.0.0.1; 0.0.0.0 inside a container. */
  HOST: z.string().default('127.0.0.1'),
  /** Port of the portal. 0 = any free one. Default 8535. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(8535),
  /** Address the portal is reached at by people; default http://127.0.0.1:PORT. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** `oui`: the portal stands behind a proxy of ours that always sets X-Forwarded-For; limits are then counted by visitor. Default `non`. */
  TRUST_PROXY: z.enum(['oui', 'non']).default('non'),
  /** `oui`: in a demonstration (no DORA_URL), a page of this machine (127.0.0.1) may be taught. Default `non`. */
  TEACH_LOCAL: z.enum(['oui', 'non']).default('non'),
  /** Legal notice of the portal: the public body that publishes it, who directs the publication, who hosts it (name, address). */
  SITE_PUBLISHER: z.string().min(1).optional(),
  SITE_DIRECTOR: z.string().min(1).optional(),
  SITE_HOST: z.string().min(1).optional(),
  /** Contact told to the sites that are read. */
  BOT_CONTACT: z.string().default('contact@example.org'),
  /** Server that sends mail, smtp:// or smtps://, with user and password. Secret. Without it no mail leaves. */
  SMTP_URL: z.string().startsWith('smtp').optional(),
  /** Sender of the mails. */
  MAIL_FROM: z.string().default('dora-sync <dora-sync@example.org>'),
  /** Who partners may talk to: named in each letter and on each page they see. Default: the first account of a gestionnaire. */
  CONTACT_NAME: z.string().min(2).optional(),
  /** Where answers to letters go. */
  CONTACT_EMAIL: z.email().optional(),
  CONTACT_PHONE: z.string().min(4).optional(),
  /** OpenID Connect provider (ProConnect or alike) beside the links by e-mail: address of its issuer. The three go together. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  /** Secret. */
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** Its name on the sign-in page. */
  OIDC_NAME: z.string().default('ProConnect'),
  /** Who is told when a source stops working or works again; comma-separated addresses. */
  ALERT_TO: z.string().optional(),
  /** Address that gets the same as JSON, by POST. Secret: such addresses carry their key. */
  ALERT_WEBHOOK: z.url({ protocol: /^https?$/ }).optional(),
  /** Where a process tells its health and its figures (/livez, /readyz, /metrics); never published outside. 0 = any free one. Default 9464. */
  HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(9464),
  /** Fleet: jobs at the same time in one worker. Default 4. */
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(4),
  /** Fleet: seconds after which the job of a worker that says nothing is given to another. Default 30. */
  WORKER_SILENCE: z.coerce.number().int().min(1).max(600).default(30),
  /** Fleet: minutes over which the runs set to one hour are spread. Default 10. */
  SCHEDULE_SPREAD: z.coerce.number().int().min(0).max(120).default(10),
  /** Seconds that running work is given at a stop; less than what the supervisor gives before it kills. Default 25. */
  STOP_GRACE: z.coerce.number().int().min(0).max(3600).default(25),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})
export type Settings = z.infer<typeof Settings>

/** Every variable that is read, by name. */
export const SETTING_NAMES: readonly string[] = Object.keys(Settings.shape)

/**
 * @param env usually `process.env`; empty values, and those of nothing but blanks, count as absent
 * @throws Error with one French line per wrong variable (the value of a secret is never shown)
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const present = Object.fromEntries(
    Object.entries(env).flatMap(([name, value = '']) => {
      const given = bare(name, value)
      return given === '' ? [] : [[name, given]]
    }),
  )
  const result = Settings.safeParse(present)
  if (result.success) return result.data
  const lines = result.error.issues.map(issue => {
    const name = String(issue.path[0])
    const shown = /TOKEN|URL|WEBHOOK|SECRET/.test(name) ? { [name]: '(valeur masquée)' } : present
    const said = frenchIssue(issue, shown)
    return `${name} : ${issue.code === 'custom' ? `${said} ; reçu : « ${shown[name]} »` : said}`
  })
  throw new Error(`Réglages à corriger (variables d’environnement) :\n${lines.join('\n')}`)
}

/** A shell, systemd and compose take the quotes of a `.env` off; `docker run --env-file` leaves them on, and the blanks at the end of a line. */
function bare(name: string, value: string): string {
  if (!SETTING_NAMES.includes(name)) return value
  const trimmed = value.trim()
  return (/^(["'])(.*)\1$/s.exec(trimmed)?.[2] ?? trimmed).trim()
}
