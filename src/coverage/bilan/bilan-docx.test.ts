import { expect, test } from 'vitest'
import { expectHeld, partsOf } from '../../../test/coverage/held.ts'
import { blocks, signatures } from '../../../test/coverage/small-account.ts'
import { bilanDocx } from './bilan-docx.ts'

test('headings, tables, signatures and pages of the document, element by element', async () => {
  const bytes = await bilanDocx(blocks, signatures)
  expectHeld('small-account.docx.txt', partsOf(bytes, /^word\/(document|footer\d+)[.]xml$/))
  expect(partsOf(bytes, /core/)).toContain('<dc:title>Bilan : essai</dc:title>\n<dc:creator>dora-sync</dc:creator>')
  const styles = partsOf(bytes, /styles/)
  for (const held of ['w:ascii="Calibri"', '<w:sz w:val="18"/>']) expect(styles).toContain(held)
  expect(partsOf(await bilanDocx(blocks.slice(1), []), /core/)).toContain('<dc:title>Bilan</dc:title>')
})
