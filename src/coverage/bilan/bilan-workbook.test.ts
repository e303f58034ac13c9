import { test } from 'vitest'
import { expectHeld, partsOf } from '../../../test/coverage/held.ts'
import { blocks } from '../../../test/coverage/small-account.ts'
import { bilanOds, bilanXlsx } from './bilan-workbook.ts'

/** What comes before the first heading has no sheet. */
const account = [{ kind: 'text' as const, text: 'Avant tout titre' }, ...blocks]

test('sheets, cells and pages of the workbooks, element by element', async () => {
  expectHeld(
    'small-account.xlsx.txt',
    partsOf(await bilanXlsx(account, '2030-06-30'), /sheet\d|workbook[.]xml$|styles|core|Strings/),
  )
  expectHeld('small-account.ods.txt', partsOf(await bilanOds(account, '2030-06-30'), /content|settings|meta[.]xml/))
})
