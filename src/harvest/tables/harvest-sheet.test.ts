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
    expect(rejected[0]).toMatchObject({ where: expect.stringContaining('ligne 4') })
  })

  test('hidden sheets that are passed over are told once, by name, and nothing is missing for that', async () => {
    const sheets = [SHEETS[0], { name: 'Vieux & faux', hidden: true, rows: [['Id'], ['x']] }, SHEETS[2]]
    const body = as(await writeXlsx({ sheets: sheets.flatMap(sheet => sheet ?? []) }))
    const { offers, rejected, outcome } = await readWorkbook(body)
    const told = rejected.filter(({ code }) => code === 'feuille-masquee')
    expect([offers.map(({ key }) => key), told.length, outcome.state]).toEqual([['vieille'], 1, 'complete'])
    expect(told[0]?.message).toMatch(/^2 feuilles masquées .*« Brouillon », « Vieux & faux ».* « Archives »/)
    expect((await readWorkbook(body, 'Archives')).rejected.map(({ code }) => code)).not.toContain('feuille-masquee')
  })
})

test.each([
  ['XLSX', writeXlsx, ['formats-non-lus']],
  ['ODS', writeOds, []],
] as const)('a large %s: that its formats and what it hides were not seen is told', async (_what, write, codes) => {
  const sheets = [{ name: 'Offres', rows: [['Id'], ['1']] }]
  const { offers, rejected, outcome } = await readWorkbook(large(await write({ sheets })))
  expect([offers.length, rejected.map(({ code }) => code), outcome.state]).toEqual([1, codes, 'complete'])
  expect((await readWorkbook(await write({ sheets }))).rejected).toEqual([])
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
