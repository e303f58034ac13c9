import { sha256 } from '../common/digest.ts'
import { HarvestError } from '../harvest/connector.ts'
import type { DocumentStore } from '../harvest/document-store.ts'
import { streamOf } from '../harvest/document-stream.ts'
import type { RunFetcher } from '../harvest/fetcher.ts'
import { lazyText } from '../harvest/lazy-text.ts'

/** A file that somebody gave us: it has no address of its own. */
export interface GivenFile {
  /** SHA-256, by which its bytes are kept. */
  hash: string
  name: string
  /** Media type, by its name. */
  type: string
}

const TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv',
  json: 'application/json',
  ics: 'text/calendar',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** Endings of the files that may be given. */
export const GIVEN_KINDS: readonly string[] = Object.keys(TYPES)

/** Media type by the file's name; null for one that we do not read. */
export function typeOfName(name: string): string | null {
  return TYPES[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? null
}

/** The address that stands for it: no machine answers there, for ever. */
export function givenAddress({ name }: Pick<GivenFile, 'name'>): string {
  return `https://fichier-depose.invalid/${encodeURIComponent(name.toWellFormed())}`
}

/** What was said of the address that stands for a file, said of the file. */
export function saidOfFile(message: string, file: Pick<GivenFile, 'name'>): string {
  const own = givenAddress(file)
  return message.replaceAll(`${own} répond`, `« ${file.name} » est`).replaceAll(own, file.name)
}

/** Reads that one file as if it were a site of one page; it never goes through a network. */
export function givenFetcher(
  file: GivenFile,
  deps: { source: string; documents: DocumentStore; now: () => string },
): RunFetcher {
  const { source, documents, now } = deps
  const own = givenAddress(file)
  async function read(asked: string) {
    if (asked !== own)
      throw new HarvestError('adresse-hors-source', 'Seul le fichier déposé est lu.', 'configuration', asked)
    const body = await documents.get(file.hash)
    if (body === null)
      throw new HarvestError(
        'fichier-disparu',
        `Le fichier « ${file.name} » n’est plus gardé : déposez-le de nouveau sur la page de la source.`,
        'gestionnaire',
        asked,
      )
    const before = await documents.lastSeen(source, own)
    const fetchedAt = now()
    const headers = { 'content-type': file.type }
    // Read again, it is in use: its bytes stay.
    await documents.put(body, fetchedAt)
    await documents.remember({
      source,
      address: own,
      finalAddress: own,
      etag: null,
      lastModified: null,
      hash: file.hash,
      headers,
      fetchedAt,
    })
    const unchanged = before?.hash === sha256(body)
    return lazyText({ hash: file.hash, address: own, status: 200, headers, body, unchanged, fetchedAt })
  }
  return {
    get: read,
    stream: async asked => streamOf(await read(asked)),
    close: async () => undefined,
  }
}
