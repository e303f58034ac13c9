import { unzipSync, type Zippable, zipSync } from 'fflate'
import { writeOds } from 'hucre/ods'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { readWorkbook } from '../../../test/harvest/read-workbook.ts'
import { LARGEST_WHOLE } from './harvest-sheet.ts'

const SHEETS = [
  { name: 'Brouillon', hidden: true, rows: [['Id'], ['caché']] },
  { name: 'Offres', rows: [['Nos offres'], ['Id', 'Nom'], ['1', 'Vélo'], [null, 'Sans clé']] },
  { name: 'Archives', rows: [['Id'], ['vieille']] },
]

/** The same workbook with a part beside, too large to be held whole. */
function large(workbook: Uint8Array): Uint8Array {
  const parts: Zippable = { ...unzipSync(workbook) }
  if (parts.mimetype instanceof Uint8Array) parts.mimetype = [parts.mimetype, { level: 0 }]
  return zipSync({ ...parts, 'xl/comments1.xml': new Uint8Array(LARGEST_WHOLE + 1) }, { level: 1 })
}

async function keysOf(body: Uint8Array, sheet: string | number) {
  return (await readWorkbook(body, sheet)).offers.map(({ key }) => key)
}

describe.each([
  ['whole', (workbook: Uint8Array) => workbook],
  ['row by row, being large', large],
])('%s', (_, as) => {
  test.each([
    ['by default, the first that is shown', 1, ['1']],
    ['by its rank, hidden or not', 3, ['vieille']],
    ['by its name', 'Archives', ['vieille']],
    ['by its name, even hidden', 'Brouillon', ['caché']],
    ['none of that rank', 9, []],
    ['none of that name', 'Ailleurs', []],
  ])('the sheet of an XLSX: %s', async (_what, sheet, keys) => {
    expect(await keysOf(as(await writeXlsx({ sheets: SHEETS })), sheet)).toEqual(keys)
  })

  test.each([
    ['by default, the first (the library that writes it hides none)', 1, ['caché']],
    ['by its rank', 2, ['1']],
    ['by its name', 'Archives', ['vieille']],
    ['none of that rank', 9, []],
    ['none of that name', 'Ailleurs', []],
  ])('the sheet of an ODS: %s', async (_what, sheet, keys) => {
    expect(await keysOf(as(await writeOds({ sheets: SHEETS })), sheet)).toEqual(keys)
  })

  test.each([
    ['XLSX', writeXlsx],
    ['ODS', writeOds],
  ])('%s: a line without a key is told where the workbook shows it', async (_what, write) => {
    const { rejected } = await readWorkbook(as(await write({ sheets: SHEETS })), 'Offres')
    expect(rejected).toMatchObject([{ where: expect.stringContaining('ligne 4') }])
  })
})

test('a file that claims to unpack to more than memory holds is not opened', async () => {
  const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(1) })
  // The size once unpacked, as its directory claims it.
  const view = new DataView(bomb.buffer)
  for (let at = 0; at < bomb.length - 4; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 300 * 1024 * 1024, true)
  const { rejected, outcome } = await readWorkbook(bomb, 1)
  expect([rejected.map(({ code }) => code), outcome.state]).toEqual([['fichier-demesure'], 'partial'])
  expect(rejected[0]?.message).toContain('200 Mo')
})

test('a file that does not open is told as such, with the first words of why', async () => {
  const { rejected } = await readWorkbook(zipSync({ 'xl/workbook.xml': new Uint8Array(1) }), 1)
  expect(rejected).toMatchObject([{ code: 'fichier-illisible', whose: 'partenaire' }])
  expect(rejected[0]?.received?.length).toBeLessThanOrEqual(200)
})
