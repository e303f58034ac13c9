import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { ReportSheet } from './sheet.ts'

/**
 * Column widths, a filter on the header and a frozen first row, which the ODS writer leaves out; and a file that does not depend on the clock.
 * @param bytes an ODS whose sheets are `sheets`, in their order
 */
export function polishOds(bytes: Uint8Array, sheets: readonly ReportSheet[]): Uint8Array {
  const files = unzipSync(bytes)
  const content = files['content.xml']
  if (!content) throw new Error('polishOds: the file has no content.xml')
  files['content.xml'] = strToU8(polishContent(strFromU8(content), sheets))
  files['settings.xml'] = strToU8(settings(sheets))
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
const CM_PER_CHARACTER = 0.2

function polishContent(xml: string, sheets: readonly ReportSheet[]): string {
  const widths = [...new Set(sheets.flatMap(sheet => sheet.columns.map(column => column.width)))].sort((a, b) => a - b)
  const styles = widths
    .map(
      width =>
        `<style:style style:name="width${width}" style:family="table-column"><style:table-column-properties style:column-width="${(width * CM_PER_CHARACTER).toFixed(2)}cm"/></style:style>`,
    )
    .join('')
  let index = -1
  const withWidths = xml.replace(/<table:table-column[^>]*\/>/g, () => {
    index += 1
    return (sheets[index]?.columns ?? [])
      .map(({ width }) => `<table:table-column table:style-name="width${width}"/>`)
      .join('')
  })
  const ranges = sheets
    .map((sheet, i) => {
      const last = `${letter(sheet.columns.length - 1)}${sheet.rows.length + 1}`
      const name = attribute(sheet.name)
      return `<table:database-range table:name="filtre${i + 1}" table:target-range-address="'${name}'.A1:'${name}'.${last}" table:display-filter-buttons="true"/>`
    })
    .join('')
  return withWidths
    .replace('</office:automatic-styles>', `${styles}</office:automatic-styles>`)
    .replace('</office:spreadsheet>', `<table:database-ranges>${ranges}</table:database-ranges></office:spreadsheet>`)
}

function settings(sheets: readonly ReportSheet[]): string {
  const item = (name: string, type: string, value: string) =>
    `<config:config-item config:name="${name}" config:type="${type}">${value}</config:config-item>`
  const tables = sheets
    .map(
      sheet =>
        `<config:config-item-map-entry config:name="${attribute(sheet.name)}">${item('VerticalSplitMode', 'short', '2')}${item('VerticalSplitPosition', 'int', '1')}${item('ActiveSplitRange', 'short', '2')}${item('PositionBottom', 'int', '1')}</config:config-item-map-entry>`,
    )
    .join('')
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:ooo="http://openoffice.org/2004/office" office:version="1.2"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>${item('ViewId', 'string', 'view1')}<config:config-item-map-named config:name="Tables">${tables}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : letter(Math.floor(index / 26) - 1) + letter(index % 26)
}

const attribute = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace(/'/g, '&apos;')
