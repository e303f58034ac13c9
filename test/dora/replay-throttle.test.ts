import { expect, test } from 'vitest'
import { manualClock } from '../../src/common/clock.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { recordedExchanges } from './exchanges.ts'
import { raw } from './raw.ts'
import { recordedBase } from './recorded-base.ts'
import { send } from './send.ts'
import { unlike } from './unlike.ts'

/** What passed before each exchange of the recording, in seconds. */
const WAITS: Record<string, number> = { '121e': 2.5, 'cinq secondes': 5.6, 'après Retry-After': 52 }

test('the throttle, as recorded: 120 for the account, refusals do not lengthen the wait, one place at a time', async () => {
  const clock = manualClock('2026-11-28T05:00:00.123Z')
  const sandbox = await startSandbox({ seed: 'empty', clock })
  try {
    await recordedBase(sandbox)
    for (let count = 0; count < 120; count += 1) await raw(sandbox, 'GET', '/models/')
    for (const exchange of recordedExchanges(['10'])) {
      clock.advance(1000 * (Object.entries(WAITS).find(([start]) => exchange.title.startsWith(start))?.[1] ?? 0))
      if (exchange.title.startsWith('25e'))
        for (let count = 0; count < 23; count += 1) await raw(sandbox, 'GET', '/ping/', undefined, null)
      const got = await send(sandbox, exchange)
      const { status, headers, body } = exchange.response
      expect(got.status, exchange.title).toBe(status)
      expect(got.headers.get('retry-after'), exchange.title).toBe(headers['retry-after'] ?? null)
      if (status === 200) expect(unlike(body, got.body)).toEqual([])
      else expect(got.body).toEqual(body)
    }
    expect(sandbox.state.services.get('visible-ordinaire')?.recurrence).toBe('')
    // After a burst one place is free, then one more each time another of the old ones is a minute old.
    expect((await raw(sandbox, 'GET', '/models/')).status).toBe(200)
  } finally {
    await sandbox.close()
  }
})
