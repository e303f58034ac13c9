import { gzipSync, strToU8, zipSync, zlibSync } from 'fflate'

/** A small file made to freeze who reads it or to take all memory. */
export interface Bomb {
  name: string
  /** Settings of the connector that reads it. */
  harvest: Record<string, unknown>
  body: () => Uint8Array
  headers?: Record<string, string>
  /** Address asked for, below the site. Default `/`. */
  path?: string
}

const SHEET = { key: 'id', required: ['nom'] }
const PAGE = { kind: 'html', fields: { nom: { select: 'h1', required: true }, description: 'main' } }
const KEYED = { kind: 'html', items: 'article', key: 'h2', fields: { nom: 'h2', description: '.' } }

const page = (inside: string) =>
  strToU8(`<!doctype html><html><body><h1>Atelier</h1><main>${inside}</main></body></html>`)
const zip = (files: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text]),
    ),
    { level: 1 },
  )

const ODS = 'application/vnd.oasis.opendocument.spreadsheet'

/** An ODS whose one sheet holds these rows, as XML. */
export const odsOf = (rows: string): Uint8Array => odsWith(`<table:table table:name="F">${rows}</table:table>`)

/** An ODS of these sheets and these styles, as XML. */
export function odsWith(tables: string, styles = ''): Uint8Array {
  return zipSync({
    mimetype: [strToU8(ODS), { level: 0 }],
    'META-INF/manifest.xml': strToU8(
      `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${ODS}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    ),
    'content.xml': [
      strToU8(
        `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
      ),
      { level: 9 },
    ],
  })
}

const odsCell = (text: string, repeated = '') =>
  `<table:table-cell office:value-type="string"${repeated}><text:p>${text}</text:p></table:table-cell>`
/** The columns of the template, so that an upload is refused for its weight and for nothing else. */
const COLUMNS = ['id', 'nom', 'description', 'structure_nom']
const ODS_HEADER = `<table:table-row>${COLUMNS.map(name => odsCell(name)).join('')}</table:table-row>`

