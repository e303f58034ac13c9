import { type FileHandle, open as openFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { App } from '../app/app.ts'
import { frenchCount } from '../common/french.ts'
import { makeFolder } from '../common/make-folder.ts'
import { parisDay } from '../common/paris-day.ts'
import { FEED_FILES, type FeedFile } from '../ledger/feeds.ts'
import { buildFeed } from '../portal/feed/build.ts'
import { FrenchCommand } from './french-command.ts'
import type { WithApp } from './history.ts'
import { give, say } from './say.ts'
import { withApp } from './with-app.ts'

/** `dora-sync export-feed`: the catalogue in data·inclusion v1, as the portal serves it under `/feed/`, written to a folder. */
export function exportFeedCommand(run: WithApp = withApp): Command {
  return new FrenchCommand('export-feed')
    .requiredOption('--out <dossier>', 'dossier où écrire')
    .option('--avec-dora', 'avec ce qui sort déjà par DORA')
    .option('--producteur <id>', 'préfixe des identifiants', 'dora-sync')
    .option('--json', 'compte rendu en JSON sur la sortie')
    .action(async (options: { out: string; avecDora?: boolean; producteur: string; json?: boolean }) => {
      const done = await run(app => write(app, options))
      options.json
        ? give(`${JSON.stringify(done)}\n`)
        : say(`${frenchCount(done.services, 'service')}, écrits dans ${options.out} : ${FEED_FILES.join(', ')}\n`)
    })
}

async function write(app: App, options: { out: string; avecDora?: boolean; producteur: string }) {
  const { clock, ledger, log } = app
  const builtAt = clock.now().toISOString()
  const part = (name: FeedFile) => join(options.out, `.${name}.partie`)
  makeFolder(options.out)
  const open = new Map<FeedFile, FileHandle>()
  try {
    for (const name of FEED_FILES) open.set(name, await openFile(part(name), 'w'))
    const { services, left } = await buildFeed(
      ledger.feeds.offers(),
      {
        producer: options.producteur,
        today: parisDay(new Date(builtAt)),
        withDora: options.avecDora ?? false,
        confirmed: await ledger.statements.confirmations(),
      },
      async (name, text) => void (await open.get(name)?.appendFile(text)),
    )
    if (left > 0) log.warn({ left }, 'records left out of the feed')
    for (const file of open.values()) await file.close()
    // Whole or not at all: who reads the folder never sees half a file.
    for (const name of FEED_FILES) await rename(part(name), join(options.out, name))
    return { builtAt, services, files: FEED_FILES.map(name => join(options.out, name)) }
  } finally {
    for (const file of open.values()) await file.close()
  }
}
