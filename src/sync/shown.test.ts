import { afterEach, beforeEach, expect, test } from 'vitest'
import { SOURCE } from '../../test/sync/make.ts'
import { sampleLink, sampleReader, sampleStructure } from '../../test/sync/samples.ts'
import { manualClock } from '../common/clock.ts'
import { DoraError, type DoraReader, type DoraStructureSummary } from '../dora/port.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import { openLedger } from '../ledger/open.ts'
import { lookAtShown } from './shown.ts'

const clock = manualClock('2026-11-24T08:00:00.000Z')
let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ path: ':memory:' }, { clock })
})
afterEach(() => ledger.close())

let saved = 0
async function hold(over: Partial<Link>): Promise<void> {
  saved += 1
  await ledger.links.save(sampleLink({ key: `k${saved}`, slug: `s${saved}`, ...over }))
}
const structure = (slug: string, over: Partial<DoraStructureSummary> = {}) => sampleStructure([], { slug, ...over })

function look(listStructures: DoraReader['listStructures'], departments = ['35']) {
  return lookAtShown(SOURCE, { ledger, clock, departments, reader: { ...sampleReader([], []), listStructures } })
}

test('what the public sees is counted, and what it does not see, by reason', async () => {
  await hold({ structure: 'ouverte', status: 'PUBLISHED' })
  await hold({ structure: 'ouverte', status: 'PUBLISHED' })
  await hold({ structure: 'ouverte', status: 'DRAFT' })
  await hold({ structure: 'orpheline', status: 'PUBLISHED' })
  await hold({ structure: 'orpheline', status: 'PUBLISHED' })
  await hold({ structure: 'inconnue', status: 'PUBLISHED' })
  await hold({ structure: 'ouverte', status: 'PUBLISHED', suspension: '2026-11-01' })
  const homes = [
    structure('ouverte', { orphan: false, obsolete: false }),
    structure('orpheline', { orphan: true, obsolete: false }),
  ]
  const shown = await look(async () => homes)
  expect(shown).toMatchObject({ published: 6, visible: 2, unknown: 1 })
  expect(shown.hidden).toEqual({ over: 1, orphan: 2 })
})

test('each département is asked, for what the source holds there', async () => {
  await hold({ structure: 'ouverte' })
  const asked: string[] = []
  await look(
    async department => {
      asked.push(department)
      return department === '29' ? [structure('ouverte', { orphan: false, obsolete: false })] : []
    },
    ['35', '29'],
  )
  expect(asked).toEqual(['35', '29'])
  expect((await ledger.links.standings(SOURCE))[0]?.home).not.toBeNull()
})

test('a source that holds nothing asks nothing', async () => {
  const shown = await look(() => Promise.reject(new Error('asked')))
  expect(shown).toEqual({ published: 0, visible: 0, unknown: 0, hidden: {} })
})

test('when the list does not come, what was known stays; a fault of ours does not pass for it', async () => {
  await hold({ structure: 'ouverte' })
  await look(async () => [structure('ouverte', { orphan: false, obsolete: false })])
  const cut = new DoraError('coupé', { kind: 'transient', status: 502, code: 'x' })
  expect(await look(() => Promise.reject(cut))).toMatchObject({ visible: 1 })
  await expect(look(() => Promise.reject(new TypeError('cassé')))).rejects.toThrow('cassé')
})
