import { extractText, getDocumentProxy } from 'unpdf'
import { z } from 'zod'
import type { Connector, FetchedDocument, HarvestEntry, Harvested } from '../connector.ts'
import { unexpectedForm } from '../forms.ts'
import { harvestDocument } from '../harvest-document.ts'
import type { Tally } from '../tally.ts'
import { pagedLines } from '../text/lines.ts'
import { readText } from '../text/read-text.ts'
import { planText, textShape } from '../text/rules.ts'
import { ExpectSettings } from './settings.ts'

/**
 * `kind: pdf` — a leaflet or a directory in PDF, read as text; each value keeps its page and line. A scanned image has no text, and says so.
 *
 *     harvest:
 *       kind: pdf
 *       start: '^Fiche n° ?\d+'
 *       fields:
 *         nom: { line: 2, required: true }
 *         publics: Public concerné
 *         telephone: { match: '0\d(?:[ .]?\d\d){4}' }
 */
export const PdfSettings = z.strictObject({ kind: z.literal('pdf'), ...textShape, expect: ExpectSettings })
export type PdfSettings = z.infer<typeof PdfSettings>

export const pdf: Connector<PdfSettings> = {
  kind: 'pdf',
  parse: settings => PdfSettings.parse(settings),
  harvest: (entry, fetcher) => harvestDocument(entry, fetcher, { accept: 'application/pdf, */*;q=0.1' }, readPdf),
}

async function* readPdf(
  document: FetchedDocument,
  { settings }: HarvestEntry<PdfSettings>,
  tally: Tally,
): AsyncGenerator<Harvested> {
  const { body, hash, address } = document
  const pages = await readPages(body)
  if (pages === null) tally.broken(unexpectedForm(document, 'un fichier PDF lisible'))
  else yield* readText(pagedLines(pages), planText(settings), { document: hash, address }, tally)
}

/** Text of each page, null when the file is no PDF, is encrypted or is damaged. */
async function readPages(body: Uint8Array): Promise<string[] | null> {
  try {
    // pdf.js takes the buffer over: it is given a copy.
    const proxy = await getDocumentProxy(new Uint8Array(body), { verbosity: 0 })
    try {
      return (await extractText(proxy, { mergePages: false })).text
    } finally {
      await proxy.loadingTask.destroy()
    }
  } catch {
    return null
  }
}
