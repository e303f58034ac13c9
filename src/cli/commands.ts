import type { Command } from 'commander'
import { lean } from './lean.ts'

/** Every command by its name, in the order of the help. Each brings its own parts only when it is asked for: a pass does not carry the portal, nor the portal a pass. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).startCommand(),
  sync: async () => {
    lean()
    return (await import('./sync.ts')).syncCommand()
  },
  plan: async () => {
    lean()
    return (await import('./approve.ts')).planCommand()
  },
  apply: async () => {
    lean()
    return (await import('./approve.ts')).applyCommand()
  },
  inbox: async () => (await import('./inbox.ts')).inboxCommand(),
  history: async () => (await import('./history.ts')).historyCommand(),
  coverage: async () => {
    const { coverageCommand } = await import('./coverage.ts')
    const { coverageInput } = await import('../app/coverage-input.ts')
    const { parisDay } = await import('../common/paris-day.ts')
    const { keptReport } = await import('../coverage/kept-report.ts')
    const { withApp } = await import('./with-app.ts')
    return coverageCommand({
      kept: date => withApp(app => keptReport(app.ledger.snapshots, date)),
      assemble: date => withApp(app => coverageInput(app, date)),
      today: () => parisDay(new Date()),
    })
  },
  'check-source': async () => (await import('./check-source.ts')).checkSourceCommand(),
  validate: async () => (await import('./validate.ts')).validateCommand(),
  invite: async () => (await import('./invite.ts')).inviteCommand(),
  'import-convention': async () => (await import('./import-convention.ts')).importConventionCommand(),
  'export-feed': async () => (await import('./export-feed.ts')).exportFeedCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
  sandbox: async () => (await import('./sandbox.ts')).sandboxCommand(),
  web: async () => (await import('./web.ts')).webCommand(),
  scheduler: async () => (await import('./scheduler.ts')).schedulerCommand(),
  worker: async () => (await import('./worker.ts')).workerCommand(),
  jobs: async () => (await import('./jobs.ts')).jobsCommand(),
  migrate: async () => (await import('./migrate.ts')).migrateCommand(),
  forget: async () => (await import('./forget.ts')).forgetCommand(),
}
