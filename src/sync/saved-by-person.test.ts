import { expect, test } from 'vitest'
import { sampleLink } from '../../test/sync/samples.ts'
import { savedByPerson } from './saved-by-person.ts'

const NOW = { modificationDate: '2026-11-20' }

test('a date that is not that of our last write is somebody’s', () => {
  expect(savedByPerson(sampleLink({ modified: '2026-11-01' }), NOW, [])).toBe('2026-11-20')
  expect(savedByPerson(sampleLink({ modified: '2026-11-20' }), NOW, [])).toBeNull()
})

test('a value of theirs that stands tells it too, where a process that died forgot it', () => {
  const link = sampleLink({ modified: '2026-11-20', base: { recurrence: 'le lundi' } })
  expect(savedByPerson(link, NOW, ['fullDesc', 'recurrence'])).toBe('2026-11-20')
  expect(savedByPerson(link, NOW, ['fullDesc'])).toBeNull()
  expect(savedByPerson({ ...link, edited: '2026-11-20' }, NOW, ['recurrence'])).toBeNull()
  const settled = { fingerprint: 'f', modified: '2026-11-20' }
  expect(savedByPerson({ ...link, settled }, NOW, ['recurrence'])).toBeNull()
})
