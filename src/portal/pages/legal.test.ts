import { expect, test } from 'vitest'
import { frenchCount } from '../../common/french.ts'
import { RETENTION_DAYS } from '../../config/retention.ts'
import { privacyPage } from './legal.ts'

test('the privacy page tells the durations that the purge goes by', async () => {
  const page = String(await privacyPage({ publisher: null, director: null, host: null, contact: 'a@example.org' }))
  for (const kept of [
    'documents',
    'history',
    'removedContacts',
    'closedAccounts',
    'statements',
    'retiredOffers',
  ] as const)
    expect(page).toContain(frenchCount(RETENTION_DAYS[kept], 'jour'))
})
