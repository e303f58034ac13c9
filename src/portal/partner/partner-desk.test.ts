import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../common/clock.ts'
import { sequentialIds } from '../../common/ids.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import type { Desk } from '../desk/desk.ts'
import type { PortalContext } from '../web/frame.ts'
import { createLimits } from '../web/rate-limits.ts'
import { createPartnerDesk } from './partner-desk.ts'

const clock = manualClock('2026-11-24T09:00:00Z')
let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ path: ':memory:' }, { clock, newId: sequentialIds() })
})
afterEach(() => ledger.close())

test('a button pressed again before its first press was kept finds it all the same', async () => {
  const visitor = { role: 'partenaire', id: 'c', name: 'Alex', email: 'a@b.fr', partner: 'p', session: 's' }
  const context = { get: () => visitor } as unknown as PortalContext
  const partners = createPartnerDesk({ desk: { clock, ledger } as unknown as Desk, limits: createLimits() })
  const presses = await Promise.all(
    Array.from({ length: 4 }, () => partners.say(context, null, 'Stop', { kind: 'stop', reason: '' })),
  )
  expect(await ledger.statements.list()).toHaveLength(1)
  expect(presses.map(press => press.again).toSorted()).toEqual([false, true, true, true])
})
