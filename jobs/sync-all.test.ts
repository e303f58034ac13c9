import { expect, test } from 'vitest'
import { awakeSources } from './awake-sources.ts'

const sources = [
  { id: 'pems', enabled: true },
  { id: 'adie', enabled: true },
  { id: 'bge', enabled: false },
]

test('a paused source is not read by a restart, a disabled one neither', () => {
  expect(awakeSources(sources, [{ source: 'pems', paused: '2026-11-24T17:28:00.000Z' }])).toEqual(['adie'])
  expect(awakeSources(sources, [{ source: 'pems', paused: null }])).toEqual(['pems', 'adie'])
})
