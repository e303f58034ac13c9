import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/** What must be known of a sheet to finish it. */
export interface OdsSheet {
  /** At most 31 characters. */
  name: string
  /** Of its columns, characters. */
  widths: number[]
  /** Rows with something in them, the header's included. */
  rows: number
  /** Rows that stay in sight, of which the last, the header, comes again on each printed page; 0: none. */
  headerRows: number
  /** Last row that a filter on the header takes in; false: no filter. */
  filter: number | false
  /** Printed on A3 instead of A4. */
  wide?: boolean
}

/**
 * What the ODS writer leaves out: column widths, wrapped text, a filter on the header, a frozen first row, landscape sheets as wide as the table with
 * its header on each; and a file that does not depend on the clock.
 * @param bytes an ODS whose sheets are `sheets`, in their order
 */
export function polishOds(bytes: Uint8Array, sheets: readonly OdsSheet[]): Uint8Array {
  const files = unzipSync(bytes)
  const content = files['content.xml']
  if (!content) throw new Error('polishOds: the file has no content.xml')
  files['content.xml'] = strToU8(polishContent(strFromU8(content), sheets))
  files['settings.xml'] = strToU8(settings(sheets))
  files['styles.xml'] = strToU8(STYLES)
  // The type comes first and unpacked, as the format asks; one fixed date everywhere.
  const { mimetype, ...others } = files
  const mtime = new Date(1980, 0, 1, 12)
  const named = Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1))
  return zipSync({
    ...(mimetype ? { mimetype: [mimetype, { level: 0, mtime }] } : {}),
    ...Object.fromEntries(named.map(([name, data]) => [name, [data, { mtime }] as const])),
  } as Parameters<typeof zipSync>[0])
}

/** About what a character takes in the default font. */
const CM_PER_CHARACTER = 0.22

function polishContent(xml: string, sheets: readonly OdsSheet[]): string {
  const widths = [...new Set(sheets.flatMap(sheet => sheet.widths))].sort((a, b) => a - b)
  const styles = widths
    .map(
      width =>
        `<style:style style:name="width${width}" style:family="table-column"><style:table-column-properties style:column-width="${(width * CM_PER_CHARACTER).toFixed(2)}cm"/></style:style>`,
    )
    .join('')
  let index = -1
  const withWidths = xml.replace(/<table:table-column[^>]*\/>/g, () => {
    index += 1
    return (sheets[index]?.widths ?? []).map(width => `<table:table-column table:style-name="width${width}"/>`).join('')
  })
  const ranges = sheets
    .map((sheet, i) => {
      if (sheet.filter === false) return ''
      const last = `${letter(sheet.widths.length - 1)}${sheet.filter}`
      const name = attribute(sheet.name)
      return `<table:database-range table:name="filtre${i + 1}" table:target-range-address="'${name}'.A1:'${name}'.${last}" table:display-filter-buttons="true"/>`
    })
    .join('')
  return (
    printed(withWidths, sheets)
      // Figures as in France, whatever the language of the program that opens them.
      .replace(/<number:(?:number|currency)-style /g, found => `${found}number:language="fr" number:country="FR" `)
      .replaceAll('<number:currency-symbol>', '<number:text> </number:text><number:currency-symbol>')
      .replaceAll('style:family="table-cell"', 'style:family="table-cell" style:parent-style-name="Default"')
      .replace('</office:automatic-styles>', `${styles}${PAGE}</office:automatic-styles>`)
      .replace('</office:spreadsheet>', `<table:database-ranges>${ranges}</table:database-ranges></office:spreadsheet>`)
  )
}

/** The sheet's print range, and its header on each printed page. */
function printed(xml: string, sheets: readonly OdsSheet[]): string {
  let index = -1
  let at = -1
  return xml
    .replace(/<table:table (?=[^>]*table:name=)([^>]*)>/g, (_, attributes: string) => {
      index += 1
      const sheet = sheets[index]
      if (sheet === undefined) return `<table:table ${attributes}>`
      const last = `${letter(sheet.widths.length - 1)}${sheet.rows}`
      const name = attribute(sheet.name)
      return `<table:table ${attributes} table:style-name="${sheet.wide ? 'large' : 'feuille'}" table:print-ranges="'${name}'.A1:'${name}'.${last}">`
    })
    .replace(/<table:table (?=[^>]*table:name=)[\s\S]*?<\/table:table>/g, table => {
      at += 1
      let row = 0
      return table.replace(/<table:table-row(?: [^>]*)?(?:\/>|>[\s\S]*?<\/table:table-row>)/g, found => {
        row += 1
        return row === sheets[at]?.headerRows ? `<table:table-header-rows>${found}</table:table-header-rows>` : found
      })
    })
}

const PAGE = [
  ['feuille', 'Default'],
  ['large', 'A3'],
]
  .map(
    ([name, page]) =>
      `<style:style style:name="${name}" style:family="table" style:master-page-name="${page}"><style:table-properties table:display="true"/></style:style>`,
  )
  .join('')

const layout = (name: string, width: string, height: string) =>
  `<style:page-layout style:name="${name}"><style:page-layout-properties fo:page-width="${width}" fo:page-height="${height}" style:print-orientation="landscape" fo:margin-top="1.2cm" fo:margin-bottom="1.2cm" fo:margin-left="1.2cm" fo:margin-right="1.2cm" style:scale-to-X="1" style:scale-to-Y="0" style:print="objects charts drawings grid zero-values"/></style:page-layout>`
const master = (name: string, page: string) =>
  `<style:master-page style:name="${name}" style:page-layout-name="${page}"><style:header style:display="false"/><style:footer><text:p><text:sheet-name>feuille</text:sheet-name>, <text:page-number>1</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer></style:master-page>`
const STYLES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"><office:styles><style:style style:name="Default" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" fo:padding="0.08cm"/></style:style></office:styles><office:automatic-styles>${layout('a4', '29.7cm', '21cm')}${layout('a3', '42cm', '29.7cm')}</office:automatic-styles><office:master-styles>${master('Default', 'a4')}${master('A3', 'a3')}</office:master-styles></office:document-styles>`

function settings(sheets: readonly OdsSheet[]): string {
  const item = (name: string, type: string, value: string) =>
    `<config:config-item config:name="${name}" config:type="${type}">${value}</config:config-item>`
  const tables = sheets
    .filter(sheet => sheet.headerRows > 0)
    .map(
      sheet =>
        `<config:config-item-map-entry config:name="${attribute(sheet.name)}">${item('VerticalSplitMode', 'short', '2')}${item('VerticalSplitPosition', 'int', String(sheet.headerRows))}${item('ActiveSplitRange', 'short', '2')}${item('PositionBottom', 'int', String(sheet.headerRows))}</config:config-item-map-entry>`,
    )
    .join('')
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:ooo="http://openoffice.org/2004/office" office:version="1.2"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>${item('ViewId', 'string', 'view1')}<config:config-item-map-named config:name="Tables">${tables}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : letter(Math.floor(index / 26) - 1) + letter(index % 26)
}

const attribute = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace(/'/g, '&apos;')
