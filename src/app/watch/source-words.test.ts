import { expect, test } from 'vitest'
import { frenchDateTime } from '../../common/french.ts'
import { queueWords, sourceWords } from './source-words.ts'

test('the sentence says since when', () => {
  const lastSuccess = '2026-11-23T02:20:00Z'
  const facts = { source: 'a', name: 'A', rests: null, lastRun: null, rhythmMs: null, lastSuccess }
  expect(sourceWords({ ...facts, standing: 'missed' }).message).toContain(
    `Le passage prévu n’a pas eu lieu. Dernier succès : ${frenchDateTime(lastSuccess)}`,
  )
})

test('jobs that were given up are told', () => {
  expect([queueWords(0).standing, queueWords(2).standing]).toEqual(['good', 'failed'])
})
