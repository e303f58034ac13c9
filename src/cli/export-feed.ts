import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import type { App } from '../app/app.ts'
import { frenchCount } from '../common/french.ts'
import { createFeed, FEED_FILES } from '../portal/feed/feed.ts'
import { statementStoreOf } from '../portal/statements/store.ts'
import { withPortalTables } from '../portal/store/deps.ts'
import type { WithApp } from './history.ts'
import { withApp } from './with-app.ts'

/** `dora-sync export-feed`: the catalogue in data·inclusion v1, as the portal serves it under `/feed/`, written to a folder. */
export function exportFeedCommand(run: WithApp = withApp): Command {
  return new Command('export-feed')
    .description('Écrit le catalogue au format data·inclusion v1 : structures et services, en JSON et en CSV.')
    .option('--out <dossier>', 'dossier où écrire', '.')
    .option('--avec-dora', 'avec ce qui sort déjà par DORA')
    .option('--producteur <id>', 'préfixe des identifiants', 'dora-sync')
    .option('--json', 'compte rendu en JSON sur la sortie')
    .action(async (options: { out: string; avecDora?: boolean; producteur: string; json?: boolean }) => {
      const done = await run(app => write(app, options))
      process.stdout.write(
        options.json
          ? `${JSON.stringify(done)}\n`
          : `${frenchCount(done.services, 'service')}, écrits dans ${options.out}\u00A0: ${FEED_FILES.join(', ')}\n`,
      )
    })
}

async function write(app: App, options: { out: string; avecDora?: boolean; producteur: string }) {
  const { ledger, clock, newId, log } = app
  const statements = statementStoreOf({ db: withPortalTables(ledger.db), clock, newId })
  const feed = createFeed({
    offers: () => ledger.offerStates(),
    confirmations: () => statements.confirmations(),
    producer: options.producteur,
    clock,
    log,
  })
  const built = await feed.current(options.avecDora ?? false)
  await mkdir(options.out, { recursive: true })
  for (const name of FEED_FILES) {
    // Whole or not at all: who reads the folder never sees half a file.
    const part = join(options.out, `.${name}.partie`)
    await writeFile(part, built.files[name].bytes)
    await rename(part, join(options.out, name))
  }
  return { builtAt: built.builtAt, services: built.services, files: FEED_FILES.map(name => join(options.out, name)) }
}
