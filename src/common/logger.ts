import pino, { type Logger } from 'pino'

export type { Logger }

/** Keys whose values never reach a log: secrets first, then personal contact data. */
const REDACTED = [
  'token',
  'authorization',
  'password',
  'cookie',
  'contactName',
  'contactEmail',
  'contactPhone',
  'courriel',
  'telephone',
  'contact_nom_prenom',
]

/**
 * JSON lines on stderr, so that stdout stays for results.
 * @param level pino level: `silent`, `error`, `warn`, `info` (default), `debug`
 */
export function createLogger(level = 'info'): Logger {
  return pino(
    {
      level,
      base: { service: 'dora-sync' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED.flatMap(key => [key, `*.${key}`, `*.*.${key}`]), censor: '[masqué]' },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
