import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { announcedSheets, firstShownSheet } from './first-shown-sheet.ts'

const workbook = (sheets: string, path = 'xl/workbook.xml') =>
  zipSync({
    [path]: strToU8(`<workbook xmlns="m" xmlns:x="m"><sheets>${sheets}</sheets></workbook>`),
    'xl/autre.xml': strToU8('<workbook><sheets><sheet name="Ailleurs"/></sheets></workbook>'),
  })

describe('the sheets that a workbook announces', () => {
  test('in order, with what is hidden of them', () => {
    const body = workbook(
      '<sheet name="A" state="hidden"/><x:sheet name="B &amp; C" state="visible"/><sheet state="veryHidden"/><sheet name="D"/>',
    )
    expect(announcedSheets(body)).toEqual([
      { name: 'A', rank: 0, hidden: true },
      { name: 'B & C', rank: 1, hidden: false },
      { name: '', rank: 2, hidden: true },
      { name: 'D', rank: 3, hidden: false },
    ])
    expect(firstShownSheet(body)).toBe(1)
  })

  test.each([
    ['sheetView', '<sheetView name="A"/>'],
    ['worksheet', '<worksheet name="A"/>'],
    ['a name of two colons', '<x:y:sheet name="A"/>'],
  ])('%s is none', (_, other) => {
    expect(announcedSheets(workbook(`${other}<sheet name="B"/>`))).toEqual([{ name: 'B', rank: 0, hidden: false }])
  })

  test.each(['hiddenness', 'nothidden', ''])('state «%s» hides nothing', state => {
    expect(firstShownSheet(workbook(`<sheet name="A" state="${state}"/><sheet name="B"/>`))).toBe(0)
  })

  test('the first when all are hidden, when there is no list, or when it is not well formed', () => {
    expect(firstShownSheet(workbook('<sheet name="A" state="hidden"/>'))).toBe(0)
    expect(announcedSheets(workbook('<sheet name="A"/>', 'xl/liste.xml'))).toEqual([])
    expect(announcedSheets(workbook('<sheet name="A" sans/><sheet name="B"/>')).map(({ name }) => name)).toEqual([
      'A',
      'B',
    ])
    expect(firstShownSheet(workbook('<sheet name="A" state="hidden"/><p:q r="1"/>'))).toBe(0)
  })
})
