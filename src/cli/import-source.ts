import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { App } from '../app/app.ts'
import { SourceConfig } from '../config/source.ts'
import { parseYaml } from '../config/yaml-file.ts'
import { everyPartner } from '../convention/in-force.ts'
import { parseMapping } from '../normalise/mapping/load-mapping.ts'
import { partnerOfLesson } from '../studio/lesson.ts'
import { taughtOfFiles } from '../studio/taught-files.ts'
import { FrenchCommand } from './french-command.ts'
import type { WithApp } from './history.ts'
import { give, say } from './say.ts'
import { withApp } from './with-app.ts'

/** `import-source <config> <mapping> --by <nom>`: two files of config-as-code, such as `export-source` writes, as a new version of a taught source. */
export function importSourceCommand(run: WithApp = withApp): Command {
  return new FrenchCommand('import-source')
    .argument('<config>', 'fichier de la source, comme config/sources/<id>.yaml')
    .argument('<mapping>', 'fichier de sa lecture, comme mappings/<id>/mapping.yaml')
    .requiredOption('--by <nom>', 'qui importe')
    .option('--json', 'en JSON sur la sortie')
    .action(async (config: string, mapping: string, options: { by: string; json?: true }, command: Command) => {
      const texts = { config: textOf(config, command), mapping: textOf(mapping, command) }
      const kept = await run(app => keep(app, texts, { config, mapping }, options.by))
      if (options.json) give(`${JSON.stringify(kept)}\n`)
      else say(told(kept))
    })
}

function textOf(path: string, command: Command): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    command.error(`« ${path} » est introuvable ou illisible. Donner le chemin d’un fichier YAML.`, { exitCode: 2 })
  }
}

interface Kept {
  source: string
  version: number
  /** Whether its next plan waits for a person. */
  waits: boolean
}

/** @throws YamlFileError; Error in French when files hold that source already, or nobody knows its partner */
async function keep(
  { ledger, inFiles, lexicon, conventions }: App,
  texts: { config: string; mapping: string },
  names: { config: string; mapping: string },
  by: string,
): Promise<Kept> {
  const config = parseYaml(texts.config, SourceConfig, names.config)
  parseMapping(texts.mapping, names.mapping, lexicon)
  const partner = everyPartner(conventions).find(each => each.id === config.partner)
  if (!partner)
    throw new Error(`${names.config} : aucun partenaire de la convention ne s’appelle « ${config.partner} ».`)
  const [former = null] = await ledger.taughtSources.versions(config.id)
  if (inFiles.has(config.id) && former?.state !== 'taught')
    throw new Error(
      `Une source de config/sources s’appelle déjà « ${config.id} » : une source est apprise ou dans un fichier, jamais les deux. Changer « id » dans ${names.config}, retirer ce fichier-là, ou apprendre cette source depuis sa page du portail.`,
    )
  const owner = former === null ? config.partner : partnerOfLesson(former.lesson)
  if (owner !== null && owner !== config.partner)
    throw new Error(
      `La source apprise « ${config.id} » est celle d’un autre partenaire, « ${owner} » : ses offres seraient écrites sur les siennes. Changer « id » dans ${names.config}.`,
    )
  const taught = taughtOfFiles(config, texts, by, { partnerName: partner.name, former })
  const version = await ledger.taughtSources.add(taught)
  return { source: taught.source, version, waits: config.policy.approval === 'approve' }
}

function told({ source, version, waits }: Kept): string {
  const next = waits
    ? 'Son prochain plan attendra un accord.'
    : 'Ses fichiers donnent l’accord d’avance : la simuler d’abord, depuis sa page ou par la commande plan.'
  return `La source « ${source} » est apprise, version ${version}. ${next}\n`
}
