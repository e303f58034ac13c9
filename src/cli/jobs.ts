import type { Command } from 'commander'
import type { App } from '../app/app.ts'
import { frenchCount, frenchDateTime } from '../common/french.ts'
import type { AbandonedJob } from '../portal/desk/abandoned-jobs.ts'
import { deskJobs } from '../portal/desk/desk-jobs.ts'
import type { JobRunner } from '../queue/job-runner.ts'
import { openFleetRunner } from '../queue/open-fleet-runner.ts'
import { FrenchCommand } from './french-command.ts'
import type { WithApp } from './history.ts'
import { give, say } from './say.ts'
import { withApp } from './with-app.ts'

interface Options {
  retry?: string
  drop?: string
  by?: string
  json?: boolean
}

/** `dora-sync jobs`: work that was given up, why, and the order to do it again or to put it away. */
export function jobsCommand(run: WithApp = withApp, open: (app: App) => JobRunner = fleetQueue): Command {
  return new FrenchCommand('jobs')
    .option('--retry <travail>', 'relance ce travail, une fois')
    .option('--drop <travail>', 'retire ce travail de la liste, sans le refaire')
    .option('--by <nom>', 'qui le décide, pour le journal ; obligatoire avec --retry ou --drop')
    .option('--json', 'en JSON sur la sortie')
    .action(async (options: Options) => {
      const text = await run(app => answer(app, open, options))
      options.json ? give(text) : say(text)
    })
}

async function answer(app: App, open: (app: App) => JobRunner, options: Options): Promise<string> {
  const { retry, drop, by, json } = options
  const id = retry ?? drop
  if (retry !== undefined && drop !== undefined) throw new Error('--retry et --drop ne vont pas ensemble.')
  if (id !== undefined && (by ?? '').trim() === '')
    throw new Error('--by manque : relancer ou classer un travail porte le nom d’une personne.')
  const runner = open(app)
  try {
    const jobs = deskJobs(
      runner,
      source => app.sources.find(({ config }) => config.id === source)?.config.name ?? source,
    )
    if (id === undefined) {
      const found = await jobs.list()
      return json ? `${JSON.stringify(found)}\n` : jobsText(found)
    }
    const job = await (retry === undefined ? jobs.putAway(id) : jobs.restart(id))
    await app.ledger.events.add({
      actor: by ?? '',
      action: retry === undefined ? 'travail-classe' : 'travail-relance',
      source: job.source,
      detail: { travail: job.what, plan: job.plan, raison: job.technical ?? job.why },
    })
    const done = retry === undefined ? 'Classé sans le refaire' : 'Relancé'
    return json ? `${JSON.stringify(job)}\n` : `${done} : ${job.what}.\n`
  } finally {
    await runner.close(0)
  }
}

/** @throws Error in French without Redis: then the list is in the program that works */
function fleetQueue({ settings, newId, log, clock }: App): JobRunner {
  if (settings.REDIS_URL === undefined)
    throw new Error(
      'REDIS_URL manque : sans file partagée, c’est « dora-sync start » qui travaille et qui garde sa liste. Elle est sur la page Alertes de son portail.',
    )
  return openFleetRunner(settings, { newId, log, clock, role: 'ask' })
}

function jobsText(jobs: readonly AbandonedJob[]): string {
  if (jobs.length === 0) return 'Aucun travail abandonné.\n'
  return jobs
    .map(({ id, what, at, others, why, technical }) => {
      const times = others.length > 0 ? ` (${frenchCount(others.length + 1, 'fois', 'fois')})` : ''
      const lines = [`${id} – ${what}, le ${frenchDateTime(at)}${times}`, `  ${why}`]
      return `${[...lines, ...(technical === null ? [] : [`  ${technical}`])].join('\n')}\n`
    })
    .join('')
}
