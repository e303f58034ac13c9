import { expect, test } from 'vitest'
import type { RunFetcher } from '../harvest/fetcher.ts'
import type { PartnerStop } from '../ledger/stops.ts'
import { heedStop } from './heed-stop.ts'

function fetching(stopped: () => PartnerStop | null) {
  const asked: string[] = []
  const answer = (how: string) => async (address: string) => {
    asked.push(`${how} ${address}`)
    return how as never
  }
  const close = async () => void asked.push('close')
  const fetcher: RunFetcher = { get: answer('get'), stream: answer('stream'), close }
  const standing = async (partner: string) => (partner === 'pems' ? stopped() : null)
  const stops = { standing } as Parameters<typeof heedStop>[2]['stops']
  return { asked, of: (partner: string) => heedStop(fetcher, partner, { stops }) }
}

test('a partner who asked to stop meanwhile is not read any more, and the reason says since when', async () => {
  let stop: PartnerStop | null = null
  const { asked, of } = fetching(() => stop)
  const fetcher = of('pems')
  expect(await fetcher.get('https://a.fr')).toBe('get')
  expect(await fetcher.stream('https://a.fr', {} as never)).toBe('stream')
  stop = { partner: 'pems', since: '2026-11-24T08:00:00.000Z', by: 'Ada', reason: '' }
  for (const read of [fetcher.get('https://b.fr'), fetcher.stream('https://b.fr', {} as never)])
    await expect(read).rejects.toMatchObject({
      code: 'arret-demande',
      whose: 'partenaire',
      address: 'https://b.fr',
      message: expect.stringContaining('24 novembre 2026'),
    })
  await fetcher.close()
  expect(asked).toEqual(['get https://a.fr', 'stream https://a.fr', 'close'])
})

test('another partner’s stop is not ours', async () => {
  const stop: PartnerStop = { partner: 'pems', since: '2026-11-24T08:00:00.000Z', by: 'Ada', reason: '' }
  expect(
    await fetching(() => stop)
      .of('prelude')
      .get('https://a.fr'),
  ).toBe('get')
})
