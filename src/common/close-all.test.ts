import { expect, test } from 'vitest'
import { closeAll } from './close-all.ts'

test('all are ended, the last opened first, whatever one of them throws', async () => {
  const ended: string[] = []
  const thrown = await closeAll([
    async () => ended.push('ledger'),
    () => {
      throw new Error('full')
    },
    async () => ended.push('server'),
  ])
  expect(ended).toEqual(['server', 'ledger'])
  expect(thrown).toEqual([new Error('full')])
})
