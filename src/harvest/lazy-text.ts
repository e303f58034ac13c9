import { decodeBody } from '../common/decode.ts'
import type { FetchedDocument } from './connector.ts'

/** Decodes when somebody first asks for the text: a spreadsheet is never decoded. */
export function lazyText(document: Omit<FetchedDocument, 'text' | 'charset'>): FetchedDocument {
  let decoded: ReturnType<typeof decodeBody> | null = null
  const decode = () => {
    decoded ??= decodeBody(document.body, document.headers['content-type'])
    return decoded
  }
  return {
    ...document,
    get text() {
      return decode().text
    },
    get charset() {
      return decode().charset
    },
  }
}
