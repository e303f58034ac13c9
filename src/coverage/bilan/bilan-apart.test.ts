import { performance } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { convention, geography, input } from '../../../test/coverage/small-departement.ts'
import { coverageReport } from '../report.ts'
import { bilanOf } from './bilan.ts'
import { bilanApart } from './bilan-apart.ts'
import { bilanFile } from './export-bilan.ts'

const account = bilanOf({ ...convention, id: 'c' }, coverageReport(input, geography), [])
/** The longest to make, and one of another library. */
const FORMATS = ['pdf', 'ods'] as const

test('asked for at once, each form comes as it is made here, and this thread waits instead of working', async () => {
  const before = performance.eventLoopUtilization()
  const made = await Promise.all(FORMATS.map(format => bilanApart(account, format)))
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5)
  for (const [at, format] of FORMATS.entries()) {
    const { bytes, ...named } = await bilanFile(account, format)
    expect(made[at]).toMatchObject(named)
    expect(made[at]?.bytes.length).toBe(bytes.length)
  }
})

test('one that cannot be made says why, and the next is made', async () => {
  const none = { ...account, convention: undefined as never }
  await expect(bilanApart(none, 'ods')).rejects.toThrow(TypeError)
  expect((await bilanApart(account, 'ods')).fileName).toBe(`bilan-c-${account.date}.ods`)
})
