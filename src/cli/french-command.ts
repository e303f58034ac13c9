import { type Argument, Command, InvalidArgumentError, type Option } from 'commander'
import { meant } from '../common/meant.ts'

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Usage :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
}

/** A command whose help and refusals are in French: what was typed, what was expected. */
export class FrenchCommand extends Command {
  constructor(name?: string) {
    super(name)
    this.helpOption('-h, --help', 'montre cette aide')
    this.configureHelp({
      styleTitle: title => TITLES[title] ?? title,
      commandUsage: command => `${fullName(command)} ${command.usage().replace('[command]', '[commande]')}`,
      optionDescription: described,
      argumentDescription: described,
    })
  }

  /** The first of them, which shows the help of the others. */
  static program(name: string): FrenchCommand {
    return new FrenchCommand(name).helpCommand('help [commande]', 'montre l’aide d’une commande')
  }

  override createCommand(name?: string): FrenchCommand {
    return new FrenchCommand(name)
  }

  /** What was typed is not understood: says why, and where it is told what is. A command that was understood and failed (code 1) only says why. */
  override error(message: string, options: { code?: string; exitCode?: number } = {}): never {
    const { exitCode = 2 } = options
    return super.error(exitCode === 1 ? message : `${message}\n(${fullName(this)} --help dit ce qui est possible)`, {
      ...options,
      exitCode,
    })
  }

  // What follows stands in for methods of the library that its types do not name; each ends in `error`, which throws.

  unknownOption(flag: string): void {
    const known = this.createHelp()
      .visibleOptions(this)
      .flatMap(option => option.long ?? [])
    this.error(`Option inconnue : « ${flag} ».${perhaps(flag, known)}`, { code: 'commander.unknownOption' })
  }

  unknownCommand(): void {
    const known = this.commands.map(command => command.name())
    const [typed = ''] = this.args
    this.error(`Commande inconnue : « ${typed} ».${perhaps(typed, known)} Possible : ${known.join(', ')}.`, {
      code: 'commander.unknownCommand',
    })
  }

  missingArgument(name: string): void {
    this.error(`Il manque <${name}>.`, { code: 'commander.missingArgument' })
  }

  optionMissingArgument(option: Option): void {
    this.error(`L’option « ${option.flags} » attend une valeur.`, { code: 'commander.optionMissingArgument' })
  }

  missingMandatoryOptionValue(option: Option): void {
    this.error(`Il manque l’option « ${option.flags} ».`, { code: 'commander.missingMandatoryOptionValue' })
  }

  _excessArguments(received: readonly string[]): void {
    const extra = received.slice(this.registeredArguments.length).join(', ')
    this.error(`Mots en trop : ${extra}.`, { code: 'commander.excessArguments' })
  }

  _callParseArg(target: Argument | Option, value: string, previous: unknown): unknown {
    try {
      return target.parseArg?.(value, previous)
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error
      const what = 'flags' in target ? `l’option « ${target.flags} »` : `<${target.name()}>`
      const expected = target.argChoices ? `attendu ${target.argChoices.join(', ')}.` : error.message
      this.error(`« ${value} » ne convient pas à ${what} : ${expected}`, { code: error.code })
    }
  }
}

/** «dora-sync census» */
function fullName(command: Command): string {
  const names = [command.name()]
  for (let above = command.parent; above; above = above.parent) names.unshift(above.name())
  return names.join(' ')
}

function perhaps(typed: string, known: readonly string[]): string {
  const word = meant(typed, known)
  return word === null ? '' : ` Vouliez-vous dire « ${word} » ?`
}

/** What an option or an argument is, with what it accepts and what it is when nothing is said. */
function described(target: Argument | Option): string {
  const notes: string[] = []
  if (target.argChoices) notes.push(`au choix : ${target.argChoices.join(', ')}`)
  if (typeof target.defaultValue === 'string' || typeof target.defaultValue === 'number')
    notes.push(`par défaut : ${target.defaultValue}`)
  return notes.length === 0 ? target.description : `${target.description} (${notes.join(' ; ')})`
}
