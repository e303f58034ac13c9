import { extractText, getDocumentProxy } from 'unpdf'
import type { Task } from '../common/apart/protocol.ts'
import { decodeBody } from '../common/decode.ts'
import { proposeConvention } from './propose.ts'
import type { Proposal } from './reading.ts'
import type { SpoiltWord } from './repairs.ts'

/** A convention as somebody gave it: a text, or the bytes of a file. */
export interface ConventionGiven {
  given: string | Uint8Array
  /** Words that scanners are known to spoil. */
  names: readonly SpoiltWord[]
}

/** Null: a PDF without any text, encrypted or damaged, or a file that is no text. */
export type ProposalRead = Proposal | null

/** Reads a convention; run in a process apart (`src/common/apart`), for what it is given comes from outside. */
export const task: Task<ConventionGiven, never, ProposalRead> = async function* ({ given, names }) {
  yield* []
  const text = typeof given === 'string' ? given : isPdf(given) ? await pdfText(given) : decoded(given)
  return text === null || text.trim() === '' ? null : proposeConvention(text, names)
}

const isPdf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-'

/** Null: bytes that are no text. */
function decoded(bytes: Uint8Array): string | null {
  const { text } = decodeBody(bytes, undefined)
  return text.includes('\0') ? null : text
}

async function pdfText(bytes: Uint8Array): Promise<string | null> {
  try {
    const proxy = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
    try {
      return (await extractText(proxy, { mergePages: false })).text.join('\n')
    } finally {
      await proxy.loadingTask.destroy()
    }
  } catch {
    return null
  }
}
