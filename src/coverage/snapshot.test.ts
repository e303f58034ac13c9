import { expect, test } from 'vitest'
import { geography, input } from '../../test/coverage/small-departement.ts'
import { coverageReport } from './report.ts'
import { readSnapshot, snapshotOf } from './snapshot.ts'

const report = coverageReport(input, geography)
const bytes = (text: string) => new TextEncoder().encode(text)

test('a snapshot is dated and named by the first sixteen letters of its fingerprint', () => {
  const { id, date, media, fingerprint } = snapshotOf(report)
  expect([id, date, media]).toEqual([`2030-06-30-${fingerprint.slice(0, 16)}`, '2030-06-30', 'application/json'])
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/)
})

test('bytes that were altered, that are no JSON, or that are of another version are refused', () => {
  const kept = snapshotOf(report)
  expect(readSnapshot(kept.bytes, kept.fingerprint)).toEqual({
    ...report,
    todo: [...report.todo],
    services: [...report.services],
  })
  expect(() => readSnapshot(kept.bytes, 'f'.repeat(64))).toThrow('Rapport enregistré altéré')
  const broken = () => readSnapshot(bytes('{'))
  expect(broken).toThrow('ce n’est pas du JSON')
  expect(broken).toThrow(expect.objectContaining({ cause: expect.any(SyntaxError) }))
  const versions = ['x/dora-sync/coverage/3', 'dora-sync/coverage/33', 'dora-sync/coverage/4', 3]
  const others = [...versions.map(schema => JSON.stringify({ schema })), 'null', '3', '"schema"', '[]', '{}']
  for (const text of others)
    expect(() => readSnapshot(bytes(text)), text).toThrow(/^Rapport enregistré d’une autre version/)
})
