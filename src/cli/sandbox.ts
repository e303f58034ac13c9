import { type Command, InvalidArgumentError, Option } from 'commander'
import { systemClock } from '../common/clock.ts'
import { frenchCount } from '../common/french.ts'
import { DIALECTS, type Dialect, startSandbox } from '../sandbox/index.ts'
import { FrenchCommand } from './french-command.ts'
import { give, say, type Write } from './say.ts'
import { stopSignal } from './stop-signal.ts'

export interface SandboxIo {
  out?: Write
  /** Resolves when the program is asked to stop. */
  stop: () => Promise<void>
}

/** `sandbox`: the stand-in DORA alone, until Ctrl C. */
export function sandboxCommand(io: SandboxIo = processIo): Command {
  return new FrenchCommand('sandbox')
    .option('--port <nombre>', 'port écouté, 0 pour n’importe lequel', wholeNumber, 8536)
    .option('--host <adresse>', 'adresse écoutée', '127.0.0.1')
    .option('--vide', 'sans structures ni services d’exemple')
    .option('--quota <nombre>', 'requêtes par minute et par compte, comme le vrai DORA', wholeNumber, 120)
    .option('--fichier <chemin>', 'garde dans ce fichier ce qu’il contient, d’une fois sur l’autre')
    .option('--structures <nombre>', 'ajoute autant de structures inventées, de toute la France', wholeNumber)
    .option('--lenteur <ms>', 'temps pris par chaque élément d’une liste', wholeNumber)
    .addOption(
      new Option('--dialecte <nom>', 'noms de champs que parle ce DORA')
        .choices(DIALECTS)
        .env('DORA_SYNC_SANDBOX_DIALECT'),
    )
    .option('--json', 'une ligne pour une machine')
    .action(async (options: SandboxFlags) => {
      const sandbox = await startSandbox({
        port: options.port,
        host: options.host,
        seed: options.vide ? 'empty' : 'departement35',
        clock: systemClock,
        quotaPerMinute: options.quota,
        ...(options.fichier === undefined ? {} : { file: options.fichier }),
        ...(options.structures === undefined ? {} : { crowd: { structures: options.structures } }),
        ...(options.lenteur === undefined ? {} : { itemDelayMs: options.lenteur }),
        ...(options.dialecte === undefined ? {} : { dialect: options.dialecte }),
      })
      try {
        const counts = { structures: sandbox.state.structures.size, services: sandbox.state.services.size }
        options.json
          ? give(`${JSON.stringify({ url: sandbox.url, tokens: sandbox.tokens, ...counts })}\n`, io.out)
          : say(
              [
                `DORA d’essai : ${sandbox.url}/ (${frenchCount(counts.structures, 'structure')}, ${frenchCount(counts.services, 'service')})`,
                'Pour s’en servir :',
                `  DORA_URL=${sandbox.url}`,
                `  DORA_TOKEN=${sandbox.tokens.gestionnaire35}`,
                'Ctrl C pour l’arrêter.',
                '',
              ].join('\n'),
              io.out,
            )
        await io.stop()
      } finally {
        await sandbox.close()
      }
    })
}

interface SandboxFlags {
  port: number
  host: string
  vide?: true
  quota: number
  fichier?: string
  structures?: number
  lenteur?: number
  dialecte?: Dialect
  json?: true
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('un nombre entier est attendu.')
  return Number(text)
}

const processIo: SandboxIo = {
  stop: () => new Promise(resolve => stopSignal().addEventListener('abort', () => resolve(), { once: true })),
}
