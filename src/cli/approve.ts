import type { Command } from 'commander'
import { syncAll } from '../../jobs/sync-all.ts'
import type { App } from '../app/app.ts'
import type { Plan } from '../ledger/plan.ts'
import { RUN_STATES } from '../portal/statuses.ts'
import { countsSentence } from '../portal/words.ts'
import { type ApplyStoredResult, applyStoredPlan } from '../sync/apply-stored.ts'
import type { PassReport } from '../sync/pass.ts'
import { planText } from '../sync/plan-text.ts'
import { FrenchCommand } from './french-command.ts'
import type { WithApp } from './history.ts'
import { createProgress } from './progress.ts'
import { give, say, sayAside } from './say.ts'
import { withApp } from './with-app.ts'

/**
 * `dora-sync plan [source…]`: what a pass would do; never writes to DORA. `--show <plan>` shows a stored one.
 * A source whose pass failed has no plan: it is said, with why, and the exit code is 1.
 */
export function planCommand(run: WithApp = withApp): Command {
  return new FrenchCommand('plan')
    .argument('[sources...]', 'identifiants des sources ; toutes par défaut')
    .option('--show <plan>', 'montre un plan déjà calculé')
    .option('--json', 'en JSON sur la sortie')
    .action(async (sources: string[], options: { show?: string; json?: boolean }) => {
      const { plans, without } = await run(async app =>
        options.show === undefined ? simulate(app, sources) : { plans: await show(app, options.show), without: [] },
      )
      const said = without.map(withoutPlan)
      if (options.json) {
        give(`${JSON.stringify(plans)}\n`)
        sayAside(said.join(''))
      } else say([...plans.map(planText), ...said].join('\n'))
      if (without.some(({ state }) => state === 'failed')) process.exitCode = 1
    })
}

/** `dora-sync apply <plan> --by <nom>`: approves in the name of a person and carries out that very plan. */
export function applyCommand(run: WithApp = withApp): Command {
  return new FrenchCommand('apply')
    .argument('<plan>', 'numéro du plan')
    .requiredOption('--by <nom>', 'qui approuve')
    .option('--json', 'en JSON sur la sortie')
    .action(async (plan: string, options: { by: string; json?: boolean }) => {
      const result = await run(app => carryOut(app, plan, options.by))
      options.json ? give(`${JSON.stringify(result)}\n`) : say(applyText(result))
      if (didNotGo(result)) process.exitCode = 1
    })
}

async function simulate(app: App, sources: string[]): Promise<{ plans: Plan[]; without: PassReport[] }> {
  const reports = await syncAll(app, { sources, trigger: 'commande', dry: true }, createProgress(process.stderr))
  const plans = await Promise.all(reports.map(({ plan }) => (plan === null ? null : app.ledger.plans.read(plan))))
  return {
    plans: plans.filter(plan => plan !== null),
    // A directory is read and never has a plan: nothing to say.
    without: reports.filter(({ plan, state }) => plan === null && state !== 'skipped'),
  }
}

function withoutPlan({ name, state, message }: PassReport): string {
  return `${name} – ${RUN_STATES[state].word}, pas de plan\n${message === null ? '' : `  ${message}\n`}`
}

async function show({ ledger }: App, id: string): Promise<Plan[]> {
  const plan = await ledger.plans.read(id)
  if (plan === null) throw new Error(`Aucun plan ne porte le numéro ${id}.`)
  return [plan]
}

/** Approves in the name of a person, when nobody did yet, and sends to DORA now. */
export async function carryOut(app: App, id: string, by: string): Promise<ApplyStoredResult> {
  const { ledger, clock, dora } = app
  const plan = await ledger.plans.read(id)
  const entry = app.sources.find(({ config }) => config.id === plan?.source)
  if (plan !== null && entry === undefined) throw new Error(`La source « ${plan.source} » n’est plus configurée.`)
  const progress = createProgress(process.stderr)
  const total = plan?.operations.length ?? 0
  if (total > 0) progress.start('Envoi à DORA', total)
  try {
    return await applyStoredPlan({
      plan: id,
      by,
      configuration: entry?.fingerprint ?? '',
      ledger,
      reader: dora.reader,
      // A person approved this very plan: a structure in it may be created. `apply` keeps the département fence.
      writer: dora.writer({ createStructures: true }),
      clock,
      departments: dora.departments,
      holder: `apply ${process.pid}`,
      onStep: step => progress.step(step.operation.name),
    })
  } finally {
    progress.stop()
  }
}

/** Whether nothing was carried out. */
export function didNotGo({ state }: ApplyStoredResult): boolean {
  return state === 'failed' || state === 'unknown' || state === 'busy'
}

/** What came of it, in French. */
export function applyText(result: ApplyStoredResult): string {
  if (!('report' in result)) return `${result.message}\n`
  return `${result.message ?? countsSentence(result.report.counts)}\n`
}
