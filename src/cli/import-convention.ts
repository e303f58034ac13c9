import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { placesOf } from '../app/places.ts'
import { readSettings } from '../config/settings.ts'
import { loadTerritory } from '../config/territory.ts'
import type { NamedConvention } from '../convention/in-force.ts'
import { loadConventions } from '../convention/load.ts'
import { proposeConvention } from '../convention-reader/propose.ts'
import { spoiltWords } from '../convention-reader/repairs.ts'
import { proposalText } from '../convention-reader/text-report.ts'
import { proposalYaml } from '../convention-reader/yaml-proposal.ts'
import { FrenchCommand } from './french-command.ts'
import { give, say, type Write } from './say.ts'

/** `import-convention <texte>`: reads the text of a convention and proposes what `config/conventions/<year>.yaml` could hold. Writes nothing but its answer. */
export function importConventionCommand(io: { out?: Write } = {}): Command {
  return new FrenchCommand('import-convention')
    .argument('<texte>', 'fichier texte, UTF-8')
    .option('--json', 'tout ce qui a été lu, pour une machine')
    .option('--yaml', 'proposition pour config/conventions/<année>.yaml, la ligne et les mots lus en commentaire')
    .option('--department <code>', 'code du département, pour --yaml ; par défaut celui de config/territory.yaml')
    .action((file: string, options: { json?: true; yaml?: true; department?: string }, command: Command) => {
      let text: string
      try {
        text = decode(readFileSync(file))
      } catch {
        command.error(`« ${file} » est introuvable ou illisible. Donner le chemin d’un fichier texte.`, {
          exitCode: 2,
        })
      }
      const known = knownConventions()
      const proposal = proposeConvention(text, spoiltWords(known.flatMap(({ partners }) => partners)))
      if (options.json) give(`${JSON.stringify(proposal, null, 2)}\n`, io.out)
      else if (options.yaml) give(proposalYaml(proposal, options.department ?? ownDepartment(), known), io.out)
      else say(proposalText(proposal), io.out)
    })
}

/** Code of the configured département. @throws YamlFileError when the territory cannot be read */
function ownDepartment(): string {
  const { config } = placesOf(readSettings(process.env))
  return loadTerritory(join(config, 'territory.yaml'), 'config/territory.yaml').department
}

/** Those of the configuration: their partners and actions go on in the next ones. None where there is no configuration to read. */
function knownConventions(): NamedConvention[] {
  try {
    return loadConventions(placesOf(readSettings(process.env)).config)
  } catch {
    return []
  }
}

/** UTF-8, or what older programs write: UTF-16 when a mark says so, else Windows-1252. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
