import { Command, CommanderError } from 'commander'
import { COMMANDS } from './commands.ts'
import { say, sayAside } from './say.ts'
import { sayError } from './say-error.ts'

/** The command line: one file per command, each a factory. Exit code 1 when a command failed, 2 when it was not understood. */
export async function main(argv: string[]): Promise<void> {
  const program = new Command('dora-sync')
    .description('Tient à jour dans DORA les offres d’insertion que les partenaires publient chez eux.')
    .showHelpAfterError('(dora-sync --help dit ce qui est possible)')
    .exitOverride()
    .configureOutput({ writeOut: text => say(text), writeErr: text => sayAside(text) })
  const [first, second] = argv.slice(2)
  const asked = first === 'help' ? second : first
  for (const [name, { summary, load }] of Object.entries(COMMANDS))
    program.addCommand(alike(name === asked ? await load() : new Command(name), program).description(summary))
  try {
    await program.parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2
      return
    }
    sayAside(`${sayError(error)}\n`)
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) sayAside(`${error.stack}\n`)
    process.exitCode = 1
  }
}

/** A command, and those inside it, speak and leave as the program does. */
function alike(command: Command, program: Command): Command {
  for (const inner of command.commands) alike(inner, program)
  return command.copyInheritedSettings(program)
}
