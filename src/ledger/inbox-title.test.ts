import { expect, test } from 'vitest'
import { unapplied } from '../normalise/statements/unapplied.ts'
import type { InboxItem } from './inbox.ts'
import { inboxTitle } from './inbox-title.ts'

const statement = { id: 's1', at: '2026-11-24T09:00:00.000Z', by: 'Camille <c@example.org>' }
const titleOf = (name: string, typed: string) => {
  const detail = unapplied(
    statement as Parameters<typeof unapplied>[0],
    { key: 'a', name },
    {
      field: 'telephone',
      typed,
      expected: 'Attendu : dix chiffres.',
    },
  )
  return inboxTitle({ kind: 'correction', title: detail.message, detail } as InboxItem)
}

test('the title of a correction names the offer and the field; what was typed stands on its page', () => {
  expect(titleOf('Atelier', 'au secrétariat, '.repeat(20))).toBe('Correction non appliquée à « Atelier », Téléphone')
  // A name may hold what looks like the end.
  expect(titleOf('Atelier », Téléphone : « suite', '02')).toBe(
    'Correction non appliquée à « Atelier », Téléphone : « suite », Téléphone',
  )
  const long = titleOf('Atelier '.repeat(40), '02')
  expect(long.length).toBeLessThan(170)
  expect(long).toMatch(/… », Téléphone$/)
})
