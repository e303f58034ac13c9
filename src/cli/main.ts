import { type Command, CommanderError } from 'commander'
import { productVersion } from '../common/product-version.ts'
import { COMMANDS } from './commands.ts'
import { FrenchCommand } from './french-command.ts'
import { lean, leanPass } from './lean.ts'
import { say, sayAside } from './say.ts'
import { sayError } from './say-error.ts'

/** The command line: one file per command, each a factory. Exit code 1 when a command failed, 2 when it was not understood. */
export async function main(argv: string[]): Promise<void> {
  const program = FrenchCommand.program('dora-sync')
    .version(productVersion(), '-V, --version', 'donne la version')
    .description('Tient à jour dans DORA les offres d’insertion que les partenaires publient chez eux.')
    .exitOverride()
    .configureOutput({ writeOut: text => say(text), writeErr: text => sayAside(text) })
  const [first, second, third] = argv.slice(2)
  // `complete -- sync --` is what a terminal asks at Tab: only the command that is being typed is loaded.
  const asked = first === 'help' ? second : first === 'complete' ? third : first
  const completes = first === 'completion' || first === 'complete'
  const asks = COMMANDS[asked ?? '']?.lean
  if (asks === 'pass') leanPass()
  else if (asks === true || asks?.(argv.slice(3))) lean()
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    const command = name === asked ? await load() : new FrenchCommand(name)
    program.addCommand(alike(command, program).description(summary))
  }
  if (completes) (await import('./completion.ts')).addCompletion(program)
  else program.command('completion')
  const completion = program.commands.find(command => command.name() === 'completion')
  completion?.description('Imprime de quoi compléter nos commandes avec la touche Tab : bash, zsh, fish ou powershell.')
  // Who reads our output may stop reading (`| head`): that is no fault.
  process.stdout.on('error', error => {
    if ('code' in error && error.code === 'EPIPE') process.exit()
    throw error
  })
  try {
    await program.parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help shown because no command was typed.
      process.exitCode = error.code === 'commander.help' ? 2 : error.exitCode
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
