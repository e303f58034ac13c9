import { z } from 'zod'
import type { Connector, FetchedDocument, HarvestEntry, Harvested } from '../connector.ts'
import { formOf, unexpectedForm } from '../forms.ts'
import { harvestDocument } from '../harvest-document.ts'
import { compileFields, FieldRules } from '../html/fields.ts'
import { readPage } from '../html/read-page.ts'
import { compileReading, SelectorText } from '../html/selector.ts'
import type { Tally } from '../tally.ts'
import { mayBeWord } from '../zip-form.ts'
import { declaredZipSize, LARGEST_UNPACKED } from '../zip-size.ts'
import { ExpectSettings } from './settings.ts'

/**
 * `kind: docx` — a Word document, read as if it were a web page: titles are `h1`, `h2`…, lists `ul`, tables `table`.
 * `section` says which title starts a new offer; without it the document is one offer.
 *
 *     harvest:
 *       kind: docx
 *       section: h1
 *       fields:
 *         nom: { select: h1, required: true }
 *         publics: { label: Public concerné }
 */
export const DocxSettings = z.strictObject({
  kind: z.literal('docx'),
  /** Level of title that starts an offer: `h1` to `h3`. */
  section: z.enum(['h1', 'h2', 'h3']).optional(),
  /** Fields read once and given to each offer. */
  page: FieldRules.default({}),
  fields: FieldRules,
  key: SelectorText.optional(),
  expect: ExpectSettings,
})
export type DocxSettings = z.infer<typeof DocxSettings>

export const docx: Connector<DocxSettings> = {
  kind: 'docx',
  parse: settings => DocxSettings.parse(settings),
  harvest: (entry, fetcher) => harvestDocument(entry, fetcher, { accept: `${DOCX}, */*;q=0.1` }, readDocx),
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function* readDocx(
  document: FetchedDocument,
  { address, settings }: HarvestEntry<DocxSettings>,
  tally: Tally,
): AsyncGenerator<Harvested> {
  const html = await readHtml(document)
  if (html === null) {
    tally.broken(unexpectedForm(document, 'un document Word (.docx)'))
    return
  }
  const plan = {
    page: compileFields(settings.page, settings.fields),
    items: null,
    sections: settings.section ?? null,
    table: null,
    empty: null,
    fields: compileFields(settings.fields, settings.page),
    key: settings.key ? compileReading(settings.key) : null,
    severalPages: false,
  }
  yield* readPage({ text: html, hash: document.hash, address: document.address }, plan, {}, tally, address)
}

async function readHtml(document: FetchedDocument): Promise<string | null> {
  if (!mayBeWord(formOf(document)) || declaredZipSize(document.body) > LARGEST_UNPACKED) return null
  try {
    const { default: mammoth } = await import('mammoth')
    const ignoreImages = mammoth.images.imgElement(async () => ({ src: '' }))
    const result = await mammoth.convertToHtml({ buffer: Buffer.from(document.body) }, { convertImage: ignoreImages })
    return result.value
  } catch {
    return null
  }
}
