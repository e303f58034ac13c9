import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import type { App } from '../app/app.ts'
import { makeFolder } from '../common/make-folder.ts'
import { filesOfTaught, type SourceFiles } from '../studio/taught-files.ts'
import { FrenchCommand } from './french-command.ts'
import type { WithApp } from './history.ts'
import { give, say, sayAside } from './say.ts'
import { withApp } from './with-app.ts'

/** `export-source <source>`: what was taught in the portal, as files of `config/` and `mappings/` would say it. Prints, or writes where it is told to, never over a file. */
export function exportSourceCommand(run: WithApp = withApp): Command {
  return new FrenchCommand('export-source')
    .argument('<source>', 'identifiant d’une source apprise sur le portail')
    .option('--to <dossier>', 'écrit les deux fichiers sous ce dossier, au lieu de les montrer')
    .option('--json', 'en JSON sur la sortie')
    .action(async (source: string, options: { to?: string; json?: true }) => {
      const files = await run(app => find(app, source))
      if (files.given !== null)
        sayAside(
          `Cette source est lue dans le fichier « ${files.given} », déposé sur le portail : il n’est pas dans l’export, et sans lui elle ne lit rien.\n`,
        )
      if (options.to !== undefined) say(write(files, options.to))
      else if (options.json) give(`${JSON.stringify(files)}\n`)
      else give([files.config, files.mapping].map(({ path, text }) => `# ${path}\n${text.trimEnd()}\n`).join('---\n'))
    })
}

/** @throws Error in French when it was not taught */
async function find({ ledger, inFiles }: App, source: string): Promise<SourceFiles> {
  const [last] = await ledger.taughtSources.versions(source)
  const inFile = inFiles.has(source)
  if (last !== undefined && !(inFile && last.state === 'withdrawn')) return filesOfTaught(last)
  if (inFile)
    throw new Error(
      `La source « ${source} » est déjà dans ses fichiers, config/sources/${source}.yaml : rien n’est à exporter.`,
    )
  const known = (await ledger.taughtSources.last()).map(each => each.source)
  throw new Error(
    `Aucune source apprise ne s’appelle « ${source} ». ${known.length === 0 ? 'Aucune n’est apprise pour l’instant.' : `Celles qui le sont : ${known.join(', ')}.`}`,
  )
}

/** @throws Error in French when one of them is there already: nothing is then written */
function write(files: SourceFiles, folder: string): string {
  const both = [files.config, files.mapping].map(({ path, text }) => ({ path: join(folder, path), text }))
  const there = both.find(({ path }) => existsSync(path))
  if (there) throw new Error(`« ${there.path} » existe déjà : rien n’est écrit. Donner un autre dossier.`)
  for (const { path, text } of both) {
    makeFolder(dirname(path))
    writeFileSync(path, text)
  }
  return `Écrits : ${both.map(({ path }) => path).join(', ')}.\n`
}
