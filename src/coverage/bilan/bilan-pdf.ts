import { fileURLToPath } from 'node:url'
import pdfmake, { type Content, type Definition, type Node, type TableCell } from 'pdfmake'
import { typeset } from '../../common/typeset.ts'
import { cellWords } from './bilan-html.ts'
import { columnShares } from './column-shares.ts'
import { type Block, type DocumentColumn, whatIsSigned } from './document.ts'

const font = (weight: number) =>
  fileURLToPath(import.meta.resolve(`@fontsource/source-sans-3/files/source-sans-3-latin-${weight}-normal.woff`))
const SHADE = '#e8f1f3'
/** Of a line of a whole table, in bold letters. */
const CHARACTERS = 175

/** The account as a PDF to sign: A4 landscape, the first row of each table again on each page. @param date of what it says, `YYYY-MM-DD` */
export async function bilanPdf(
  blocks: readonly Block[],
  signatures: readonly string[],
  date: string,
): Promise<Uint8Array> {
  pdfmake.setFonts({ Sans: { normal: font(400), bold: font(700), italics: font(400), bolditalics: font(700) } })
  // Nothing is ever fetched, and nothing but the typeface is read.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(path => path === font(400) || path === font(700))
  const title = blocks[0]?.kind === 'heading' ? blocks[0].text : 'Bilan'
  const { signed, unsigned } = whatIsSigned(blocks)
  const definition: Definition = {
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [36, 36, 36, 40],
    info: { title, creator: 'dora-sync', producer: 'dora-sync', creationDate: new Date(`${date}T00:00:00Z`) },
    language: 'fr',
    defaultStyle: { font: 'Sans', fontSize: 9 },
    footer: (page, pages) => ({ text: `${page} / ${pages}`, alignment: 'right', margin: [0, 12, 36, 0], fontSize: 8 }),
    pageBreakBefore: (node, around) =>
      node.headlineLevel === 1 &&
      around.getPreviousNodesOnPage().length > 0 &&
      !isFollowed(node, around.getFollowingNodesOnPage()),
    content: [
      ...signed.flatMap((each, at) => blockPdf(each, at, blocks)),
      signaturesPdf(signatures),
      ...unsigned.flatMap(each => blockPdf(each, 1, blocks)),
    ],
  }
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer())
}

/**
 * A title is never the last thing of a page, nor its caption. A table’s heads and first rows move together to the next page, yet are laid out as if
 * they stayed: all at one height. Only what begins lower, another row or what comes after the table, shows that they stayed.
 * @param following what is laid out after it on its page
 */
function isFollowed(title: Node, following: readonly Node[]): boolean {
  const [next, second] = following
  const block = second?.table ? second : next?.table ? next : title
  return following.some(({ startPosition }) => startPosition.top > block.startPosition.top)
}

const signaturesPdf = (signatures: readonly string[]): Content => ({
  unbreakable: true,
  margin: [0, 24, 0, 48],
  stack: [
    { text: 'Fait à                              , le', margin: [0, 0, 0, 12] },
    { columns: signatures.map(text => ({ text: typeset(text), bold: true })) },
  ],
})

function blockPdf(block: Block, at: number, document: readonly Block[]): Content[] {
  switch (block.kind) {
    case 'heading':
      return [
        {
          text: typeset(block.text),
          bold: true,
          fontSize: at === 0 ? 18 : 13,
          margin: [0, at === 0 ? 0 : 16, 0, 6],
          headlineLevel: 1,
        },
      ]
    case 'text':
      return [{ text: typeset(block.text), margin: [0, 0, 0, 4] }]
    case 'table':
      return block.rows.length === 0
        ? []
        : [{ text: typeset(block.caption), margin: [0, 0, 0, 3] }, tablePdf(block, document)]
  }
}

function tablePdf(table: Extract<Block, { kind: 'table' }>, document: readonly Block[]): Content {
  const { columns, rows } = table
  const cell = (
    text: string,
    column: DocumentColumn,
    look: { bold?: boolean; shade?: boolean; colSpan?: number },
  ): TableCell => ({
    text: typeset(text),
    alignment: column.kind === 'text' ? 'left' : 'right',
    bold: look.bold ?? false,
    ...(look.shade ? { fillColor: SHADE } : {}),
    ...(look.colSpan ? { colSpan: look.colSpan } : {}),
  })
  return {
    fontSize: 7.5,
    margin: [0, 0, 0, 6],
    table: {
      headerRows: 1,
      keepWithHeaderRows: 2,
      dontBreakRows: true,
      widths: columnShares(table, document, CHARACTERS).map(share => `${(share * 100).toFixed(2)}%`),
      body: [
        columns.map(column => cell(column.header, column, { bold: true, shade: true })),
        ...rows.map(({ cells, role, span = 1 }): TableCell[] =>
          columns.map((column, at): TableCell => {
            if (at > 0 && at < span) return {}
            const look = { bold: role !== undefined, shade: role === 'total' }
            const run = at === 0 && span > 1 ? { colSpan: span } : {}
            return cell(cellWords(cells[at] ?? null, column), column, { ...look, ...run })
          }),
        ),
      ],
    },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, hLineColor: () => '#bbbbbb', vLineColor: () => '#bbbbbb' },
  }
}
