import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { typeset } from '../../common/typeset.ts'
import { cellWords } from './bilan-html.ts'
import { columnShares } from './column-shares.ts'
import { type Block, whatIsSigned } from './document.ts'

/** Inches to twentieths of a point: A4 landscape less its margins. */
const WIDTH = 14_600
/** Of a line of a whole table, in bold letters of the widest typeface that stands in for ours. */
const CHARACTERS = 138
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** The account as a document that a person completes and signs: A4 landscape, headings, tables whose first row comes again on each page. */
export async function bilanDocx(blocks: readonly Block[], signatures: readonly string[]): Promise<Uint8Array> {
  const { signed, unsigned } = whatIsSigned(blocks)
  const document = new Document({
    creator: 'dora-sync',
    title: blocks[0]?.kind === 'heading' ? blocks[0].text : 'Bilan',
    styles: { default: { document: { run: { font: 'Calibri', size: 18 } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838, orientation: PageOrientation.LANDSCAPE },
            margin: { top: 900, bottom: 900, left: 1100, right: 1100 },
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.RIGHT,
                children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], size: 16 })],
              }),
            ],
          }),
        },
        children: [
          ...signed.flatMap((each, at) => blockDocx(each, at, blocks)),
          ...signaturesDocx(signatures),
          ...unsigned.flatMap(each => blockDocx(each, 1, blocks)),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function blockDocx(block: Block, at: number, document: readonly Block[]): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: at === 0 ? HeadingLevel.TITLE : block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          keepNext: true,
          spacing: { before: at === 0 ? 0 : 280, after: 120 },
          children: [new TextRun({ text: typeset(block.text), bold: true, size: at === 0 ? 32 : 24 })],
        }),
      ]
    case 'text':
      return [new Paragraph({ spacing: { after: 100 }, children: [new TextRun(typeset(block.text))] })]
    case 'table':
      return block.rows.length === 0
        ? []
        : [
            new Paragraph({
              keepNext: true,
              spacing: { after: 60 },
              children: [new TextRun({ text: typeset(block.caption), italics: true })],
            }),
            tableDocx(block, document),
          ]
  }
}

function tableDocx(table: Extract<Block, { kind: 'table' }>, document: readonly Block[]): Table {
  const { columns, rows } = table
  const widths = columnShares(table, document, CHARACTERS).map(share => Math.round(WIDTH * share))
  const cell = (text: string, at: number, look: { bold?: boolean; shade?: boolean; span?: number; next?: boolean }) =>
    new TableCell({
      width: { size: sum(widths.slice(at, at + (look.span ?? 1))), type: WidthType.DXA },
      ...(look.span ? { columnSpan: look.span } : {}),
      ...(look.shade ? { shading: { type: ShadingType.CLEAR, fill: 'E8F1F3', color: 'auto' } } : {}),
      margins: { top: 30, bottom: 30, left: 60, right: 60 },
      children: [
        new Paragraph({
          keepNext: look.next ?? false,
          alignment: columns[at]?.kind === 'text' || look.span ? AlignmentType.LEFT : AlignmentType.RIGHT,
          children: [new TextRun({ text: typeset(text), bold: look.bold ?? false, size: 15 })],
        }),
      ],
    })
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map((column, at) => cell(column.header, at, { bold: true, shade: true, next: true })),
      }),
      ...rows.map(({ cells, role, span = 1 }, row) => {
        const look = { bold: role !== undefined, shade: role === 'total', next: rows[row + 1]?.role !== undefined }
        return new TableRow({
          cantSplit: true,
          children: columns.flatMap((column, at) =>
            at > 0 && at < span
              ? []
              : [
                  cell(cellWords(cells[at] ?? null, column), at, {
                    ...look,
                    ...(at === 0 && span > 1 ? { span } : {}),
                  }),
                ],
          ),
        })
      }),
    ],
  })
}

function signaturesDocx(signatures: readonly string[]): Paragraph[] {
  return [
    new Paragraph({
      spacing: { before: 400 },
      keepNext: true,
      children: [new TextRun('Fait à                      , le')],
    }),
    ...signatures.map(
      name =>
        new Paragraph({
          spacing: { before: 240, after: 500 },
          children: [new TextRun({ text: typeset(name), bold: true })],
        }),
    ),
  ]
}
