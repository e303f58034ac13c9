import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { manualClock } from '../../common/clock.ts'
import type { Statement } from '../../normalise/statements/statement.ts'
import type { Desk } from '../desk/desk.ts'
import type { PortalContext } from '../web/frame.ts'
import { createLimits } from '../web/rate-limits.ts'
import { createPartnerDesk } from './partner-desk.ts'

test('a button pressed again before its first press was kept finds it all the same', async () => {
  const kept: Statement[] = []
  const clock = manualClock('2026-11-24T09:00:00Z')
  const desk = {
    clock,
    ledger: {
      statements: {
        // A slow database: what is read is what was there when it was asked.
        async list() {
          const before = [...kept]
          await setImmediate()
          return before
        },
        async add(said: Statement) {
          const statement = { ...said, id: `${kept.length}`, at: clock.now().toISOString(), state: 'open' as const }
          kept.push(statement)
          return statement
        },
      },
      events: { add: async () => undefined },
      campaigns: { noteAnswer: async () => undefined },
    },
  } as unknown as Desk
  const visitor = { role: 'partenaire', id: 'c', name: 'Alex', email: 'a@b.fr', partner: 'p', session: 's' }
  const context = { get: () => visitor } as unknown as PortalContext
  const partners = createPartnerDesk({ desk, limits: createLimits() })
  const presses = await Promise.all(
    Array.from({ length: 4 }, () => partners.say(context, null, 'Stop', { kind: 'stop', reason: '' })),
  )
  expect(kept).toHaveLength(1)
  expect(presses.map(press => press.again).toSorted()).toEqual([false, true, true, true])
})
