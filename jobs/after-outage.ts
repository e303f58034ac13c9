import type { Logger } from '../src/common/logger.ts'
import type { SourceConfig } from '../src/config/source.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import type { JobDefinition, JobRunner } from '../src/queue/job-runner.ts'
import { isPass } from '../src/schedule/is-pass.ts'
import type { PassPorts } from '../src/sync/ports.ts'
import { awakeSources } from './awake-sources.ts'
import { plainJob } from './plain-job.ts'
import { SYNC_SOURCE } from './sync-source.ts'

/** Passes cut short in a row after which a source is left to its next date. */
const MOST_CUTS = 5

export interface AfterOutagePorts {
  sources: readonly { config: SourceConfig }[]
  ledger: Pick<Ledger, 'listRuns' | 'sourceSettings'>
  dora: Pick<PassPorts['dora'], 'standing'>
  log: Logger
}

/**
 * Makes the passes that an outage of DORA cut short again, once DORA answers. A run that a dead process left is closed only by the run after
 * it: a last run that ended as interrupted was ended so by an outage.
 * @returns the sources that were asked for
 */
export function afterOutageJob(
  { sources, ledger, dora, log }: AfterOutagePorts,
  runner: Pick<JobRunner, 'enqueue'>,
): JobDefinition<object, { asked: string[] }> {
  return plainJob('after-outage', async () => {
    const configs = sources.map(({ config }) => config)
    const cut: string[] = []
    for (const source of awakeSources(configs, await ledger.sourceSettings.list())) {
      const passes = (await ledger.listRuns({ source, limit: MOST_CUTS })).filter(isPass)
      const whole = passes.findIndex(({ state }) => state !== 'interrupted')
      const cuts = whole === -1 ? passes.length : whole
      if (cuts > 0 && cuts < MOST_CUTS) cut.push(source)
    }
    if (cut.length === 0 || (await dora.standing()) !== 'good') return { asked: [] }
    for (const source of cut)
      await runner.enqueue(
        SYNC_SOURCE,
        { source, trigger: 'horaire' },
        { priority: 'schedule', id: `after-outage-${source}` },
      )
    log.info({ sources: cut }, 'passes that an outage of DORA cut short are made again')
    return { asked: cut }
  })
}
