import { expect, test } from 'vitest'
import { desiredOf, gather, SOURCE } from '../../test/sync/make.ts'
import type { KnownLine } from '../ledger/offers.ts'
import { renamedKeys } from './renamed-keys.ts'

/** Key, name and what else the offer says, in a word; of what the ledger knows, its state too. */
type Said = [key: string, name: string, words: string | null, state?: KnownLine['state']]

async function renamed(before: Said[], now: Said[], held: string[] = []) {
  const lines = before.map(([key, name, fingerprint, state = 'unchanged']) => ({ key, name, fingerprint, state }))
  const asked: [string, string[]][] = []
  const incoming = gather(
    now.map(([key, name, words]) => ({ ...desiredOf({ key, fields: { name } }, '1'), fingerprint: words ?? '' })),
    [{ code: 'x', key: 'refusée', where: '', field: null, received: null, expected: '', message: '', whose: 'robot' }],
  )
  const found = await renamedKeys(
    SOURCE,
    incoming,
    {
      async *pages() {
        for (const line of lines) yield [line] as KnownLine[]
      },
      lines: async (source, keys) => {
        asked.push([source, [...keys].sort()])
        return lines.filter(({ key }) => keys.includes(key)) as KnownLine[]
      },
    } as Parameters<typeof renamedKeys>[2],
    key => held.includes(key),
  )
  incoming.close()
  return { found: found.map(({ from, to }) => `${from}→${to}`).sort(), asked }
}

const A: Said = ['a', 'Couture', 'fa']
const B: Said = ['b', 'Cuisine', 'fb']
const A2: Said = ['a2', 'Couture', 'fa']
const B2: Said = ['b2', 'Cuisine', 'fb']

test('two that come back word for word have other keys; the ledger is asked for the keys of the source', async () => {
  expect(await renamed([A, B], [A2, B2])).toEqual({ found: ['a→a2', 'b→b2'], asked: [[SOURCE, ['a2', 'b2']]] })
})

test('one alone may be another offer, whatever else bears the name of one that is missing', async () => {
  expect((await renamed([A], [A2])).found).toEqual([])
  expect((await renamed([A, ['b', 'Cuisine', 'fb']], [A2, ['b2', 'Cuisine', 'other']])).found).toEqual([])
})

test('once two are word for word, a name is enough for the others, accents and case aside', async () => {
  const before: Said[] = [A, B, ['c', 'Été à la mer', 'fc'], ['d', 'Dessin', null]]
  const now: Said[] = [A2, B2, ['c2', 'ETE A LA MER', 'other'], ['d2', 'Dessin', 'fd']]
  expect((await renamed(before, now)).found).toEqual(['a→a2', 'b→b2', 'c→c2', 'd→d2'])
})

test.each<[string, Said[], Said[], string[]]>([
  ['what is still given', [A, B, ['c', 'Chant', 'fc']], [A2, B2, ['c', 'Chant', 'fc'], ['c2', 'Chant', 'fc']], []],
  ['what was retired', [A, B, ['c', 'Chant', 'fc', 'retired']], [A2, B2, ['c2', 'Chant', 'fc']], []],
  ['what must stay where it is', [A, B, ['c', 'Chant', 'fc']], [A2, B2, ['c2', 'Chant', 'fc']], ['c']],
  [
    'what another key had before',
    [A, B, ['c', 'Chant', 'fc'], ['c2', 'Chœur', 'x']],
    [A2, B2, ['c2', 'Chant', 'fc']],
    [],
  ],
  [
    'what two missing offers said',
    [A, B, ['c', 'Chant', 'fc'], ['d', 'Chant', 'fc']],
    [A2, B2, ['c2', 'Chant', 'fc']],
    [],
  ],
  [
    'what three missing offers said',
    [A, B, ['c', 'Chant', 'fc'], ['d', 'Chant', 'fc'], ['e', 'Chant', 'fc']],
    [A2, B2, ['c2', 'Chant', 'fc']],
    [],
  ],
  ['what two new offers say', [A, B, ['c', 'Chant', 'fc']], [A2, B2, ['c2', 'Chant', 'fc'], ['c3', 'Chant', 'fc']], []],
  ['what says another thing under another name', [A, B, ['c', 'Chant', 'fc']], [A2, B2, ['c2', 'Chœur', 'other']], []],
  ['what has no name', [A, B, ['c', '', 'fc']], [A2, B2, ['c2', '', 'other']], []],
])('left out: %s', async (_, before, now, held) => {
  expect((await renamed(before, now, held)).found).toEqual(['a→a2', 'b→b2'])
})

test('what was paired word for word is not claimed by name', async () => {
  const before: Said[] = [A, B, ['c', 'Couture', 'other']]
  const now: Said[] = [A2, B2, ['c2', 'Couture', 'another']]
  expect((await renamed(before, now)).found).toEqual(['a→a2', 'b→b2', 'c→c2'])
})