/** An XLSX whose one sheet holds these rows, as XML. */
export function xlsxOf(
  sheetData: string,
  more: { shared?: string; dimension?: string; head?: string } = {},
): Uint8Array {
  return zip({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml':
      '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="F" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    ...(more.shared !== undefined && {
      'xl/sharedStrings.xml': `<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${more.shared}</sst>`,
    }),
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?>${more.head ?? ''}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${more.dimension ? `<dimension ref="${more.dimension}"/>` : ''}<sheetData>${sheetData}</sheetData></worksheet>`,
  })
}

const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`
const XLSX_HEADER = `<row r="1">${COLUMNS.map((name, at) => text(`${'ABCD'[at]}1`, name)).join('')}</row>`
const ods = { kind: 'ods', ...SHEET }
const xlsx = { kind: 'xlsx', ...SHEET }

const BILLION =
  '<!DOCTYPE a [<!ENTITY a "ha">' +
  Array.from(
    { length: 30 },
    (_, at) => `<!ENTITY ${'b'.repeat(at + 1)} "${`&${at === 0 ? 'a' : 'b'.repeat(at)};`.repeat(10)}">`,
  ).join('') +
  ']>'
const ENTITY = `&${'b'.repeat(30)};`

/** Spreadsheets: through a partner's page and through an upload. */
export const SHEET_BOMBS: readonly Bomb[] = [
  {
    name: 'ODS: one row repeated a million times over a thousand filled columns',
    harvest: ods,
    body: () =>
      odsOf(
        `${ODS_HEADER}<table:table-row table:number-rows-repeated="1048575">${odsCell('x'.repeat(200), ' table:number-columns-repeated="1024"')}</table:table-row>`,
      ),
  },
  {
    name: 'ODS: columns repeated a thousand million times',
    harvest: ods,
    body: () =>
      odsOf(
        `${ODS_HEADER}<table:table-row>${odsCell('x', ' table:number-columns-repeated="1000000000"')}</table:table-row>`,
      ),
  },
  {
    name: 'ODS: rows repeated a thousand million times',
    harvest: ods,
    body: () =>
      odsOf(
        `${ODS_HEADER}<table:table-row table:number-rows-repeated="1000000000">${odsCell('1')}${odsCell('Atelier')}</table:table-row>`,
      ),
  },
  {
    name: 'ODS: spaces repeated a thousand million times',
    harvest: ods,
    body: () => odsOf(`${ODS_HEADER}<table:table-row>${odsCell('a<text:s text:c="1000000000"/>b')}</table:table-row>`),
  },
  {
    name: 'XLSX: one cell at the far corner of a sheet without end',
    harvest: xlsx,
    body: () =>
      xlsxOf(`${XLSX_HEADER}<row r="1048576">${text('XFD1048576', 'x')}</row>`, { dimension: 'A1:XFD1048576' }),
  },
  {
    name: 'XLSX: a cell in each row at the last column',
    harvest: xlsx,
    body: () =>
      xlsxOf(
        `${XLSX_HEADER}${Array.from({ length: 20_000 }, (_, at) => `<row r="${at + 2}">${text(`XFD${at + 2}`, 'x')}</row>`).join('')}`,
      ),
  },
  {
    name: 'XLSX: a cell at a column that does not exist',
    harvest: xlsx,
    body: () => xlsxOf(`${XLSX_HEADER}<row r="2">${text('ZZZZZZ2', 'x')}</row>`),
  },
  {
    name: 'XLSX: a row number that does not exist',
    harvest: xlsx,
    body: () => xlsxOf(`${XLSX_HEADER}<row r="4000000000">${text('A4000000000', 'x')}</row>`),
  },
  {
    name: 'XLSX: one shared text of 30 MB, cited by each cell',
    harvest: xlsx,
    body: () =>
      xlsxOf(
        `${XLSX_HEADER}${Array.from({ length: 5000 }, (_, at) => `<row r="${at + 2}"><c r="A${at + 2}" t="s"><v>0</v></c><c r="B${at + 2}" t="s"><v>0</v></c></row>`).join('')}`,
        { shared: `<si><t>${'a'.repeat(30_000_000)}</t></si>` },
      ),
  },
  {
    name: 'XLSX: two million shared texts',
    harvest: xlsx,
    body: () => xlsxOf(XLSX_HEADER, { shared: '<si><t>a</t></si>'.repeat(2_000_000) }),
  },
  {
    name: 'XLSX: half a million cells',
    harvest: xlsx,
    body: () => xlsxOf(`${XLSX_HEADER}${`<row>${'<c><v>1</v></c>'.repeat(100)}</row>`.repeat(5000)}`),
  },
  {
    name: 'XLSX: 150 MB of blanks',
    harvest: xlsx,
    body: () => xlsxOf(`${XLSX_HEADER}${' '.repeat(150_000_000)}`),
  },
  {
    name: 'XLSX: entities that multiply',
    harvest: xlsx,
    body: () => xlsxOf(`${XLSX_HEADER}<row r="2">${text('A2', ENTITY)}${text('B2', ENTITY)}</row>`, { head: BILLION }),
  },
  {
    name: 'XLSX: elements a hundred thousand deep',
    harvest: xlsx,
    body: () => xlsxOf(`${XLSX_HEADER}${'<row>'.repeat(100_000)}${'</row>'.repeat(100_000)}`),
  },
  {
    name: 'CSV: one line of 3 MB',
    harvest: { kind: 'csv', ...SHEET },
    body: () => strToU8(`${COLUMNS.join(';')}\n1;${'a'.repeat(2_900_000)}`),
  },
  {
    name: 'CSV: a million cells on one line',
    harvest: { kind: 'csv', ...SHEET },
    body: () => strToU8(`${COLUMNS.join(';')}\n1;${';'.repeat(1_000_000)}`),
  },
  {
    name: 'CSV: a header of a million columns',
    harvest: { kind: 'csv', ...SHEET },
    body: () => strToU8(`${COLUMNS.join(';')}${';c'.repeat(1_000_000)}\n1;a`),
  },
  {
    name: 'CSV: a quote that never closes',
    harvest: { kind: 'csv', ...SHEET },
    body: () => strToU8(`${COLUMNS.join(';')}\n1;"${'a\n'.repeat(1_400_000)}`),
  },
]

const REOPENED = Array.from({ length: 800 }, (_, at) => `<b c${at}><p>`).join('')

/** What only a partner's site can send. */
export const PAGE_BOMBS: readonly Bomb[] = [
  { name: 'HTML: formatting elements reopened', harvest: PAGE, body: () => page(REOPENED) },
  {
    name: 'HTML: formatting elements reopened in each paragraph',
    harvest: PAGE,
    body: () => page(`${Array.from({ length: 400 }, (_, at) => `<font c${at}>`).join('')}${'<p>x</p>'.repeat(20_000)}`),
  },
  {
    name: 'HTML: links closed across blocks',
    harvest: PAGE,
    body: () => page('<a><div></a>'.repeat(3000)),
  },
  {
    name: 'HTML: an element with 20 000 attributes',
    harvest: PAGE,
    body: () => page(`<p ${Array.from({ length: 20_000 }, (_, at) => `a${at}`).join(' ')}>x</p>`),
  },
  {
    name: 'HTML: 200 000 attributes',
    harvest: PAGE,
    body: () => page(`<p ${Array.from({ length: 200_000 }, (_, at) => `a${at}`).join(' ')}>x</p>`),
  },
  {
    name: 'HTML: closings that match nothing',
    harvest: PAGE,
    body: () => page(`${'<div>'.repeat(900)}${'</x>'.repeat(300_000)}`),
  },
  { name: 'HTML: tables inside a drawing', harvest: PAGE, body: () => page(`<svg>${'<table><tr><td>'.repeat(5000)}`) },
  { name: 'HTML: cells inside a drawing', harvest: PAGE, body: () => page(`<svg>${'<td>'.repeat(100_000)}`) },
  { name: 'HTML: rows inside a formula', harvest: PAGE, body: () => page(`<math>${'<tr>'.repeat(100_000)}`) },
  { name: 'HTML: text before cells, tables in tables', harvest: PAGE, body: () => page('<table>x'.repeat(30_000)) },
  { name: 'HTML: paragraphs in buttons', harvest: PAGE, body: () => page('<button><p>'.repeat(50_000)) },
  { name: 'HTML: a hundred thousand deep', harvest: PAGE, body: () => page('<div>'.repeat(100_000)) },
  { name: 'HTML: lists in lists without closing', harvest: PAGE, body: () => page('<ul><li>'.repeat(50_000)) },
  { name: 'HTML: options in selects', harvest: PAGE, body: () => page('<select><option>'.repeat(50_000)) },
  { name: 'HTML: list after list without closing', harvest: PAGE, body: () => page('<dl><dt><dd>'.repeat(50_000)) },
  {
    name: 'HTML: markup of toMarkdown',
    harvest: PAGE,
    body: () => page(`<ul>${'<li>a</li>\n\n'.repeat(50_000)}</ul>`),
  },
  {
    name: 'HTML: a list marker before a text without end of line',
    harvest: PAGE,
    body: () => page(`- ${'1. '.repeat(300_000)}<p></p>`),
  },
  { name: 'HTML: blanks', harvest: PAGE, body: () => page(`a${' \n\t'.repeat(1_000_000)}b`) },
  { name: 'HTML: comments without end', harvest: PAGE, body: () => page('<!--'.repeat(500_000)) },
  { name: 'HTML: entities without end', harvest: PAGE, body: () => page('&am'.repeat(1_000_000)) },
  { name: 'HTML: templates in templates', harvest: PAGE, body: () => page('<template>'.repeat(50_000)) },
  {
    name: 'HTML: a hundred thousand items',
    harvest: KEYED,
    body: () => page('<article><h2>a</h2></article>'.repeat(100_000)),
  },
  {
    name: 'HTML: items inside one another',
    harvest: KEYED,
    body: () => page(`${'<article><h2>a</h2>'.repeat(990)}${'texte '.repeat(20_000)}`),
  },
  {
    name: 'HTML: labels that answer nothing',
    harvest: { kind: 'html', fields: { nom: 'h1', public: { label: 'Public' } } },
    body: () => page('<span>Public</span>'.repeat(100_000)),
  },
  {
    name: 'microdata: properties in properties',
    harvest: { kind: 'json-ld', types: ['Service'] },
    body: () =>
      page(
        `<div itemscope itemtype="http://schema.org/Service" itemref="${'a '.repeat(2000)}">${'<p id="a" itemprop="name">x</p>'.repeat(2000)}</div>`,
      ),
  },
  {
    name: 'JSON: a million deep',
    harvest: { kind: 'json', key: 'id' },
    body: () => strToU8('['.repeat(1_000_000)),
  },
  {
    name: 'JSON: objects a hundred thousand deep',
    harvest: { kind: 'json', key: 'id' },
    body: () => strToU8(`[{"id":1,"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}]`),
  },
  {
    name: 'JSON: one offer of a million fields',
    harvest: { kind: 'json', key: 'id' },
    body: () => strToU8(`[{"id":1,${Array.from({ length: 1_000_000 }, (_, at) => `"c${at}":1`).join(',')}}]`),
  },
  {
    name: 'JSON: a text of 18 MB',
    harvest: { kind: 'json', key: 'id' },
    body: () => strToU8(`[{"id":1,"nom":"${'a <b>'.repeat(3_600_000)}"}]`),
  },
  {
    name: 'JSON: two million empty offers',
    harvest: { kind: 'json', key: 'id' },
    body: () => strToU8(`[${'{},'.repeat(2_000_000)}{}]`),
  },
  {
    name: 'XML: entities that multiply',
    harvest: { kind: 'xml', root: 'offres', item: 'offre', key: 'id' },
    body: () =>
      strToU8(`<?xml version="1.0"?>${BILLION}<offres><offre><id>1</id><nom>${ENTITY}</nom></offre></offres>`),
  },
  {
    name: 'XML: a hundred thousand deep',
    harvest: { kind: 'xml', root: 'offres', item: 'offre', key: 'id' },
    body: () => strToU8(`<offres><offre>${'<a>'.repeat(100_000)}`),
  },
  {
    name: 'XML: an element with 50 000 attributes',
    harvest: { kind: 'xml', root: 'offres', item: 'offre', key: 'id' },
    body: () =>
      strToU8(
        `<offres><offre ${Array.from({ length: 50_000 }, (_, at) => `a${at}="1"`).join(' ')}><id>1</id></offre></offres>`,
      ),
  },
  {
    name: 'RSS: HTML escaped a thousand times',
    harvest: { kind: 'rss' },
    body: () =>
      strToU8(
        `<rss version="2.0"><channel><item><guid>1</guid><title>a</title><description><![CDATA[${REOPENED}]]></description></item></channel></rss>`,
      ),
  },
  {
    name: 'iCal: an event of each second, for ever',
    harvest: { kind: 'ical' },
    body: () =>
      strToU8(
        'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:a\r\nDTSTART:19000101T000000Z\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
      ),
  },
  {
    name: 'iCal: a rule that nothing satisfies',
    harvest: { kind: 'ical' },
    body: () =>
      strToU8(
        'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:a\r\nDTSTART:20200101T000000Z\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
      ),
  },
  {
    name: 'iCal: 20 000 endless events',
    harvest: { kind: 'ical' },
    body: () =>
      strToU8(
        `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${Array.from({ length: 20_000 }, (_, at) => `BEGIN:VEVENT\r\nUID:${at}\r\nDTSTART:19700101T000000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n`).join('')}END:VCALENDAR\r\n`,
      ),
  },
  {
    name: 'PDF: a stream of 2 GB once unpacked, packed twice',
    harvest: { kind: 'pdf', start: '^Action', fields: { nom: { line: 1 } } },
    body: () => pdfBomb(),
  },
  {
    name: 'DOCX: 150 MB of text',
    harvest: { kind: 'docx', start: '^Action', fields: { nom: { line: 1 } } },
    body: () => docxOf(`<w:p><w:r><w:t>${'a'.repeat(150_000_000)}</w:t></w:r></w:p>`),
  },
  {
    name: 'DOCX: two million paragraphs',
    harvest: { kind: 'docx', start: '^Action', fields: { nom: { line: 1 } } },
    body: () => docxOf('<w:p><w:r><w:t>a</w:t></w:r></w:p>'.repeat(2_000_000)),
  },
  {
    name: 'DOCX: tables in tables',
    harvest: { kind: 'docx', start: '^Action', fields: { nom: { line: 1 } } },
    body: () => docxOf('<w:tbl><w:tr><w:tc>'.repeat(20_000) + '</w:tc></w:tr></w:tbl>'.repeat(20_000)),
  },
  {
    name: 'a page that unpacks to 100 MB',
    harvest: PAGE,
    body: () => gzipSync(new Uint8Array(100_000_000), { level: 1 }),
    headers: { 'content-encoding': 'gzip' },
  },
  {
    name: 'a CSV that unpacks to 600 MB',
    harvest: { kind: 'csv', ...SHEET },
    body: () => gzipSync(new Uint8Array(600_000_000).fill(97), { level: 1 }),
    headers: { 'content-encoding': 'gzip' },
  },
  {
    name: 'text: a convention of blanks',
    harvest: { kind: 'convention' },
    body: () => strToU8(`FICHE ACTION 1\n${' '.repeat(3_000_000)}\n${'a '.repeat(1_000_000)}`),
  },
]

function docxOf(body: string): Uint8Array {
  return zip({
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  })
}

/** A page whose content is blanks packed twice: 2 MB on the way, 400 MB and more once read. */
function pdfBomb(): Uint8Array {
  const content = zlibSync(zlibSync(new Uint8Array(400_000_000).fill(32), { level: 1 }), { level: 9 })
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>',
  ]
  const head = `%PDF-1.4\n${objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('')}4 0 obj\n<< /Length ${content.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n`
  const tail = '\nendstream\nendobj\ntrailer << /Root 1 0 R /Size 5 >>\n%%EOF'
  return Uint8Array.from([...strToU8(head), ...content, ...strToU8(tail)])
}

/** Traps that a few seconds judge: each was seen to freeze or fill a reader in our own process. */
const QUICK = [
  'ODS: one row repeated a million times over a thousand filled columns',
  'ODS: columns repeated a thousand million times',
  'XLSX: a cell in each row at the last column',
  'XLSX: two million shared texts',
  'HTML: formatting elements reopened',
  'HTML: an element with 20 000 attributes',
  'HTML: tables inside a drawing',
  'HTML: cells inside a drawing',
]
export const QUICK_BOMBS = [...SHEET_BOMBS, ...PAGE_BOMBS].filter(({ name }) => QUICK.includes(name))
