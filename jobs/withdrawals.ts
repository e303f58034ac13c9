import type { Logger } from '../src/common/logger.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import type { Statement } from '../src/normalise/statements/statement.ts'
import { standingWithdrawals } from '../src/normalise/statements/withdrawn.ts'
import type { JobDefinition } from '../src/queue/job-runner.ts'
import type { WrittenNow } from '../src/sync/write-now.ts'
import { plainJob } from './plain-job.ts'

/** Accepted statements looked at; partners say less than this in years. */
const MOST_SAID = 20_000

export interface WithdrawalsPorts {
  ledger: Pick<Ledger, 'statements' | 'offers' | 'links'>
  log: Logger
  withdraw(statement: Statement): Promise<WrittenNow>
}

/** Every few minutes: accepted withdrawals that DORA has not carried out yet, because it was away or its source was held. */
export function withdrawalsJob(ports: WithdrawalsPorts): JobDefinition<object, { done: number; left: number }> {
  const { ledger, log } = ports
  return plainJob('withdrawals', async () => {
    const standing = standingWithdrawals(await ledger.statements.list({ state: 'accepted', limit: MOST_SAID }))
    const counts = { done: 0, left: 0 }
    for (const statement of standing.values()) {
      const { source, key } = statement.offer ?? { source: '', key: '' }
      const [offer, link] = await Promise.all([ledger.offers.read(source, key), ledger.links.read(source, key)])
      if (offer?.state === 'retired' || link === null || link.retired !== null) continue
      counts[(await ports.withdraw(statement)).state === 'done' ? 'done' : 'left'] += 1
    }
    if (counts.done + counts.left > 0) log.info(counts, 'withdrawals asked for again')
    return counts
  })
}
