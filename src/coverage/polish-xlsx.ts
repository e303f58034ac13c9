import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'

/**
 * What the XLSX writer leaves out: the quotes around the names of sheets in what is printed. Without them programs refuse the print area and the header
 * of a sheet whose name has a space, and Excel offers to repair the file.
 */
export function polishXlsx(bytes: Uint8Array): Uint8Array {
  const files = unzipSync(bytes)
  const book = files['xl/workbook.xml']
  if (!book) throw new Error('polishXlsx: the file has no xl/workbook.xml')
  const quoted = strFromU8(book).replace(
    /(<definedName [^>]*>)([^<'!]+)!/g,
    (_, tag: string, name: string) => `${tag}'${name}'!`,
  )
  files['xl/workbook.xml'] = strToU8(quoted)
  // One fixed date: the same figures give the same file.
  return zipSync(files, { mtime: new Date(1980, 0, 1, 12) })
}
