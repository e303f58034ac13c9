import { expect, test } from 'vitest'
import { convention, geography, input } from '../../../test/coverage/small-departement.ts'
import { coverageReport } from '../report.ts'
import { bilanOf } from './bilan.ts'
import { bilanFile, keepBilan, keptBilan, keptBilans } from './export-bilan.ts'

const account = bilanOf({ ...convention, id: 'c' }, coverageReport(input, geography), [])
/** What keeps bytes, the latest first. */
function store() {
  const kept: { id: string; date: string; stored: string; media: string; bytes: Uint8Array }[] = []
  return {
    list: async () => kept.toReversed(),
    read: async (id: string) => kept.find(each => each.id === id) ?? null,
    save: async (date: string, media: string, bytes: Uint8Array) => {
      const id = `n${kept.length}`
      kept.push({ id, date, stored: `${date}T0${kept.length}:00:00.000Z`, media, bytes })
      return id
    },
  }
}

test('a kept account comes back the same, among those of its own convention only', async () => {
  const own = store()
  const first = await keepBilan(own, account)
  await keepBilan(own, { ...account, convention: { ...account.convention, id: 'autre' } })
  await own.save('2030-06-30', 'application/json', new Uint8Array())
  const last = await keepBilan(own, account)
  expect((await keptBilans(own, 'c')).map(({ id, stored }) => [id, stored])).toEqual([
    [last, '2030-06-30T03:00:00.000Z'],
    [first, '2030-06-30T00:00:00.000Z'],
  ])
  expect(await keptBilan(own, first)).toEqual(account)
  expect(await keptBilan(own, 'n2')).toBeNull()
  expect(await keptBilan(own, 'n9')).toBeNull()
  const strange = await keepBilan(own, { ...account, schema: 'dora-sync/bilan/9' as never })
  expect(await keptBilan(own, strange)).toBeNull()
})

test('each file is named after its convention and its day, and is what its name says', async () => {
  for (const format of ['xlsx', 'ods'] as const) {
    const { bytes, media, fileName } = await bilanFile(account, format)
    expect(fileName).toBe(`bilan-c-2030-06-30.${format}`)
    expect(media).toMatch(format === 'xlsx' ? /spreadsheetml/ : /opendocument/)
    expect(Buffer.from(bytes).includes(format === 'xlsx' ? 'xl/workbook.xml' : 'opendocument.spreadsheet')).toBe(true)
  }
})
