import type { Command } from 'commander'
import type { App } from '../app/app.ts'
import { requireKnownSource } from '../app/known-source.ts'
import { frenchCount } from '../common/french.ts'
import { forgetSource } from '../ledger/forget.ts'
import { partnerOfLesson } from '../studio/lesson.ts'
import { FrenchCommand } from './french-command.ts'
import type { WithApp } from './history.ts'
import { give, say } from './say.ts'
import { withApp } from './with-app.ts'

/** `dora-sync forget <source>`: erases what a partner gave us, but for the proof of what was written to DORA. */
export function forgetCommand(run: WithApp = withApp): Command {
  return new FrenchCommand('forget')
    .argument('<source>', 'identifiant de la source ; elle doit être arrêtée (enabled: false)')
    .requiredOption('--by <nom>', 'qui le décide, pour le journal')
    .option('--json', 'en JSON sur la sortie')
    .action(async (source: string, options: { by: string; json?: true }) => {
      const forgotten = await run(app => forget(app, source, options.by))
      options.json
        ? give(`${JSON.stringify(forgotten)}\n`)
        : say(
            `Effacé : ${frenchCount(forgotten.pages, 'page lue', 'pages lues')}, ${frenchCount(forgotten.offers, 'fiche')}, ${frenchCount(forgotten.contacts, 'contact')}. Les offres déjà dans DORA y restent : les archiver dans DORA.\n`,
          )
    })
}

async function forget(app: App, source: string, by: string) {
  const entry = app.sources.find(({ config }) => config.id === source)
  const [last] = await app.ledger.taughtSources.versions(source)
  if (entry?.config.enabled) {
    const how = [
      ...(last?.state === 'taught' ? ['la retirer depuis sa page du portail'] : []),
      ...(last?.state !== 'taught' || app.inFiles.has(source)
        ? [`écrire « enabled: false » dans config/sources/${source}.yaml`]
        : []),
    ]
    throw new Error(`La source « ${source} » est encore lue : ${how.join(', ')}, puis recommencer.`)
  }
  await requireKnownSource(app, source)
  // Withdrawn, no configuration names its partner any more.
  const partner = entry?.config.partner ?? (last === undefined ? null : partnerOfLesson(last.lesson))
  const others = app.sources.some(({ config }) => config.id !== source && config.partner === partner && config.enabled)
  return forgetSource(app, { source, partner: others ? null : partner, by })
}
