import tab from '@bomb.sh/tab/commander'
import type { Command } from 'commander'

/** `dora-sync completion <shell>` prints what makes a terminal complete our commands; the terminal then asks `complete` at each Tab. */
export function addCompletion(program: Command): void {
  tab(program, { completionCommandName: 'completion' })
  const [shell] = program.commands.find(command => command.name() === 'completion')?.registeredArguments ?? []
  if (shell) shell.description = 'le terminal'
}
