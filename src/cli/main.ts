import { Command, CommanderError } from 'commander'
import { coverageInput } from '../app/coverage-input.ts'
import { parisDay } from '../common/paris-day.ts'
import { keptReport } from '../coverage/kept-report.ts'
import { applyCommand, planCommand } from './approve.ts'
import { checkSourceCommand } from './check-source.ts'
import { coverageCommand } from './coverage.ts'
import { doctorCommand } from './doctor.ts'
import { exportFeedCommand } from './export-feed.ts'
import { forgetCommand } from './forget.ts'
import { historyCommand } from './history.ts'
import { importConventionCommand } from './import-convention.ts'
import { inboxCommand } from './inbox.ts'
import { inviteCommand } from './invite.ts'
import { jobsCommand } from './jobs.ts'
import { migrateCommand } from './migrate.ts'
import { sandboxCommand } from './sandbox.ts'
import { sayError } from './say-error.ts'
import { schedulerCommand } from './scheduler.ts'
import { startCommand } from './start.ts'
import { syncCommand } from './sync.ts'
import { validateCommand } from './validate.ts'
import { webCommand } from './web.ts'
import { withApp } from './with-app.ts'
import { workerCommand } from './worker.ts'

/** The command line: one file per command, each a factory. Exit code 1 when a command failed, 2 when it was not understood. */
export async function main(argv: string[]): Promise<void> {
  const program = new Command('dora-sync')
    .description('Tient à jour dans DORA les offres d’insertion que les partenaires publient chez eux.')
    .showHelpAfterError('(dora-sync --help dit ce qui est possible)')
    .exitOverride()
  const commands = [
    startCommand(),
    syncCommand(),
    planCommand(),
    applyCommand(),
    inboxCommand(),
    historyCommand(),
    coverageCommand({
      kept: date => withApp(app => keptReport(app.ledger.snapshots, date)),
      assemble: date => withApp(app => coverageInput(app, date)),
      today: () => parisDay(new Date()),
    }),
    checkSourceCommand(),
    validateCommand(),
    inviteCommand(),
    importConventionCommand(),
    exportFeedCommand(),
    doctorCommand(),
    sandboxCommand(),
    webCommand(),
    schedulerCommand(),
    workerCommand(),
    jobsCommand(),
    migrateCommand(),
    forgetCommand(),
  ]
  for (const command of commands) program.addCommand(command.exitOverride())
  try {
    await program.parseAsync(argv)
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2
      return
    }
    process.stderr.write(`${sayError(error)}\n`)
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
    process.exitCode = 1
  }
}
