/** A ZIP of which only its bytes tell that it is one: cut short, or made by a tool that names its parts otherwise. */
export const SOME_ZIP = 'un fichier ZIP (tableur ou document Word)'

/** Parts that only one kind of file has, by their names in its table of contents, which comes last. */
const PARTS: readonly [part: string, form: string][] = [
  ['word/document.xml', 'un document Word (.docx)'],
  ['xl/workbook.xml', 'un tableur (.xlsx)'],
  ['xl/workbook.bin', 'un classeur Excel binaire (.xlsb)'],
  ['ppt/presentation.xml', 'un diaporama (.pptx)'],
  ['Index/Document.iwa', 'un fichier Numbers ou Pages'],
]
/** What an OpenDocument file says of itself in its first part, uncompressed. */
const OPEN: readonly [type: string, form: string][] = [
  ['opendocument.spreadsheet', 'un tableur (.ods)'],
  ['opendocument.text', 'un document LibreOffice (.odt)'],
  ['opendocument.presentation', 'un diaporama (.odp)'],
]
/** What every office file of Microsoft has, and the end of a table of contents. */
const OFFICE = '[Content_Types].xml'
const END = 'PK\u0005\u0006'

/** What a ZIP is, by the names of its parts. */
export function zipForm(body: Uint8Array): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const first = bytes.toString('latin1', 0, 128)
  const open = OPEN.find(([type]) => first.includes(`application/vnd.oasis.${type}`))
  if (open) return open[1]
  // A file may hold another: its own names come last.
  const [own] = PARTS.map(([part, form]) => ({ form, at: bytes.lastIndexOf(part) })).sort((a, b) => b.at - a.at)
  if (own !== undefined && own.at >= 0) return own.form
  return bytes.includes(END) && !bytes.includes(OFFICE) && !first.includes('mimetype') ? 'une archive ZIP' : SOME_ZIP
}

/** Whether a form may be opened as a spreadsheet. */
export const mayBeSheet = (form: string): boolean => form.startsWith('un tableur') || form === SOME_ZIP

/** Whether a form may be opened as a Word document. */
export const mayBeWord = (form: string): boolean => form === 'un document Word (.docx)' || form === SOME_ZIP
