import type { Command } from 'commander'
import type { App } from '../app/app.ts'
import type { Double } from '../census/doubles.ts'
import { type Doubles, readDoubles } from '../census/read-doubles.ts'
import { UnusableFile } from '../census/read-others.ts'
import { type CensusTaken, takeCensus } from '../census/take-census.ts'
import { takeOthers } from '../census/take-others.ts'
import { frenchCount, frenchDate, frenchNumber } from '../common/french.ts'
import { workerName } from '../common/worker-name.ts'
import type { Census, CensusCounts } from '../ledger/census-records.ts'
import { underLease } from '../ledger/leases.ts'
import type { OtherCounts } from '../ledger/other-services.ts'
import { type DoraPages, doraPages } from '../portal/desk/dora-pages.ts'
import { FrenchCommand } from './french-command.ts'
import type { WithApp } from './history.ts'
import { createProgress } from './progress.ts'
import { give, say } from './say.ts'
import { withApp } from './with-app.ts'

interface Options {
  read?: string
  history?: true
  doubles?: true
  others?: string | true
  json?: true
}

const LEASE_MS = 90_000

/** `census`: what the départements hold in DORA, whoever wrote it; only reads. */
export function censusCommand(run: WithApp = withApp): Command {
  return new FrenchCommand('census')
    .option('--read <n>', 'services lus en entier au plus ; le reste au recensement suivant (tous par défaut)')
    .option('--history', 'les recensements passés, sans rien lire dans DORA')
    .option(
      '--doubles',
      'ce qui est peut-être deux fois dans DORA, d’après le dernier recensement, sans rien lire dans DORA',
    )
    .option(
      '--others [fichier]',
      'lit le fichier ouvert des services de data·inclusion (JSON, CSV, Parquet ; adresse ou chemin, sinon DATA_INCLUSION_FILE) : les services des autres sources que DORA, sans rien lire dans DORA',
    )
    .option('--json', 'pour une machine')
    .action(async (options: Options, command: Command) => {
      const read = options.read === undefined ? Number.MAX_SAFE_INTEGER : Number(options.read)
      if (!Number.isInteger(read) || read < 0)
        command.error(`--read : attendu un nombre entier, reçu « ${options.read} ».`, { exitCode: 2 })
      const text = await run(async app => {
        if (options.history) {
          const past = await app.ledger.census.list()
          return options.json ? `${JSON.stringify(past)}\n` : historyText(past)
        }
        if (options.doubles) {
          const found = await readDoubles(app.ledger)
          return options.json ? `${JSON.stringify(found)}\n` : doublesText(found, pagesOf(app))
        }
        if (options.others !== undefined) {
          const place = options.others === true ? app.settings.DATA_INCLUSION_FILE : options.others
          if (place === undefined)
            return command.error('--others : donner un fichier, ou DATA_INCLUSION_FILE dans les réglages.', {
              exitCode: 2,
            })
          const counts = await takeOthers(app, app.territory.department, place).catch((error: unknown) => {
            if (error instanceof UnusableFile)
              return command.error(`${error.message} Ce qui était lu avant reste.`, { exitCode: 1 })
            throw error
          })
          return options.json ? `${JSON.stringify(counts)}\n` : othersText(counts)
        }
        const progress = createProgress(process.stderr)
        let begun = false
        const onRead = (_: number, total: number): void => {
          if (!begun) {
            const minutes = Math.ceil(total / app.dora.quota)
            progress.say(
              `${frenchCount(total, 'service à lire en entier', 'services à lire en entier')}, soit ${frenchCount(minutes, 'minute')} au plus à ${app.dora.quota} requêtes par minute.`,
            )
            progress.start('Services', total)
          }
          begun = true
          progress.step('')
        }
        const held = await underLease(app.ledger.leases, 'recensement', workerName(), LEASE_MS, lease =>
          takeCensus(app, { read, share: 1, onRead }, lease.signal),
        )
        progress.stop()
        if (held.busy) return options.json ? '{"busy":true}\n' : 'Un autre recensement est en cours.\n'
        return options.json ? `${JSON.stringify(held.result)}\n` : takenText(held.result)
      })
      options.json ? give(text) : say(text)
    })
}

function takenText({ census, counts, left, aside }: CensusTaken): string {
  const lines = [
    `${census.whole ? 'Recensement complet' : 'Ce qui a changé depuis le dernier recensement'} : ${frenchCount(census.requests, 'requête')}.`,
    countsText(counts),
    ...(left > 0
      ? [
          `Il reste ${frenchCount(left, 'service à lire en entier', 'services à lire en entier')} ; le recensement suivant continue.`,
        ]
      : []),
    ...(aside.length > 0
      ? [
          `Laissés de côté, le robot ne comprend pas ce que DORA en dit : ${aside.slice(0, 10).join(', ')}${aside.length > 10 ? '…' : ''}.`,
        ]
      : []),
  ]
  return `${lines.join('\n')}\n`
}

/** «1 200 structures (171 sans membre) ; 2 900 services, dont 2 500 publiés ; 2 000 visibles du public ; 1 700 à jour.» */
function countsText({ structures, orphans, services, published, visible, unknown, upToDate }: CensusCounts): string {
  const told = unknown > 0 ? ` (et ${frenchNumber(unknown)} dont on ne le sait pas encore)` : ''
  return `${frenchCount(structures, 'structure')} (${frenchNumber(orphans)} sans membre) ; ${frenchCount(services, 'service')}, dont ${frenchNumber(published)} publiés ; ${frenchNumber(visible)} visibles du public${told} ; ${frenchNumber(upToDate)} à jour.`
}

function othersText({ read, kept, fromDora, outside, low, unusable }: OtherCounts): string {
  return `${frenchCount(read, 'service lu', 'services lus')}, ${frenchNumber(kept)} d’autres sources ${kept < 2 ? 'gardé' : 'gardés'} pour le département ; laissés : ${frenchNumber(fromDora)} de DORA, ${frenchNumber(outside)} d’ailleurs, ${frenchNumber(low)} trop peu renseignés pour la recherche de DORA, ${frenchNumber(unusable)} en double ou illisibles.\n`
}

function historyText(past: readonly Census[]): string {
  if (past.length === 0) return 'Aucun recensement n’a encore eu lieu.\n'
  return `${past.map(({ started, counts }) => `${frenchDate(started)} – ${counts === null ? 'rien de compté' : countsText(counts)}`).join('\n')}\n`
}

function pagesOf({ dora, settings }: App): DoraPages {
  return doraPages({ api: dora.url, sandbox: dora.sandbox !== null, site: settings.DORA_SITE_URL })
}

/** Each two one above the other, with their addresses: what to do with them is a person's to say, in DORA. */
function doublesText({ structures, services }: Doubles, pages: DoraPages): string {
  if (structures.length + services.length === 0) return 'Rien ne semble être deux fois dans DORA.\n'
  const told = <T extends { slug: string }>({ one, other, reasons }: Double<T>, line: (each: T) => string) =>
    `${reasons.join(', ')}\n  ${line(one)}\n  ${line(other)}`
  return `${[
    `${frenchCount(structures.length, 'structure')} et ${frenchCount(services.length, 'service')} peut-être en double ; le robot ne fusionne rien : c’est à une personne de le faire dans DORA.`,
    ...structures.map(pair =>
      told(pair, ({ slug, name, siret }) => `${name} (SIRET ${siret ?? 'inconnu'}) ${pages.structure(slug)}`),
    ),
    ...services.map(pair =>
      told(pair, ({ slug, name, structureName }) => `${name}, ${structureName} ${pages.service(slug)}`),
    ),
  ].join('\n')}\n`
}
